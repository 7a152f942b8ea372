import { z } from 'zod'
import { type Batch, type BatchId, BatchOrder, type BatchState, isExact } from '../../shared/batch'
import { Failed, type Failure } from '../../shared/failure'
import { because } from '../../shared/reason'
import { BatchRow, batchOf, batchRow, nextChange } from './batch-rows'
import { createFiles, type Files } from './files'
import { createHolds, type Holds } from './holds'
import { createImports, type Imports } from './imports'
import { createPieces, type Pieces } from './pieces'
import { forgetDeadClaims, invalid } from './settle'
import { type Database, transaction } from './sqlite'

/** Work orders, the identities they were given, and the pieces that became of them. On disk when a call returns. */
export type Batches = Pieces &
  Imports &
  Files &
  Holds & {
    /** Fails with `request.invalid` where there is one of this name. */
    readonly create: (order: BatchOrder) => Batch
    /** Fails with `request.invalid` where there is none. */
    readonly get: (batch: BatchId) => Batch
    /** Newest first. */
    readonly list: (isBench: boolean) => readonly Batch[]
    readonly start: (batch: BatchId) => Batch
    readonly pause: (batch: BatchId) => Batch
    /** The breaker's word. What is in work goes on; no card is claimed for it until a person starts it again. */
    readonly stop: (batch: BatchId, by: Failure) => Batch
    /** Fails with `batch.unsettled` while a piece is in work or waits. What nobody got may go to other batches once it is swept. */
    readonly close: (batch: BatchId) => Batch
    /** Changes whenever a batch does, in this process or another. */
    readonly version: () => number
  }

const Counted = z.object({ counted: z.int().nullable() })

export function createBatches(db: Database, owner: string, now: () => number): Batches {
  transaction(db, () => forgetDeadClaims(db))
  const get = (batch: BatchId): Batch => batchOf(batchRow(db, batch))

  function turn(batch: BatchId, from: readonly BatchState[], to: BatchState, by?: Failure): Batch {
    const { state } = batchRow(db, batch)
    if (state !== to && !from.includes(state)) throw invalid('batch', because(`batch {} is ${state}`, batch))
    db.run(
      `UPDATE batch SET state = ?, stopped_by = ?, started_at = CASE WHEN ? = 'running' THEN coalesce(started_at, ?) ELSE started_at END,
         changed = ${nextChange} WHERE batch = ?`,
      ...[to, by ? JSON.stringify(by) : null, to, now(), batch],
    )
    return get(batch)
  }

  return {
    ...createPieces(db, owner, now),
    ...createImports(db, owner, now),
    ...createFiles(db),
    ...createHolds(db, owner),
    create: (order) =>
      transaction(db, () => {
        const { batch, bench, quantity } = order
        if (db.get('SELECT 1 FROM batch WHERE batch = ?', batch))
          throw invalid('batch', because('there is a batch {} already', batch))
        db.run(
          `INSERT INTO batch (batch, bench, ordered, state, issued, created_at, changed) VALUES (?, ?, ?, 'ready', ?, ?, ${nextChange})`,
          ...[batch, bench ? 1 : 0, JSON.stringify(BatchOrder.parse(order)), quantity, now()],
        )
        return get(batch)
      }),
    get,
    list: (isBench) =>
      BatchRow.array()
        .parse(db.all('SELECT * FROM batch WHERE bench = ? ORDER BY created_at DESC, batch LIMIT 500', isBench ? 1 : 0))
        .map(batchOf),
    start: (batch) =>
      transaction(db, () => {
        forgetDeadClaims(db)
        const { ordered, known } = batchRow(db, batch)
        if (ordered.identities === 'listed' && known === 0)
          throw invalid('batch', because('batch {} has no identities yet; import its list first', batch))
        return turn(batch, ['ready', 'paused', 'stopped'], 'running')
      }),
    pause: (batch) => transaction(db, () => turn(batch, ['running', 'stopped'], 'paused')),
    stop: (batch, by) => transaction(db, () => turn(batch, ['running'], 'stopped', by)),
    close: (batch) =>
      transaction(db, () => {
        forgetDeadClaims(db)
        const { counts, state } = get(batch)
        if (state === 'closed') return get(batch)
        const { working, waiting } = counts
        if (!isExact(counts)) throw new Failed({ code: 'batch.unsettled', batch, working, waiting })
        db.run(`UPDATE import SET state = 'over' WHERE batch = ?`, batch)
        db.run(
          `UPDATE batch SET state = 'closed', closed_at = ?, changed = ${nextChange} WHERE batch = ?`,
          now(),
          batch,
        )
        return get(batch)
      }),
    version: () => Counted.parse(db.get('SELECT max(changed) AS counted FROM batch')).counted ?? 0,
  }
}
