import type { JobRecord, Outcome } from '../../shared/job'
import { shownOutcome } from '../../shared/verdict'
import { text } from '../text'
import { Icon } from './icon'
import { lookOf } from './verdict'

/** The verdict of a record. */
export const RecordMark = ({ record }: { readonly record: JobRecord }) => <OutcomeMark outcome={shownOutcome(record)} />

/** A small verdict: shape first, then colour, then the word. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  const { look, icon } = lookOf(outcome)
  return (
    <span className={`mark mark-${look}`}>
      <Icon name={icon} />
      {text.outcome[outcome]}
    </span>
  )
}
