// Rows of batches, pieces and units, and the sums that are kept with them in the same transaction.

import { z } from 'zod'
import { type Batch, BatchId, BatchOrder, BatchState, type Piece, PieceState, RejectReason } from '../../shared/batch'
import { Failed, Failure } from '../../shared/failure'
import { DeviceIdSchema } from '../../shared/identity/device'
import { JobId } from '../../shared/job'
import type { UnitState } from '../../shared/piece'
import { because } from '../../shared/reason'
import type { Database, SqlValue } from './sqlite'

const json = <T>(schema: z.ZodType<T>) => z.string().transform((text): T => schema.parse(JSON.parse(text)))
const iso = (at: number): string => new Date(at).toISOString()

export const BatchRow = z.object({
  batch: BatchId,
  bench: z.int(),
  ordered: json(BatchOrder),
  state: BatchState,
  stopped_by: json(Failure).nullable(),
  issued: z.int(),
  good: z.int(),
  rejects: z.int(),
  working: z.int(),
  waiting: z.int(),
  known: z.int(),
  free: z.int(),
  created_at: z.int(),
  started_at: z.int().nullable(),
  closed_at: z.int().nullable(),
})
export type BatchRow = z.infer<typeof BatchRow>

export const begunOf = ({ good, rejects, working, waiting }: BatchRow): number => good + rejects + working + waiting

export const batchOf = (row: BatchRow): Batch => ({
  order: row.ordered,
  state: row.state,
  counts: {
    issued: row.issued,
    good: row.good,
    rejects: row.rejects,
    working: row.working,
    waiting: row.waiting,
    unused: row.issued - begunOf(row),
  },
  identities: { known: row.known, free: row.free },
  ...(row.stopped_by && { stoppedBy: row.stopped_by }),
  createdAt: iso(row.created_at),
  ...(row.started_at !== null && { startedAt: iso(row.started_at) }),
  ...(row.closed_at !== null && { closedAt: iso(row.closed_at) }),
})

/** Fails with `request.invalid` where there is no such batch. */
export function batchRow(db: Database, batch: BatchId): BatchRow {
  const row = BatchRow.optional().parse(db.get('SELECT * FROM batch WHERE batch = ?', batch))
  if (!row) throw new Failed({ code: 'request.invalid', path: 'batch', reason: because('there is no batch {}', batch) })
  return row
}

const absent = <T>(value: T | null): T | undefined => value ?? undefined
export const PieceRow = z.object({
  seq: z.int(),
  batch: BatchId,
  iccid: z.string().nullable().transform(absent),
  identity: z.string().nullable().transform(absent),
  device: DeviceIdSchema.nullable().transform(absent),
  job: JobId.nullable().transform(absent),
  state: PieceState,
  reason: RejectReason.nullable().transform(absent),
  ruled: z.int(),
})
export type PieceRow = z.infer<typeof PieceRow>

export const pieceOf = ({ state, iccid, device, job, reason, ruled }: PieceRow): Piece => ({
  state,
  ...(iccid !== undefined && { iccid }),
  ...(device !== undefined && { device }),
  ...(job !== undefined && { job }),
  ...(reason !== undefined && { reason }),
  isRuled: ruled === 1,
})

export const UnitRow = z.object({
  seq: z.int(),
  batch: BatchId,
  identity: z.string(),
  device: DeviceIdSchema,
  variables: json(z.record(z.string(), z.string())).nullable(),
  state: z.enum(['free', 'claimed', 'good', 'spent']),
  file: z.string().nullable(),
  holder: z.int().nullable(),
})
export type UnitRow = z.infer<typeof UnitRow>

/** An identity, whichever batch has it. */
export const unitOf = (db: Database, identity: string, bench: number): UnitRow | undefined =>
  UnitRow.optional().parse(
    db.get(
      'SELECT unit.*, import.batch FROM unit JOIN import ON import.import = unit.import WHERE identity = ? AND bench = ?',
      ...[identity, bench],
    ),
  )

type Sum = 'good' | 'rejects' | 'working' | 'waiting' | 'known' | 'free'
const sumOf = { good: 'good', reject: 'rejects', working: 'working', waiting: 'waiting', back: undefined } as const

/** The next change of any batch. Whoever follows them asks for the highest. */
export const nextChange = '(SELECT coalesce(max(changed), 0) + 1 FROM batch)'

/** Adds to the sums of a batch. */
export function tally(db: Database, batch: BatchId, sums: Readonly<Partial<Record<Sum, number>>>): void {
  const changed = Object.entries(sums).filter(([, more]) => more !== 0)
  const values: readonly SqlValue[] = changed.map(([, more]) => more)
  db.run(
    `UPDATE batch SET ${[...changed.map(([sum]) => `${sum} = ${sum} + ?`), `changed = ${nextChange}`].join(', ')} WHERE batch = ?`,
    ...[...values, batch],
  )
}

/** A piece goes from where it is to where it is now. */
export function movePiece(db: Database, row: PieceRow, to: PieceState, reason?: RejectReason): void {
  db.run('UPDATE piece SET state = ?, reason = ? WHERE seq = ?', to, reason ?? null, row.seq)
  const [left, entered] = [sumOf[row.state], sumOf[to]]
  if (left === entered) return
  tally(db, row.batch, { ...(left && { [left]: -1 }), ...(entered && { [entered]: 1 }) })
}

export function addPiece(db: Database, batch: BatchId, state: PieceState): void {
  const entered = sumOf[state]
  if (entered) tally(db, batch, { [entered]: 1 })
}

/**
 * An identity goes from where it is to where it is now, by the piece that has it and by no other. The secrets of one that
 * is done are forgotten.
 */
export function moveUnit(db: Database, unit: UnitRow, to: UnitState, by: number): void {
  if (unit.holder !== null && unit.holder !== by) return
  const holder = to === 'free' ? null : by
  if (unit.state === to && unit.holder === holder) return
  const sealed = to === 'good' || to === 'spent' ? ', sealed = NULL' : ''
  db.run(`UPDATE unit SET state = ?, holder = ?${sealed} WHERE seq = ?`, to, holder, unit.seq)
  const free = (to === 'free' ? 1 : 0) - (unit.state === 'free' ? 1 : 0)
  if (free !== 0) tally(db, unit.batch, { free })
}

/** A card held it beyond the end of its batch, and does no longer: any batch may have it. */
export const letGoOfClosed = (db: Database, { seq }: UnitRow, by: number): void =>
  void db.run(`DELETE FROM unit WHERE seq = ? AND holder = ? AND state = 'claimed'`, seq, by)
