import type { JobRecord, Outcome } from '../../shared/job'
import { verdictOf } from '../../shared/verdict'
import type { IconName } from './icon'

/** How an outcome looks: the same shape and colour on every tile, row and light. */
export type VerdictLook = { readonly look: 'pass' | 'fail' | 'error' | 'wait' | 'idle'; readonly icon: IconName }

const looks: Readonly<Record<Outcome, VerdictLook>> = {
  running: { look: 'idle', icon: 'clock' },
  PASS: { look: 'pass', icon: 'pass' },
  OWED: { look: 'wait', icon: 'wait' },
  FAIL: { look: 'fail', icon: 'fail' },
  ERROR: { look: 'error', icon: 'error' },
  CANCELLED: { look: 'idle', icon: 'pause' },
  INTERRUPTED: { look: 'idle', icon: 'caution' },
}

export const lookOf = (outcome: Outcome): VerdictLook => looks[outcome]

/**
 * How a record is shown: by its verdict, whatever its job came to. What waits, or was interrupted, is called by its own word.
 */
export function shownOutcome(record: JobRecord): Outcome {
  const verdict = verdictOf(record, record.green)
  const hasOwnWord = verdict === 'WAIT' || (verdict === 'ERROR' && record.outcome === 'INTERRUPTED')
  return verdict === undefined || hasOwnWord ? record.outcome : verdict
}
