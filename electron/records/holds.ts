// Who works at which readers for a batch. Two programs at the same readers would find each other's cards busy.
import { z } from 'zod'
import { BatchId, BatchOrder } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import { batchRow } from './batch-rows'
import { isAlive, pidOf } from './owner'
import { type Database, transaction } from './sqlite'

export type Holds = {
  /**
   * From now on its cards are this program's. Fails with `batch.held` while another program that still runs holds it, or
   * another batch at one of its readers.
   */
  readonly hold: (batch: BatchId) => void
  /** Whatever this program holds, but for one. */
  readonly letGo: (but?: BatchId) => void
}

const Held = z.object({ batch: BatchId, holder: z.string(), ordered: z.string() })

export const createHolds = (db: Database, owner: string): Holds => ({
  hold: (batch) =>
    transaction(db, () => {
      const { bench, ordered } = batchRow(db, batch)
      const held = db.all(
        `SELECT batch, holder, ordered FROM batch WHERE bench = ? AND holder <> ? AND state <> 'closed'`,
        ...[bench, owner],
      )
      for (const other of Held.array().parse(held)) {
        const theirs = BatchOrder.parse(JSON.parse(other.ordered))
        if (isAlive(other.holder) && (other.batch === batch || haveCommon(theirs, ordered)))
          throw new Failed({ code: 'batch.held', batch: other.batch, pid: pidOf(other.holder) })
      }
      db.run('UPDATE batch SET holder = ? WHERE batch = ?', owner, batch)
    }),
  letGo: (but) => void db.run('UPDATE batch SET holder = NULL WHERE holder = ? AND batch IS NOT ?', owner, but ?? null),
})

/** An order that names no reader works at all of them, and one for files at none. */
const haveCommon = (some: BatchOrder, others: BatchOrder): boolean =>
  some.carrier !== 'file' &&
  others.carrier !== 'file' &&
  (some.readers.length === 0 ||
    others.readers.length === 0 ||
    some.readers.some((reader) => others.readers.includes(reader)))
