// What becomes of a card that came in: the store says which identity it gets, if any, and its job begins.
import type { BatchOrder, Claim, Piece, Unit } from '../../shared/batch'
import { Failed, type Failure, recoveryOf } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobId, Order } from '../../shared/job'
import { type Stay, wantsItsCard } from '../../shared/line'
import { because } from '../../shared/reason'
import { verdictOf } from '../../shared/verdict'
import type { Batches } from '../records/batches'
import type { Journal } from '../records/journal'
import type { Jobs } from './jobs'

export type LaneCardDeps = {
  readonly jobs: Pick<Jobs, 'start' | 'refuse' | 'resume'>
  readonly journal: Pick<Journal, 'record'>
  readonly batches: Pick<Batches, 'claim' | 'retry' | 'giveBack' | 'unread'>
  /** What an order needs to know of its template. Fails where no message can be made. */
  readonly ordered: (order: BatchOrder, unit: Unit) => Pick<Order, 'template' | 'format' | 'variables'>
  readonly newId: () => JobId
  readonly now: () => number
}

export type CardIn = {
  readonly order: BatchOrder
  readonly reader: string
  readonly iccid: string
  /** Where a person has scanned it. */
  readonly device?: DeviceId
}

/**
 * Begins what is to be done with a card. Fails with `request.invalid` for a device that this card cannot get, and with
 * `disk.failed` where nothing could be noted: then nothing was begun.
 */
export function beginCard(card: CardIn, deps: LaneCardDeps): Stay {
  const { order, iccid, device } = card
  const job = deps.newId()
  return answered(deps.batches.claim({ batch: order.batch, iccid, device, job }), card, job, deps)
}

function answered(claim: Claim, card: CardIn, job: JobId, deps: LaneCardDeps): Stay {
  const { order, iccid, reader } = card
  switch (claim.claim) {
    case 'claimed':
      return began(start(card, claim.unit, job, deps), deps)
    case 'again':
      return again(claim.piece, card, deps)
    case 'wants-device':
      return { is: 'wanting', iccid, since: deps.now() }
    case 'resting':
    case 'none-left':
      return { is: 'met', iccid }
    case 'unlisted':
      throw notThis(because('it is not on the list of this batch'))
    case 'taken':
      throw notThis(because('another card of this batch has it'))
    case 'elsewhere':
      if (claim.of === 'device') throw notThis(because('it belongs to batch {}', claim.batch))
      return refuseCard({ reader, iccid, bench: order.bench }, { code: 'card.taken', iccid, batch: claim.batch }, deps)
  }
}

const began = (job: JobId, { now }: Pick<LaneCardDeps, 'now'>): Stay => ({ is: 'began', job, since: now() })

function start({ order, reader, iccid }: CardIn, unit: Unit, job: JobId, deps: LaneCardDeps): JobId {
  const { batch, green, bench } = order
  const plain = { kind: 'write', device: unit.device, reader, iccid, add: false, batch, green, bench } as const
  try {
    const ordered = attempted(() => deps.ordered(order, unit))
    if ('failure' in ordered) return deps.jobs.refuse({ ...plain, variables: {} }, ordered.failure, job)
    return deps.jobs.start({ ...plain, ...ordered.value }, job)
  } catch (error) {
    deps.batches.giveBack(job)
    throw error
  }
}

/**
 * A card that this batch has had before: what is done stays, what was left goes on, what may be tried again is. While its
 * job runs elsewhere, two cards may have the same number.
 */
function again({ state, job, isRuled }: Piece, card: CardIn, deps: LaneCardDeps): Stay {
  const { order, iccid } = card
  const record = job && deps.journal.record(job)
  if (!job || !record) return { is: 'met', iccid }
  if (record.outcome === 'running') return { is: 'met', iccid }
  // What the station failed at, or was stopped in, may work now: a touched card is given up by nobody but a person.
  // A card that another job has written since is refused so; one that was emptied is as good as new.
  const since = record.finishedBy && deps.journal.record(record.finishedBy)
  const isSameCards = record.failure !== undefined && recoveryOf(record.failure) === 'same-card'
  const goesOn = state === 'working' || (record.touched && isSameCards) || wantsItsCard(record)
  if (!isRuled && (goesOn || since?.device)) return resumed(job, card, deps)
  const verdict = verdictOf(record, order.green)
  if (verdict === 'PASS' || verdict === 'WAIT') return { is: 'again', job, iccid }
  if (state !== 'reject' || isRuled || !(since || isSameCards)) return began(job, deps)
  const next = deps.newId()
  const claim = deps.batches.retry({ batch: order.batch, iccid, device: card.device, job: next })
  return claim.claim === 'again' ? began(job, deps) : answered(claim, card, next, deps)
}

/** What another job has written or emptied since is left as it is, and so is what the batch does not let go on: that is about this card alone, and the line goes on. */
function resumed(job: JobId, { order, reader, iccid }: CardIn, deps: LaneCardDeps): Stay {
  try {
    return began(deps.jobs.resume(job, { reader }), deps)
  } catch (error) {
    if (!(error instanceof Failed) || !/^request\./.test(error.failure.code)) throw error
    // Another program went on with it meanwhile.
    if (deps.journal.record(job)?.outcome === 'running') return { is: 'met', iccid }
    return refuseCard({ reader, iccid, bench: order.bench }, error.failure, deps)
  }
}

/** A card that is no piece of the batch has a record all the same: what a tile shows is in the records. */
export function refuseCard(
  card: Pick<Order, 'reader' | 'iccid' | 'bench'>,
  failure: Failure,
  deps: Pick<LaneCardDeps, 'jobs' | 'now'>,
): Stay {
  return began(deps.jobs.refuse({ kind: 'write', ...card, variables: {}, add: false }, failure), deps)
}

/**
 * A card that does not tell its number is a reject when it came in again as it was asked to. Before that it counts for
 * nothing: nobody can know whether the next card is the same one. Nor where a lane waits for a card that it knows: it is
 * taken for that one, until a person sets it aside.
 */
export function refuseUnread(
  { order, reader, isReject }: { readonly order: BatchOrder; readonly reader: string; readonly isReject: boolean },
  failure: Failure,
  deps: LaneCardDeps,
): Stay {
  const { batch, green, bench } = order
  const job = deps.newId()
  deps.batches.unread(batch, job, isReject ? 'reject' : 'asked-back')
  try {
    deps.jobs.refuse({ kind: 'write', reader, variables: {}, add: false, batch, green, bench }, failure, job)
  } catch (error) {
    deps.batches.giveBack(job)
    throw error
  }
  return isReject ? began(job, deps) : { is: 'asked', job, since: deps.now() }
}

/** A message that cannot be made for one device is told in its record; anything else befalls all of them, and passes. */
function attempted<T>(work: () => T): { readonly value: T } | { readonly failure: Failure } {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'message.invalid') return { failure: error.failure }
    throw error
  }
}

const notThis = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'device', reason })
