// Factory bootstrap files of a batch: which identities have one, in the same rows as their cards.
import { z } from 'zod'
import type { BatchId, Unit } from '../../shared/batch'
import type { DeviceId } from '../../shared/identity/device'
import { bodyOf } from '../../shared/intake/imei'
import { batchRow, begunOf, PieceRow, UnitRow, unitOf } from './batch-rows'
import { recordOf, settlePiece } from './settle'
import { type Database, transaction } from './sqlite'

export type Files = {
  /** The first identity that no card can get any more, because all pieces have one by then: a look at all that are free. */
  readonly firstBeyond: (batch: BatchId) => number
  /** Identities of a batch that a file is still to be made for, in their order, from the one after `seq` and before `beyond`. */
  readonly unfiled: (batch: BatchId, most: number, beyond: number, seq?: number) => readonly Unit[]
  /** The bundle with their files is on disk: what only waited for that is good. */
  readonly filed: (batch: BatchId, devices: readonly DeviceId[], sha256: string) => void
}

const Seq = z.object({ seq: z.int() })

function firstBeyond(db: Database, batch: BatchId): number {
  const row = batchRow(db, batch)
  const beyond = db.get(
    `SELECT unit.seq FROM unit JOIN import ON import.import = unit.import
     WHERE import.batch = ? AND import.state IN ('taken', 'scans') AND unit.state = 'free' ORDER BY unit.seq LIMIT 1 OFFSET ?`,
    ...[batch, row.issued - begunOf(row)],
  )
  return Seq.optional().parse(beyond)?.seq ?? Number.MAX_SAFE_INTEGER
}

export const createFiles = (db: Database): Files => ({
  firstBeyond: (batch) => firstBeyond(db, batch),
  unfiled: (batch, most, beyond, seq = 0) =>
    UnitRow.array()
      .parse(
        db.all(
          `SELECT unit.*, import.batch FROM unit JOIN import ON import.import = unit.import
           WHERE import.batch = ? AND import.state IN ('taken', 'scans') AND unit.seq > ?
             AND unit.state <> 'spent' AND unit.file IS NULL AND (unit.state <> 'free' OR unit.seq < ?)
           ORDER BY unit.seq LIMIT ?`,
          ...[batch, seq, beyond, most],
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
