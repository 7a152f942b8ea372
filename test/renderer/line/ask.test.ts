import { beforeEach, expect, test, vi } from 'vitest'
import { lineActs } from '../../../renderer/line/acts'
import { lineChanged, useLine } from '../../../renderer/line/store'
import { station } from '../asked'
import { lineScenes } from '../stand-in/line'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const ready = lineScenes['line-ready']?.().line
if (ready === undefined) throw new Error('a line is needed that is ready')

beforeEach(() => lineChanged(ready))

test('Enter and Enter again start a batch once, and what comes after the answer is another', async () => {
  const { start } = station.batch
  let answer: () => void = () => undefined
  start.mockReset().mockReturnValue(new Promise<void>((resolve) => (answer = resolve)))
  lineActs.onward()
  lineActs.onward()
  lineActs.named('F7')
  expect(start).toHaveBeenCalledExactlyOnceWith({ batch: ready.batch })
  answer()
  await vi.waitFor(() => expect(useLine.getState().asking).toEqual([]))
  lineActs.onward()
  expect(start).toHaveBeenCalledTimes(2)
})

test('Enter goes to the button that closes a batch, for the next one to be held there', () => {
  const over = lineScenes['line-over']?.().line
  if (over === undefined) throw new Error('a line is needed that is done')
  const focus = vi.fn()
  vi.stubGlobal('document', { querySelector: (sought: string) => (sought === '.btn-hold' ? { focus } : null) })
  station.batch.close.mockReset()
  lineChanged(over)
  expect(lineActs.onward()).toBe(true)
  expect(focus).toHaveBeenCalledOnce()
  expect(station.batch.close).not.toHaveBeenCalled()
  vi.unstubAllGlobals()
})

test('a line is paused though another start of it is not answered yet', async () => {
  const running = lineScenes['line-16']?.().line
  if (running === undefined) throw new Error('a line is needed that runs')
  const { start, pause } = station.batch
  let answer: () => void = () => undefined
  start.mockReset().mockReturnValue(new Promise<void>((resolve) => (answer = resolve)))
  pause.mockReset().mockResolvedValue(undefined)
  lineActs.onward()
  lineChanged(running)
  lineActs.named('F7')
  expect(pause).toHaveBeenCalledExactlyOnceWith({ batch: running.batch })
  answer()
  await vi.waitFor(() => expect(useLine.getState().asking).toEqual([]))
})
