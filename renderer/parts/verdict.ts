import type { Outcome } from '../../shared/job'
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
