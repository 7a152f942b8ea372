import type { RejectReason } from '../../shared/batch'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { heard } from './heard'
import { actRefused, attentionEnded, attentionTo, type BatchAct, useLine } from './store'

/** Asks something of the line; what it came to, if it was not taken, is said at the foot. */
async function asked(asking: Promise<unknown>): Promise<Answer<unknown>> {
  const answer = await answerOf(asking)
  actRefused(answer.ok ? undefined : answer.failure)
  return answer
}

async function askedOnce(act: BatchAct): Promise<void> {
  const { line, asking } = useLine.getState()
  if (line?.batch === undefined || asking.includes(act)) return
  useLine.setState({ asking: [...asking, act] })
  try {
    await asked(station.batch[act]({ batch: line.batch }))
  } finally {
    useLine.setState((view) => ({ asking: view.asking.filter((one) => one !== act) }))
  }
}

export const batchStarted = (): Promise<void> => askedOnce('start')
export const batchClosed = (): Promise<void> => askedOnce('close')

/** Whatever else is asked, and however often: a line that is to stop is never kept from it. */
export async function batchPaused(): Promise<void> {
  const { line } = useLine.getState()
  if (line?.batch !== undefined) await asked(station.batch.pause({ batch: line.batch }))
}

/** It stopped itself: somebody said that it may go on. */
export async function batchStartedAgain(): Promise<void> {
  attentionEnded()
  await batchStarted()
}

/** Switching auto-start on is asked once more; off it goes at once. */
export function armingAsked(): void {
  const line = useLine.getState().line
  if (line?.state !== 'running') return
  if (line.isArmed) void armed(false)
  else attentionTo({ is: 'arming' })
}

export async function armed(isArmed: boolean): Promise<void> {
  attentionEnded()
  await asked(station.line.arm({ isArmed }))
}

export async function reject(lane: number, reason: RejectReason): Promise<void> {
  attentionEnded()
  await asked(station.line.reject({ lane, reason }))
}

/** A scan on the line is for the lane whose story is open, else for the one that waits longest. */
export async function scannedOnLine(device: string, lane: number | undefined): Promise<void> {
  const answer = await asked(station.line.scanned({ device, ...(lane === undefined ? {} : { lane }) }))
  heard(answer.ok ? 'accepted' : 'refused')
}
