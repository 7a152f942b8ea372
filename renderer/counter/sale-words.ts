import type { JobRecord, Outcome, Registration } from '../../shared/job'
import type { Words } from '../../shared/text/words'
import { verdictOf } from '../../shared/verdict'
import { isCardDone } from '../jobs/store'
import { text } from '../text'
import { type Said, saidOf } from '../wizard/result-words'

const words = text.counter.done

/** How a sale looks follows from its verdict, and from what it does as long as it has none. */
export function shownOf(record: JobRecord): Outcome {
  const verdict = verdictOf(record)
  if (verdict === undefined) return record.outcome
  return verdict === 'WAIT' ? 'OWED' : verdict
}

/** The word of a sale: a customer reads along. */
export function wordOf(record: JobRecord): string {
  const shown = shownOf(record)
  if (shown === 'running') return text.counter.working
  return shown === 'PASS' ? text.counter.ready : text.outcome[shown]
}

/** What the customer is to do, or what happens by itself. */
export function saidOfSale(
  record: JobRecord,
  failure: Words | undefined,
  server: string | undefined,
  now: number,
): Said {
  const isCard = record.kind === 'write'
  switch (record.outcome) {
    case 'running':
      return { what: isCard && !isCardDone(record) ? words.leaveIn : words.asking, doNow: '' }
    case 'PASS':
      return { what: passed(record, server), doNow: '' }
    case 'OWED': {
      const waits = words.waits(now - Date.parse(record.startedAt), record.registration.nextAttemptAt)
      return { what: isCard ? words.owedCard : words.owed, doNow: waits }
    }
    default:
      return saidOf(record, failure)
  }
}

function passed({ kind, registration }: JobRecord, server: string | undefined): string {
  if (registration.state === 'contacted' || registration.state === 'managed') return words.called(server)
  if (kind === 'write') return words.putIn
  return registration.state === 'sent' ? words.sent : words.stayOn
}

export type Link = { readonly name: string; readonly isReached: boolean; readonly isNow: boolean }

const far: Readonly<Record<Registration['state'], 0 | 1 | 2 | 3>> = {
  none: 0,
  pending: 0,
  received: 1,
  accepted: 1,
  queued: 1,
  sent: 2,
  contacted: 3,
  managed: 3,
  conflict: 0,
  rejected: 0,
  released: 0,
}
const way = [
  { name: words.accepted, place: 1 },
  { name: words.sentShort, place: 2 },
  { name: words.contacted, place: 3 },
] as const

/** How far the registration has come. A bootstrap that is on a card is not sent. */
export function chainOf({ kind, registration: { state } }: JobRecord): readonly Link[] {
  const links = way.filter(({ place }) => kind !== 'write' || place !== 2)
  const last = links.filter(({ place }) => place <= far[state]).at(-1)
  return links.map((link) => ({ name: link.name, isReached: link.place <= far[state], isNow: link === last }))
}
