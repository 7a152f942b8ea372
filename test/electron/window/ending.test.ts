import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createEnding } from '../../../electron/window/ending'

/** A station in which so many cards are written one after the other. */
function ending(cards: number, stop = (): void => undefined) {
  const told: string[] = []
  let left = cards
  const end = createEnding({
    log: (line) => told.push(line),
    stop: () => {
      told.push('stop')
      stop()
    },
    untilSafe: () => (left-- > 0 ? setImmediate().then(() => told.push('whole')) : undefined),
    say: () => told.push('say'),
    exit: () => told.push('exit'),
  })
  return { end, told }
}

test('after a bug nothing begins any more, every card becomes whole, and then it is said, without the bug’s own words', async () => {
  const { end, told } = ending(2)
  await end(new TypeError('490154203237518'))
  const fault = expect.stringMatching(/^station: a fault of ours, TypeError at /)
  expect(told).toEqual([fault, 'stop', 'whole', 'whole', 'say', 'exit'])
  expect(told.join()).not.toContain('490154203237518')
})

test('a bug on the way to the end is logged, and the end comes once', async () => {
  const { end, told } = ending(1)
  await Promise.all([end(new Error('one')), end('another')])
  expect(told.filter((line) => line === 'exit')).toHaveLength(1)
  expect(told.filter((line) => line.startsWith('station: a fault'))).toHaveLength(2)
})

test('what cannot be stopped does not keep the station from its end', async () => {
  const { end, told } = ending(0, () => {
    throw new Error('it does not stop')
  })
  await end(new Error('a bug'))
  expect(told.slice(-2)).toEqual(['say', 'exit'])
})
