import { expect, test, vi } from 'vitest'
import { read } from '../../../renderer/station/read'
import { readAgain } from '../../../renderer/station/read-again'
import { connectionBroke, connectionHeld, unreadChanged, useStation } from '../../../renderer/station/store'

test('what could not be read is asked again until it can be, and nothing else is', async () => {
  vi.useFakeTimers()
  const inbox = vi.fn(async () => void (await read('inbox', Promise.resolve([]))))
  const jobs = vi.fn()
  readAgain({ inbox, jobs })
  connectionBroke()
  unreadChanged('inbox', { code: 'disk.failed', path: '/station.db', reason: 'no space left' })
  await vi.advanceTimersByTimeAsync(5000)
  expect(inbox).not.toHaveBeenCalled()
  connectionHeld()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(inbox).toHaveBeenCalledOnce()
  expect(jobs).not.toHaveBeenCalled()
  expect([...useStation.getState().unread]).toEqual([])
  vi.useRealTimers()
})
