import { type Recovery, recoveryOf } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import { isOfOneCard, waitsForItsCard } from '../../shared/record'

/**
 * What serves the device of a verdict: the same on every page that shows one. `next` where it is served. Nothing on the
 * page does `put-back`, which is for hands, and `tell`, which has a line of its own.
 */
export type WayOn = 'next' | 'resume' | 'prepare' | 'again' | 'put-back' | 'tell'

const resumable: readonly Recovery[] = ['same-card', 'fix-reader', 'wait', 'automatic', 'ask']

/** Going on with the same card where that helps, else the same device on another card. */
export function wayOnOf(record: JobRecord): WayOn {
  const { outcome, torn, failure } = record
  if (!canResume(record)) return 'next'
  if (!isOfOneCard(record)) return 'again'
  if (waitsForItsCard(record)) return 'put-back'
  if (outcome === 'INTERRUPTED') return 'resume'
  if (askedFor(record) === 'pin') return 'tell'
  if (torn || (failure && resumable.includes(recoveryOf(failure)))) return 'resume'
  return canPrepare(record) ? 'prepare' : 'again'
}

/** The way on that Enter takes. Where the station itself is in trouble, another start is not begun by a stray key. */
export function mainWayOf(record: JobRecord): Exclude<WayOn, 'put-back'> | undefined {
  const way = wayOnOf(record)
  if (way === 'put-back') return undefined
  return record.outcome === 'ERROR' && way === 'again' ? undefined : way
}

/** What is neither done nor only waiting for the DM Server can be gone on with. */
export const canResume = ({ outcome }: JobRecord): boolean => !['running', 'PASS', 'OWED'].includes(outcome)

/** What stopped it is that the card has no room for the message, and that can be changed here. */
const canPrepare = ({ failure }: JobRecord): boolean =>
  failure !== undefined && 'remedy' in failure && failure.remedy === 'prepare'

/**
 * What a person can say, for the job to go on: the PIN of its card, or that its key may be tried. That one is for a
 * supervisor: the way on is another card.
 */
export function askedFor({ failure, iccid }: JobRecord): 'pin' | 'try' | undefined {
  if (failure === undefined || iccid === undefined) return undefined
  if (failure.code === 'card.needs-pin') return 'pin'
  if (failure.code === 'card.pin' && failure.state === 'few-tries') return 'pin'
  const isLocked = failure.code === 'card.locked' && (failure.attemptsLeft === null || failure.attemptsLeft >= 2)
  return isLocked ? 'try' : undefined
}
