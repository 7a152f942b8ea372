// What a job's record makes of the piece that it worked on, and of the identity it had. The record decides, nothing else.
import type { PieceState, RejectReason } from './batch'
import type { Failure } from './failure'
import type { JobRecord, Phase } from './job'
import { type Green, verdictOf } from './verdict'

/** `free` goes to another card; `spent` never does again, because the DM Server may know it. */
export type UnitState = 'free' | 'claimed' | 'good' | 'spent'
export type Fate = {
  readonly piece: PieceState
  readonly unit: UnitState
  readonly reason?: RejectReason | undefined
}

const working: Fate = { piece: 'working', unit: 'claimed' }

/**
 * Only what is proven is good. A card that was found bad is a reject, and its identity is free again unless the card may
 * hold its message or the DM Server may know it. So is one that another job has written or emptied since. What the station
 * failed at before a card was touched was not begun.
 */
export function fateOf(record: JobRecord, green: Green): Fate {
  const verdict = verdictOf(record, green)
  const isFinished = record.finishedBy !== undefined
  if (record.outcome === 'running' || (record.outcome === 'INTERRUPTED' && !isFinished)) return working
  if (verdict === 'PASS') return { piece: 'good', unit: 'good' }
  if (isAsked(record))
    return isGivenUp(record)
      ? { piece: 'reject', unit: 'spent', reason: 'server' }
      : { piece: 'waiting', unit: 'claimed' }
  const isTouched = record.touched === true
  if (isFinished || (verdict === 'FAIL' && (isTouched || failedIn(record) !== 'compose')))
    return {
      piece: 'reject',
      unit: isTouched ? 'claimed' : 'free',
      reason: record.outcome === 'FAIL' ? reasonOf(record) : 'other',
    }
  return isTouched ? working : { piece: 'back', unit: 'free' }
}

/** Whether the DM Server was, or is to be, told of the device. From then on its identity is no other card's. */
export const isAsked = ({ registration }: JobRecord): boolean => registration.state !== 'none'

const isGivenUp = ({ registration: { resolution } }: JobRecord): boolean =>
  resolution === 'keep-theirs' || resolution === 'set-aside'

const failedIn = ({ phases }: JobRecord): Phase | undefined => phases.find(({ outcome }) => outcome === 'failed')?.name

/** Why its card is a reject, as far as the job can tell. */
export function reasonOf(record: JobRecord): RejectReason {
  switch (failedIn(record)) {
    case 'verify':
      return 'verify'
    case 'rehearse':
      return 'rehearsal'
    case 'register':
      return 'server'
    case 'compose':
      return 'other'
    default:
      return record.failure && isOfWriting(record.failure) ? 'write' : 'card'
  }
}

const isOfWriting = ({ code }: Failure): boolean =>
  ['card.removed', 'card.mute', 'card.refused', 'card.torn', 'card.rewritten', 'card.channel-broken'].includes(code)
