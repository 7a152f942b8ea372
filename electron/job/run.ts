import { Failed } from '../../shared/failure'
import { type JobId, type Kind, type Note, type Order, phasesOf } from '../../shared/job'
import type { Card } from '../card/card'
import { heldBy } from '../card/pin'
import { stepsOf } from './kinds'
import { createPhaseLog, type PhaseLog } from './phase-log'
import { type Composed, foundNote, type Progress, type StepDeps } from './step'

export type { Composed } from './step'

export type JobDeps = StepDeps & {
  readonly withCard: <T>(reader: string, work: (card: Card) => Promise<T>, job: JobId) => Promise<T>
  /** Puts the registration in the outbox together with the note that its phase began. */
  readonly owe: (job: JobId, order: Order, iccid: string | undefined, composed: Composed) => void
  /** The same for a device that is only given back or handed over. */
  readonly oweGivingBack: (job: JobId, order: Order) => void
  /** On disk when it returns. */
  readonly note: (job: JobId, ...notes: readonly Note[]) => void
  /** The card that jobs of these kinds had torn here before is whole again. */
  readonly finished: (iccid: string | undefined, by: JobId, kinds: readonly Kind[]) => void
}

export type JobRun = {
  readonly job: JobId
  readonly order: Order
  readonly signal: AbortSignal
  /** Where it goes on by itself: hashes of the messages that it may replace. */
  readonly left?: readonly string[] | undefined
}

/** Which torn jobs are made good by a job of each kind that ends well on the same card. */
const finishes: Readonly<Record<Kind, readonly Kind[]>> = {
  write: ['write', 'blank', 'prepare', 'rebootstrap'],
  blank: ['write', 'blank', 'rebootstrap'],
  rebootstrap: ['write', 'blank', 'prepare', 'rebootstrap'],
  prepare: ['prepare'],
  register: [],
  release: [],
  transfer: [],
}

/**
 * Runs one job, phase by phase, to its outcome: every failure of the world ends as a note. Registration goes on from the
 * outbox. Gives what notes the end of the job, which may have to wait for the disk.
 */
export async function runJob(run: JobRun, deps: JobDeps): Promise<() => void> {
  const { job, signal } = run
  const log = createPhaseLog({ append: (...notes) => deps.note(job, ...notes), now: deps.now, signal })
  try {
    await carryOut(run, deps, log)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    log.failed(error.failure)
  } finally {
    if (run.order.iccid !== undefined) deps.keys.forgetPin(run.order.iccid)
  }
  return log.note
}

async function carryOut({ job, order, left }: JobRun, deps: JobDeps, log: PhaseLog): Promise<void> {
  const { desk, card: steps } = stepsOf[order.kind]
  const running = { job, order, left, deps, note: log.note, later: log.later }
  let so: Progress = {}
  for (const { phase, work } of desk) so = { ...so, ...(await log.phase(phase, async () => work(running))) }
  const iccid = steps.length === 0 ? order.iccid : await deps.withCard(order.reader, atCard, job)
  log.note()
  if (steps.length > 0) deps.finished(iccid, job, finishes[order.kind])
  if (so.composed && phasesOf[order.kind].includes('register')) deps.owe(job, order, iccid, so.composed)
  if (order.kind === 'release' || order.kind === 'transfer') deps.oweGivingBack(job, order)

  /** The card is held only while it is written and read back. */
  async function atCard(card: Card): Promise<string | undefined> {
    const { reader, iccid: wanted } = order
    if (card.iccid === undefined && (wanted !== undefined || order.batch !== undefined))
      throw new Failed({ code: 'card.unnumbered', reader })
    if (wanted !== undefined && card.iccid !== undefined && wanted !== card.iccid)
      throw new Failed({ code: 'card.other', reader, iccid: wanted, found: card.iccid })
    log.later({ note: 'card', atrHex: card.atrHex, ...(card.iccid !== undefined && { iccid: card.iccid }) })
    log.count(card.commands)
    const held = heldBy(card, deps.keys)
    try {
      for (const { phase, work, ahead } of steps) {
        const step = () => held.reading(() => work(running, held.card, so))
        so = { ...so, ...(await log.phase(phase, step, async () => ahead?.(held.card, so))) }
      }
    } finally {
      held.close()
      // No other job may go on with this card: what it held is nobody's any more.
      if (card.iccid === undefined) deps.kept.drop(job)
    }
    if (held.isShown()) log.later(...foundNote(['private']))
    log.note()
    return card.iccid
  }
}
