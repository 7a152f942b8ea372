import type { IntakeSource, Trust } from '../../shared/intake/cause'
import type { EntryState, IntakeEntry } from '../../shared/intake/entry'
import type { IconName } from '../parts/icon'
import { lookOf, type VerdictLook } from '../parts/verdict'

export const sourceIcons: Readonly<Record<IntakeSource, IconName>> = {
  pos: 'till',
  web: 'globe',
  network: 'mast',
  voice: 'voice',
}

export const trustIcons: Readonly<Record<Trust, IconName>> = { claimed: 'hollow', vouched: 'note', proven: 'check' }

const looks: Readonly<Record<EntryState, VerdictLook>> = {
  due: { look: 'idle', icon: 'clock' },
  ordering: { look: 'idle', icon: 'clock' },
  ordered: { look: 'idle', icon: 'clock' },
  known: { look: 'idle', icon: 'check' },
  held: { look: 'wait', icon: 'wait' },
  refused: { look: 'fail', icon: 'fail' },
}

/** Green only where the job is. */
export const lookOfEntry = ({ state, outcome }: IntakeEntry): VerdictLook =>
  state === 'ordered' && outcome ? lookOf(outcome) : looks[state]
