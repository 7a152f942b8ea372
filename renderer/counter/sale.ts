import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import { proofOf, type Receipt } from '../../shared/receipt'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { followOnce } from '../station/follow'
import type { CardState } from './state'
import { at } from './store'

type SaleView = {
  readonly record: JobRecord | undefined
  readonly receipt: Receipt | undefined
  /** What keeps its record from being read: it stands still on the screen. */
  readonly trouble: Failure | undefined
}

/** The sale on the screen, as its notes on disk have it, and what could be handed out of it. */
export const useSale = create<SaleView>()(() => ({ record: undefined, receipt: undefined, trouble: undefined }))

/** How soon a record that could not be read is asked for again. */
const AGAIN_MS = 1000

/** By whom the device will be looked after, as the message names it. */
export function serverIn(preview: CardState['preview']): string | undefined {
  const server = preview?.rows.find(({ label }) => label === 'server')
  return server?.aside ?? server?.value
}

const isShown = (job: JobId): boolean => {
  const state = at()
  return state.step === 'done' && state.job === job
}

/** As long as this sale is on the screen. */
export async function followSale(job: JobId): Promise<void> {
  useSale.setState({ record: undefined, receipt: undefined, trouble: undefined })
  await followOn(job)
}

async function followOn(job: JobId): Promise<void> {
  const followed: Answer<void> = await answerOf(
    followOnce(
      () => station.job.changes({ job }),
      (record) => {
        if (!isShown(job)) return
        useSale.setState({ record, trouble: undefined })
        void askReceipt(record)
      },
    ),
  )
  if (followed.ok || !isShown(job)) return
  useSale.setState({ trouble: followed.failure })
  setTimeout(() => void (isShown(job) && followOn(job)), AGAIN_MS)
}

/** There is another with another verdict, and none where nothing is proven any more. */
async function askReceipt(record: JobRecord): Promise<void> {
  const proof = proofOf(record)
  if (proof === undefined) return useSale.setState({ receipt: undefined })
  if (useSale.getState().receipt?.verdict === proof.verdict) return
  const answer = await answerOf(station.receipt.get({ job: record.job }))
  if (answer.ok && isShown(record.job)) useSale.setState({ receipt: answer.value })
}
