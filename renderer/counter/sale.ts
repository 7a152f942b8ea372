import { create } from 'zustand'
import type { JobId, JobRecord } from '../../shared/job'
import { proofOf, type Receipt } from '../../shared/receipt'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { followOnce } from '../station/follow'
import type { CardState } from './state'
import { at } from './store'

/** The sale on the screen, as its notes on disk have it, and what could be handed out of it. */
export const useSale = create<{ readonly record: JobRecord | undefined; readonly receipt: Receipt | undefined }>()(
  () => ({
    record: undefined,
    receipt: undefined,
  }),
)

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
  useSale.setState({ record: undefined, receipt: undefined })
  await answerOf(
    followOnce(
      () => station.job.changes({ job }),
      (record) => {
        if (!isShown(job)) return
        useSale.setState({ record })
        void askReceipt(record)
      },
    ),
  )
}

/** There is another with another verdict, and none where nothing is proven any more. */
async function askReceipt(record: JobRecord): Promise<void> {
  const proof = proofOf(record)
  if (proof === undefined) return useSale.setState({ receipt: undefined })
  if (useSale.getState().receipt?.verdict === proof.verdict) return
  const answer = await answerOf(station.receipt.get({ job: record.job }))
  if (answer.ok && isShown(record.job)) useSale.setState({ receipt: answer.value })
}
