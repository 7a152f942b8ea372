// What a job's record makes of its piece: kept with the record, in the same transaction, by whichever process keeps it.

import { z } from 'zod'
import type { PieceState } from '../../shared/batch'
import { Failed } from '../../shared/failure'
import { type JobId, JobRecord } from '../../shared/job'
import { fateOf } from '../../shared/piece'
import { because } from '../../shared/reason'
import {
  type BatchRow,
  batchRow,
  begunOf,
  letGoOfClosed,
  movePiece,
  moveUnit,
  PieceRow,
  type UnitRow,
  unitOf,
} from './batch-rows'
import { isAlive } from './owner'
import type { Database } from './sqlite'

/** A piece that has its card and its identity for itself. */
export const live = `state IN ('working', 'waiting', 'good')`
const isLive = (state: PieceState): boolean => state !== 'reject' && state !== 'back'
const Recorded = z.object({ record: z.string() })

/** Keeps with a job's record what it makes of its piece. Fails with `request.invalid` where it may not go on. */
export function settlePiece(db: Database, record: JobRecord): void {
  if (record.batch === undefined) return
  const row = ofJob(db, record.job)
  if (!row) throw new Error(`job ${record.job} has no piece of batch ${record.batch}`)
  const batch = batchRow(db, record.batch)
  const isBeginning = record.outcome === 'running'
  if (isBeginning) mayGoOn(batch, row)
  else if (row.ruled === 1 || row.state === 'back') return
  const unit = row.identity === undefined ? undefined : unitOf(db, row.identity, batch.bench)
  const fate = fateOf(record, batch.ordered.green)
  if (batch.state === 'closed') {
    if (unit && fate.unit === 'free') letGoOfClosed(db, unit, row.seq)
    return
  }
  const lacksFile = fate.piece === 'good' && batch.ordered.carrier !== 'card' && unit?.file === null
  const state = lacksFile ? 'waiting' : fate.piece
  if (isLive(state) && !isLive(row.state)) takeAgain(db, batch, row, unit)
  movePiece(db, row, state, fate.reason)
  // A row that makes no message would be the next card's again, and the one after that's.
  const isUnfit = fate.piece === 'back' && record.failure?.code === 'message.invalid'
  const isKept = lacksFile || (isUnfit && batch.ordered.identities === 'listed')
  if (unit) moveUnit(db, unit, isKept ? 'claimed' : fate.unit, row.seq)
}

function mayGoOn(batch: BatchRow, row: PieceRow): void {
  if (batch.state === 'closed') throw invalid('job', because('batch {} is closed', batch.batch))
  if (row.ruled === 1) throw invalid('job', because('its card was set aside as a reject'))
}

/** A job that goes on needs what it had: the place among the pieces, its card, its identity. */
function takeAgain(db: Database, batch: BatchRow, row: PieceRow, unit: UnitRow | undefined): void {
  const other = `SELECT 1 FROM piece WHERE iccid = ? AND bench = ? AND ${live} AND seq <> ? LIMIT 1`
  const ofCard = row.iccid !== undefined && db.get(other, row.iccid, batch.bench, row.seq)
  if (ofCard) throw invalid('job', because('its card is another piece by now'))
  // What a job gave up itself it may take again, unless another card has had it since.
  const isOthers = unit !== undefined && unit.holder !== null && unit.holder !== row.seq
  if (isOthers) throw invalid('job', because('its identity went to another card'))
  if (row.state === 'back' && begunOf(batch) >= batch.issued)
    throw invalid('job', because('batch {} has no piece left for it', batch.batch))
}

/** Claims of processes that ended before their job was ordered are undone. */
export function forgetDeadClaims(db: Database): void {
  const left = z
    .array(PieceRow.and(z.object({ owner: z.string() })))
    .parse(
      db.all(
        `SELECT * FROM piece WHERE state = 'working' AND NOT EXISTS (SELECT 1 FROM record WHERE record.job = piece.job)`,
      ),
    )
  for (const row of left) if (!isAlive(row.owner)) putBack(db, row)
}

/** It was not begun. */
export function putBack(db: Database, row: PieceRow): void {
  const unit = row.identity === undefined ? undefined : unitOf(db, row.identity, batchRow(db, row.batch).bench)
  movePiece(db, row, 'back')
  if (unit) moveUnit(db, unit, 'free', row.seq)
}

export const ofJob = (db: Database, job: JobId): PieceRow | undefined =>
  PieceRow.optional().parse(db.get('SELECT * FROM piece WHERE job = ?', job))

export function recordOf(db: Database, job: JobId): JobRecord | undefined {
  const row = Recorded.optional().parse(db.get('SELECT record FROM record WHERE job = ?', job))
  return row && JobRecord.parse(JSON.parse(row.record))
}

export const invalid = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
