import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { untilEnded } from '../../../electron/cli/until-ended'

test('a program comes to what its work comes to, and to its failure', async () => {
  const program = new EventEmitter()
  expect(await untilEnded(program, async () => 4)).toBe(4)
  await expect(untilEnded(program, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(program.eventNames()).toEqual([])
})

test.for(['SIGINT', 'SIGTERM'])('%s tells the work to end, and what it came to counts', async (signal) => {
  const program = new EventEmitter()
  const done = untilEnded(
    program,
    (ending) => new Promise((resolve) => ending.addEventListener('abort', () => resolve('stopped'))),
  )
  program.emit(signal)
  expect(await done).toBe('stopped')
})

test.for(['uncaughtException', 'unhandledRejection'])(
  'an %s ends it, when what is under way is safe',
  async (event) => {
    const program = new EventEmitter()
    const steps: string[] = []
    const done = untilEnded(program, async (ending) => {
      await new Promise((resolve) => ending.addEventListener('abort', resolve))
      await new Promise((resolve) => setImmediate(resolve))
      steps.push('safe')
    })
    const ended = done.catch((error: Error) => steps.push(error.message))
    program.emit(event, new TypeError('ours'))
    program.emit(event, new TypeError('another'))
    await ended
    expect(steps).toEqual(['safe', 'ours'])
  },
)

test('work that hangs at its bug is not waited for, for ever', async () => {
  const program = new EventEmitter()
  const done = untilEnded(program, () => new Promise(() => undefined), 1)
  program.emit('unhandledRejection', new TypeError('ours'))
  await expect(done).rejects.toThrow('ours')
})
