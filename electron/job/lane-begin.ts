// What is begun with the cards that are in the readers, while their batch is awake.
import type { Batch } from '../../shared/batch'
import { Failed, type Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobRecord } from '../../shared/job'
import { isCards, type LaneFacts, type Stay } from '../../shared/line'
import type { Readers } from '../reader/readers'
import { type Again, type AgainDeps, lookAgain } from './lane-again'
import { beginCard, type LaneCardDeps, refuseCard, refuseUnread } from './lane-card'
import type { Table } from './lane-table'

export type BeginningsDeps = LaneCardDeps & {
  readonly readers: Pick<Readers, 'stayOf' | 'withCard'>
  readonly table: Pick<Table, 'put' | 'seats'>
  readonly keys: AgainDeps['keys']
  /** Whether the card of a reader was left in the middle, and is waited for there. */
  readonly isWaiting: (reader: string) => boolean
  readonly count: (record: JobRecord, batch: Batch) => void
  /** For what befalls every card. */
  readonly stop: (batch: Batch, failure: Failure) => void
  readonly tell: () => void
  readonly isClosed: () => boolean
}

export type Beginnings = {
  /** A card that was met or could not be read. What cannot be noted stops the line. */
  readonly begin: (batch: Batch, seat: LaneFacts) => void
  /** A card whose device a person has scanned. Fails as `beginCard`. */
  readonly beginFor: (batch: Batch, reader: string, iccid: string, device: DeviceId) => void
}

/** How soon a card is begun anew that could not be looked at. */
const AGAIN_MS = 300

export function createBeginnings(deps: BeginningsDeps): Beginnings {
  const { readers, table, journal, now } = deps

  function begin(it: Batch, { reader, stay, asked }: LaneFacts): void {
    const { order } = it
    try {
      if (stay?.is === 'met') putBegun(reader, beginCard({ order, reader, iccid: stay.iccid }, deps), it)
      if (stay?.is !== 'unreadable' || !isCards(stay.failure)) return
      const isReject = asked !== undefined && !deps.isWaiting(reader)
      const refused = refuseUnread({ order, reader, isReject }, stay.failure, deps)
      table.put(reader, refused)
      const record = refused.is === 'began' ? journal.record(refused.job) : undefined
      if (record) deps.count(record, it)
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      deps.stop(it, error.failure)
    }
  }

  function putBegun(reader: string, begun: Stay, it: Batch): void {
    table.put(reader, begun)
    if (begun.is === 'again') void lookFor(reader, begun, it)
  }

  /** As long as that card is in and nothing else was begun with it, for another batch; one that cannot be read now is begun anew. */
  async function lookFor(reader: string, again: Again, it: Batch): Promise<void> {
    const stay = readers.stayOf(reader)
    const { iccid } = again
    const isHere = (): boolean =>
      !deps.isClosed() &&
      readers.stayOf(reader) === stay &&
      table.seats().some((seat) => seat.reader === reader && seat.stay === again)
    const put = (is: Stay): void => {
      if (!isHere()) return
      table.put(reader, is)
      deps.tell()
    }
    const { withCard } = readers
    const { bench } = it.order
    const refuse = (failure: Failure): Stay => (isHere() ? refuseCard({ reader, iccid, bench }, failure, deps) : again)
    try {
      const found = await lookAgain(reader, again, { withCard, record: journal.record, keys: deps.keys, refuse, now })
      if (found) put(found)
      else setTimeout(() => put({ is: 'met', iccid }), AGAIN_MS).unref()
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      put({ is: 'met', iccid })
      deps.stop(it, error.failure)
    }
  }

  return {
    begin,
    beginFor: (it, reader, iccid, device) =>
      putBegun(reader, beginCard({ order: it.order, reader, iccid, device }, deps), it),
  }
}
