import type { Kind } from '../../shared/job'
import { blankOld, check, verifyAlone, writeNew } from './rebootstrap'
import type { CardStep, DeskStep } from './step'
import { blank, compose, prepare, rehearsal, verify, verifyBlank, verifyPrepared, write } from './steps'

/** What each kind of job does itself, in order; a registration goes on from the outbox. */
export const stepsOf: Readonly<
  Record<Kind, { readonly desk: readonly DeskStep[]; readonly card: readonly CardStep[] }>
> = {
  write: { desk: [compose], card: [write, verify, rehearsal] },
  prepare: { desk: [], card: [prepare, verifyPrepared] },
  blank: { desk: [], card: [blank, verifyBlank] },
  register: { desk: [compose], card: [] },
  rebootstrap: { desk: [compose], card: [check, blankOld, writeNew, verifyAlone, rehearsal] },
  release: { desk: [], card: [] },
  transfer: { desk: [], card: [] },
}
