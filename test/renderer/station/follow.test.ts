import { expect, test, vi } from 'vitest'
import { follow } from '../../../renderer/station/follow'
import { useStation } from '../../../renderer/station/store'

async function* numbers() {
  yield 1
  yield 2
}

test('a bug in what takes the told is a bug, and no lost connection', async () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const leaving = new AbortController()
  const bug = new Error('a bug')
  const taken: number[] = []
  const tell = (told: number): void => {
    taken.push(told)
    if (told === 1) throw bug
    leaving.abort()
  }
  await follow(async () => numbers(), tell, { left: leaving.signal })
  expect(reported).toHaveBeenCalledExactlyOnceWith(bug)
  expect(taken).toEqual([1, 2])
  expect(useStation.getState().connection).toBe('up')
  vi.unstubAllGlobals()
})
