import type { ReaderState } from '../../shared/station-state'
import { usePlace } from '../place/store'
import { type Fit, fitOf } from '../readers/fit'
import { type Inspection, inspect, useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { targetOf } from '../readers/target'
import { askPlan } from './preparing'
import type { ReviewState } from './state'
import { at } from './store'

/** What is known of the card that would be written; undefined while it is not. */
export function fitNow(
  { preview }: Pick<ReviewState, 'preview'>,
  target: ReaderState | undefined,
  seen: Inspection,
): Fit | undefined {
  if (seen.state !== 'read' || seen.reader !== target?.name) return undefined
  return fitOf(seen.report, preview.bytes)
}

/** On the review, and only there, the card that would be written is looked at, and what would prepare it. */
export function lookAtTarget(): void {
  const state = at()
  if (state.step !== 'review' || usePlace.getState().place !== 'wizard') return
  const seen = useInspection.getState().now
  const target = targetOf(useReaders.getState().readers, state, seen)
  if (target === undefined) return
  if (seen.state === 'none' || seen.reader !== target.name) return void inspect(target.name)
  const fit = fitNow(state, target, seen)
  if (fit?.fit === 'unprepared' || fit?.fit === 'too-small') void askPlan(target.name, state.preview.bytes, fit)
}
