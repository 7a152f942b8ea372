import { create } from 'zustand'
import type { JobId } from '../../shared/job'
import { proofOf, type Receipt } from '../../shared/receipt'
import { type ShownJob, shownJob } from '../jobs/store'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import type { CardState, CounterState } from './state'
import { at } from './store'

/** What a job can hand out by its verdict; without a receipt while it is made. */
type Handout = { readonly job: JobId; readonly verdict: Receipt['verdict']; readonly receipt?: Receipt }

const useHandout = create<{ readonly now: Handout | undefined }>()(() => ({ now: undefined }))
const handed = (now: Handout | undefined): void => useHandout.setState({ now })

const jobOf = (state: CounterState): JobId | undefined => (state.step === 'done' ? state.job : undefined)
const receiptIn = (now: Handout | undefined, job: JobId | undefined): Receipt | undefined =>
  now?.job === job ? now?.receipt : undefined

/** The sale on the screen, as its notes on disk have it. */
export const saleNow = (): ShownJob => shownJob(jobOf(at()))

/** Undefined where nothing is proven yet. */
export const receiptNow = (): Receipt | undefined => receiptIn(useHandout.getState().now, jobOf(at()))
export const useReceipt = (job: JobId): Receipt | undefined => useHandout(({ now }) => receiptIn(now, job))

/** By whom the device will be looked after, as the message names it. */
export function serverIn(preview: CardState['preview']): string | undefined {
  const server = preview?.rows.find(({ label }) => label === 'server')
  return server?.aside ?? server?.value
}

/** There is another receipt with another verdict, and none where nothing is proven any more. */
export async function lookAtReceipt(): Promise<void> {
  const { record } = saleNow()
  const proof = record && proofOf(record)
  const before = useHandout.getState().now
  if (record === undefined || proof === undefined) return handed(undefined)
  const { job } = record
  const { verdict } = proof
  if (before?.job === job && before.verdict === verdict) return
  const former = receiptNow()
  const asking: Handout = { job, verdict, ...(former && { receipt: former }) }
  handed(asking)
  const answer = await answerOf(station.receipt.get({ job }))
  if (useHandout.getState().now === asking) handed(answer.ok ? { ...asking, receipt: answer.value } : undefined)
}
