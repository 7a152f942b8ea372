import type { Breaker } from '../../shared/batch'
import { type Ended, longestLook, paceOf, trippedBy } from '../../shared/breaker'
import type { Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import { verdictOf } from '../../shared/verdict'

/** What the last pieces of a line came to, since a person last let it run. */
export type Tally = {
  /** Counts a record once for each end that it comes to, and tells whether the line has to stop. */
  readonly note: (record: JobRecord, breaker: Breaker) => Failure | undefined
  readonly pace: () => ReturnType<typeof paceOf>
  /** The pace stays; what was bad before is forgiven. */
  readonly forgive: () => void
  readonly clear: () => void
}

type Noted = Ended & { readonly job: JobId }

export function createTally(now: () => number): Tally {
  let ended: readonly Noted[] = []
  let counted: readonly Noted[] = []

  return {
    note: (record, breaker) => {
      const { job, failure } = record
      const verdict = verdictOf(record)
      const before = ended.find((one) => one.job === job)
      if (!verdict || before?.verdict === verdict) return undefined
      const one = { job, at: before?.at ?? now(), verdict, ...(failure && { failure }) }
      ended = counting(ended, one)
      counted = counting(counted, one)
      return trippedBy(breaker, counted)
    },
    pace: () => paceOf(ended, now()),
    forgive: () => {
      counted = []
    },
    clear: () => {
      ended = []
      counted = []
    },
  }
}

/** What turned out well keeps its place in the row; what turned out badly is the newest. */
function counting(ended: readonly Noted[], one: Noted): readonly Noted[] {
  const isKnown = ended.some(({ job }) => job === one.job)
  if (isKnown && (one.verdict === 'PASS' || one.verdict === 'WAIT'))
    return ended.map((other) => (other.job === one.job ? one : other))
  return [...ended.filter(({ job }) => job !== one.job), one].slice(-longestLook)
}
