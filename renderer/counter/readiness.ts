import type { Failure } from '../../shared/failure'
import type { ReaderState } from '../../shared/station-state'
import { fitOf } from '../readers/fit'
import type { Inspection } from '../readers/inspection'
import { isReady, troubleOf } from '../readers/store'
import { targetOf } from '../readers/target'
import type { CardState } from './state'

/** What a yes would be given to, or why there is nothing to say yes to. */
export type Readiness =
  | { readonly is: 'reading'; readonly reader: ReaderState }
  | { readonly is: 'card'; readonly reader: ReaderState }
  | { readonly is: 'pin'; readonly reader: ReaderState; readonly iccid: string }
  | { readonly is: 'unfit'; readonly reader: ReaderState }
  | { readonly is: 'failed'; readonly reader: ReaderState; readonly failure: Failure }
  | { readonly is: 'number' | 'missing' | 'several' }

/** A sale without a card is one only where no card is in: one that is being read, or that nobody can read, is there. */
export function readinessOf(
  state: Pick<CardState, 'reader' | 'phone' | 'preview' | 'pinFor'>,
  readers: readonly ReaderState[],
  seen: Inspection,
): Readiness {
  const reader = targetOf(readers, state, seen)
  if (reader !== undefined) return lookedAt(reader, state, seen)
  if (readers.some(isReady)) return { is: 'several' }
  const cards = readers.filter(({ card }) => card !== 'none')
  const ours = cards.find((one) => one.held === 'ours' || isBeingRead(one, seen))
  if (ours !== undefined) return { is: 'reading', reader: ours }
  const [blocked] = cards
  if (blocked !== undefined) return { is: 'failed', reader: blocked, failure: failureOf(blocked) }
  return { is: state.phone === undefined ? 'missing' : 'number' }
}

function lookedAt(
  reader: ReaderState,
  { preview, pinFor }: Pick<CardState, 'preview' | 'pinFor'>,
  seen: Inspection,
): Readiness {
  if (seen.state === 'none' || seen.state === 'reading' || seen.reader !== reader.name) return { is: 'reading', reader }
  if (seen.state === 'failed') return { is: 'failed', reader, failure: seen.failure }
  const { iccid } = seen.report
  const { fit } = fitOf(seen.report, preview?.bytes ?? 0)
  if (fit === 'pin' && iccid !== undefined && pinFor !== iccid) return { is: 'pin', reader, iccid }
  return { is: fit === 'ready' || fit === 'pin' ? 'card' : 'unfit', reader }
}

/** That we let go of it is told a moment after it was read. */
const isBeingRead = ({ name, held }: ReaderState, seen: Inspection): boolean =>
  seen.state !== 'none' &&
  seen.reader === name &&
  (seen.state === 'reading' || (seen.state === 'read' && seen.isJustRead === true && held === 'theirs'))

const failureOf = (reader: ReaderState): Failure =>
  troubleOf(reader) ??
  (reader.held === 'theirs'
    ? { code: 'reader.busy', reader: reader.name }
    : { code: 'card.mute', reader: reader.name, command: 'power on' })

/** Whether a yes can be taken: later, while the card is being read or what would be on it is being made. */
export function answerOn(
  { asked, preview, failure }: Pick<CardState, 'asked' | 'preview' | 'failure'>,
  { is }: Readiness,
): 'now' | 'later' | 'no' {
  const isMade = preview !== undefined
  const isBeingMade = asked !== undefined && failure === undefined
  if ((!isMade && !isBeingMade) || !['reading', 'card', 'number'].includes(is)) return 'no'
  return isMade && is !== 'reading' ? 'now' : 'later'
}
