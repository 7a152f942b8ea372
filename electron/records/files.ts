// Factory bootstrap files of a batch: which identities have one, in the same rows as their cards.
import type { BatchId, Unit } from '../../shared/batch'
import type { DeviceId } from '../../shared/identity/device'
import { bodyOf } from '../../shared/intake/imei'
import { batchRow, PieceRow, UnitRow, unitOf } from './batch-rows'
import { recordOf, settlePiece } from './settle'
import { type Database, transaction } from './sqlite'

export type Files = {
  /** Identities of a batch that a file is still to be made for, in their order, from the one after `seq`. */
  readonly unfiled: (batch: BatchId, most: number, seq?: number) => readonly Unit[]
  /** The bundle with their files is on disk: what only waited for that is good. */
  readonly filed: (batch: BatchId, devices: readonly DeviceId[], sha256: string) => void
}

export const createFiles = (db: Database): Files => ({
  unfiled: (batch, most, seq = 0) =>
    UnitRow.array()
      .parse(
        db.all(
          `SELECT unit.*, import.batch FROM unit JOIN import ON import.import = unit.import
           WHERE import.batch = ? AND import.state IN ('taken', 'scans') AND unit.seq > ?
             AND unit.state <> 'spent' AND unit.file IS NULL ORDER BY unit.seq LIMIT ?`,
          ...[batch, seq, most],
        ),
      )
      .map(({ seq: at, device, variables }) => ({ seq: at, device, variables: variables ?? {} })),
  filed: (batch, devices, sha256) =>
    transaction(db, () => {
      const { bench } = batchRow(db, batch)
      for (const device of devices) {
        const identity = bodyOf(device)
        const unit = unitOf(db, identity, bench)
        if (unit?.batch !== batch) continue
        db.run('UPDATE unit SET file = ? WHERE seq = ?', sha256, unit.seq)
        const row = db.get(
          `SELECT * FROM piece WHERE batch = ? AND identity = ? AND state = 'waiting'`,
          batch,
          identity,
        )
        const { job } = PieceRow.optional().parse(row) ?? {}
        const record = job && recordOf(db, job)
        if (record) settlePiece(db, record)
      }
    }),
})
