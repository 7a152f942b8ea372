import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { lineActs } from '../../../renderer/line/acts'
import { attentionEnded, attentionTo, lineChanged, useLine } from '../../../renderer/line/store'
import { suggestedOf, useStory } from '../../../renderer/line/story'
import type { Lane } from '../../../shared/lane'
import { station } from '../asked'
import { lineScenes } from '../stand-in/line'
import { stoppedAt } from '../stand-in/records'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const ready = lineScenes['line-ready']?.().line
if (ready === undefined) throw new Error('a line is needed that is ready')

beforeEach(() => lineChanged(ready))
afterAll(() => {
  attentionEnded()
  useStory.setState({ record: undefined })
})

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

test('Enter takes the reason of the record of that very card, and no reason of another', () => {
  const [shown, other] = [1, 2].map((index) => stoppedAt(index, 'verify', { code: 'card.mismatch', offset: 3 }, {}))
  if (shown === undefined || other === undefined) throw new Error('two records are needed')
  const lane: Lane = { number: 1, reader: 'R1', lane: { at: 'take-out', job: shown.job, verdict: 'FAIL', since: 0 } }
  expect(suggestedOf(lane, shown)).toBe('verify')
  expect(suggestedOf(lane, other)).toBeUndefined()
  const { reject } = station.line
  reject.mockReset().mockResolvedValue(undefined)
  lineChanged({ ...ready, lanes: [lane] })
  attentionTo({ is: 'rejecting', lane: 1 })
  useStory.setState({ record: other })
  lineActs.onward()
  expect(reject).not.toHaveBeenCalled()
  useStory.setState({ record: shown })
  lineActs.onward()
  expect(reject).toHaveBeenCalledExactlyOnceWith({ lane: 1, reason: 'verify' })
})
