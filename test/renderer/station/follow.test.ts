import { ORPCError } from '@orpc/client'
import { afterEach, expect, test, vi } from 'vitest'
import { follow, followAlways } from '../../../renderer/station/follow'
import { useStation } from '../../../renderer/station/store'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

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
  await follow(async () => numbers(), tell, { left: leaving.signal, refused: () => undefined })
  expect(reported).toHaveBeenCalledExactlyOnceWith(bug)
  expect(taken).toEqual([1, 2])
  expect(useStation.getState().connection).toBe('up')
})

test('what keeps the station from telling is said in its own words until it tells, and is no lost connection', async () => {
  vi.useFakeTimers()
  const data = { code: 'disk.failed', path: 'journal.db', reason: 'EIO' }
  const begin = vi.fn<() => Promise<AsyncIterable<number>>>(async () => numbers())
  begin.mockRejectedValueOnce(new ORPCError('FAILED', { data, defined: true }))
  const taken: number[] = []
  void followAlways('readers', begin, (told) => taken.push(told))
  await vi.advanceTimersByTimeAsync(0)
  expect(useStation.getState()).toMatchObject({ connection: 'up', unread: new Map([['readers', data]]) })
  begin.mockResolvedValueOnce(new ReadableStream({ start: (told) => told.enqueue(1) }))
  await vi.advanceTimersByTimeAsync(1000)
  expect(taken).toEqual([1])
  expect(useStation.getState()).toMatchObject({ connection: 'up', unread: new Map() })
})

test('what kept the station from telling is over, too, when it has nothing to tell at first, and not before', async () => {
  vi.useFakeTimers()
  const data = { code: 'disk.failed', path: 'journal.db', reason: 'EIO' }
  const refusal = new ORPCError('FAILED', { data, defined: true })
  const begin = vi.fn<() => Promise<AsyncIterable<number>>>(async () => new ReadableStream())
  begin.mockRejectedValueOnce(refusal)
  begin.mockResolvedValueOnce(new ReadableStream({ start: (told) => told.error(refusal) }))
  void followAlways('journal', begin, () => undefined)
  await vi.advanceTimersByTimeAsync(1999)
  expect(begin).toHaveBeenCalledTimes(2)
  expect(useStation.getState()).toMatchObject({ unread: new Map([['journal', data]]) })
  await vi.advanceTimersByTimeAsync(2)
  expect(begin).toHaveBeenCalledTimes(3)
  expect(useStation.getState()).toMatchObject({ unread: new Map([['journal', data]]) })
  await vi.advanceTimersByTimeAsync(1000)
  expect(begin).toHaveBeenCalledTimes(3)
  expect(useStation.getState()).toMatchObject({ connection: 'up', unread: new Map() })
})
