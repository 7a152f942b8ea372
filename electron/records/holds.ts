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
  /** Whatever this program holds. */
  readonly letGo: () => void
}

const Held = z.object({ batch: BatchId, holder: z.string(), ordered: z.string() })
type Readers = BatchOrder['readers']

export const createHolds = (db: Database, owner: string): Holds => ({
  hold: (batch) =>
    transaction(db, () => {
      const { bench, ordered } = batchRow(db, batch)
      const held = db.all('SELECT batch, holder, ordered FROM batch WHERE bench = ? AND holder <> ?', bench, owner)
      for (const other of Held.array().parse(held)) {
        const { readers } = BatchOrder.parse(JSON.parse(other.ordered))
        if (isAlive(other.holder) && (other.batch === batch || haveCommon(readers, ordered.readers)))
          throw new Failed({ code: 'batch.held', batch: other.batch, pid: pidOf(other.holder) })
      }
      db.run('UPDATE batch SET holder = ? WHERE batch = ?', owner, batch)
    }),
  letGo: () => void db.run('UPDATE batch SET holder = NULL WHERE holder = ?', owner),
})

/** An order that names no reader works at all of them. */
const haveCommon = (some: Readers, others: Readers): boolean =>
  some.length === 0 || others.length === 0 || some.some((reader) => others.includes(reader))
