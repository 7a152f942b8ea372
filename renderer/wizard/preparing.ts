import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { PreparationStep } from '../../shared/preparation'
import type { Fit } from '../readers/fit'
import { inspectionClosed } from '../readers/inspection'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import type { ReviewState } from './state'
import { at, go, startRefused } from './store'

/** What preparing the card on the review would do. */
export type Plan =
  | { readonly state: 'none' }
  | { readonly state: 'asking' }
  | {
      readonly state: 'can'
      readonly reader: string
      readonly sizeBytes: number | undefined
      readonly steps: readonly PreparationStep[]
    }
  | { readonly state: 'cannot'; readonly failure: Failure }

export const usePlan = create<{ readonly plan: Plan }>()(() => ({ plan: { state: 'none' } }))
const planned = (plan: Plan): void => usePlan.setState({ plan })
export const planForgotten = (): void => planned({ state: 'none' })

/** What a card is given where nothing is yet. */
const usualBytes = 4096

/** Reads only. */
export async function askPlan(reader: string, needBytes: number, { fit }: Fit): Promise<void> {
  if (usePlan.getState().plan.state !== 'none') return
  const asking: Plan = { state: 'asking' }
  planned(asking)
  const sizeBytes = fit === 'too-small' || needBytes > usualBytes ? needBytes : undefined
  const answer = await answerOf(station.card.plan({ reader, preparation: { sizeBytes } }))
  if (usePlan.getState().plan !== asking) return
  planned(
    answer.ok ? { state: 'can', reader, sizeBytes, steps: answer.value } : { state: 'cannot', failure: answer.failure },
  )
}

/** Prepares the card, and comes back to the review when that is done. */
export async function prepare(): Promise<void> {
  const review = at()
  const { plan } = usePlan.getState()
  if (review.step !== 'review' || review.starting !== 'no' || plan.state !== 'can') return
  const ordered = { ...review, starting: 'ordered', failure: undefined } as const
  go(ordered)
  const { reader, sizeBytes } = plan
  const answer = await answerOf(station.card.prepare({ reader, preparation: { sizeBytes } }))
  if (!answer.ok) return startRefused(ordered, answer.failure)
  go({ step: 'job', job: answer.value, review: { ...ordered, starting: 'no' } })
}

/** A review begins without what was known of a card: a job may have changed it. */
export function reviewAnew(state: ReviewState): void {
  inspectionClosed()
  go(state)
}
