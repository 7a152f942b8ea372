// Which identity a card gets, and what became of both. A claim is a row that the store's constraints allow once; what a
// piece comes to follows from its job's record, in the transaction that keeps the record.

import { z } from 'zod'
import type { BatchId, Claim, Piece, PieceState, RejectReason } from '../../shared/batch'
import type { DeviceId } from '../../shared/identity/device'
import { bodyOf } from '../../shared/intake/imei'
import type { JobId } from '../../shared/job'
import { isAsked } from '../../shared/piece'
import { because } from '../../shared/reason'
import {
  addPiece,
  type BatchRow,
  batchRow,
  begunOf,
  letGoOfClosed,
  movePiece,
  moveUnit,
  PieceRow,
  pieceOf,
  tally,
  UnitRow,
  unitOf,
} from './batch-rows'
import { invalid, live, ofJob, putBack, recordOf } from './settle'
import { type Database, type SqlValue, transaction } from './sqlite'

/** A card that came in, or a device where there are no cards, and the job that is to work on it. */
export type Wanted = {
  readonly batch: BatchId
  readonly iccid?: string | undefined
  /** Where a person has scanned it. */
  readonly device?: DeviceId | undefined
  readonly job: JobId
}
export type Which = { readonly iccid?: string | undefined; readonly device?: DeviceId | undefined }

export type Pieces = {
  /** A card that this batch has had is not claimed again, whatever became of it. */
  readonly claim: (wanted: Wanted) => Claim
  /** The same for a card that was rejected and does not hold its message: it gets the identity that it had, if that is free, and counts once. */
  readonly retry: (wanted: Wanted) => Claim
  /** A card without a number and the job that tells of it: a reject, or nothing as long as it is asked back. */
  readonly unread: (batch: BatchId, job: JobId, as: 'reject' | 'asked-back') => void
  /** A claim whose job was never ordered is undone. */
  readonly giveBack: (job: JobId) => void
  /** The newest of a card, or of a device. */
  readonly pieceOf: (batch: BatchId, which: Which) => Piece | undefined
  readonly pieces: (batch: BatchId, states: readonly PieceState[], most: number, after?: number) => readonly Piece[]
  /** A person's word: no job makes it good again. Fails with `request.invalid` while its job runs, or on a closed batch. */
  readonly reject: (batch: BatchId, which: Which, reason: RejectReason) => void
  readonly rejects: (batch: BatchId) => Readonly<Record<string, number>>
}

export function createPieces(db: Database, owner: string, now: () => number): Pieces {
  const parsed = (found: readonly unknown[]): readonly PieceRow[] => PieceRow.array().parse(found)
  const rows = (where: string, ...values: readonly SqlValue[]): readonly PieceRow[] =>
    parsed(db.all(`SELECT * FROM piece WHERE ${where}`, ...values))
  const newest = (batch: BatchId, { iccid, device }: Which): PieceRow | undefined => {
    const [by, value] = iccid === undefined ? ['identity', device && bodyOf(device)] : ['iccid', iccid]
    if (value === undefined) return undefined
    return rows(`batch = ? AND ${by} = ? AND state <> 'back' ORDER BY seq DESC LIMIT 1`, batch, value)[0]
  }

  function claimed(wanted: Wanted, before: PieceRow | undefined): Claim {
    const row = batchRow(db, wanted.batch)
    const isNoCard = row.ordered.carrier === 'file' && wanted.iccid !== undefined
    if (row.state !== 'running' || isNoCard) return { claim: 'resting', state: row.state }
    const [other] = rows(`iccid = ? AND bench = ? AND ${live} LIMIT 1`, wanted.iccid ?? '', row.bench)
    if (other) return { claim: 'elsewhere', of: 'card', batch: other.batch }
    if (begunOf(row) - (before ? 1 : 0) >= row.issued) return { claim: 'none-left', of: 'pieces' }
    const unit = unitFor(db, row, wanted, before?.identity)
    if ('claim' in unit) return unit
    if (before) movePiece(db, before, 'back', before.reason)
    db.run(
      `INSERT INTO piece (batch, bench, iccid, identity, device, job, owner, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, 'working', ?)`,
      ...[row.batch, row.bench, wanted.iccid ?? null, unit.identity, unit.device, wanted.job, owner, now()],
    )
    moveUnit(db, unit, 'claimed', lastSeq(db))
    addPiece(db, row.batch, 'working')
    return { claim: 'claimed', unit: { seq: unit.seq, device: unit.device, variables: unit.variables ?? {} } }
  }

  return {
    claim: (wanted) =>
      transaction(db, () => {
        const before = newest(wanted.batch, wanted)
        return before ? { claim: 'again', piece: pieceOf(before) } : claimed(wanted, undefined)
      }),
    retry: (wanted) =>
      transaction(db, () => {
        const before = newest(wanted.batch, wanted)
        if (before && (before.state !== 'reject' || before.ruled === 1 || holdsIts(db, before)))
          return { claim: 'again', piece: pieceOf(before) }
        return claimed(wanted, before)
      }),
    unread: (batch, job, as) =>
      transaction(db, () => {
        const row = batchRow(db, batch)
        const state = as === 'reject' && begunOf(row) < row.issued ? 'working' : 'back'
        db.run(
          'INSERT INTO piece (batch, bench, job, owner, state, at) VALUES (?, ?, ?, ?, ?, ?)',
          ...[batch, row.bench, job, owner, state, now()],
        )
        addPiece(db, batch, state)
      }),
    giveBack: (job) =>
      transaction(db, () => {
        const row = ofJob(db, job)
        if (row?.state === 'working' && !recordOf(db, job)) putBack(db, row)
      }),
    pieceOf: (batch, which) => {
      const row = newest(batch, which)
      return row && pieceOf(row)
    },
    pieces: (batch, states, most, after = 0) => {
      // Each state in its order, side by side: no batch is sorted for its first pieces.
      const each = states.map(() => 'SELECT * FROM piece WHERE batch = ? AND state = ?').join(' UNION ALL ')
      const values = states.flatMap((state) => [batch, state])
      return parsed(db.all(`${each} ORDER BY seq LIMIT ? OFFSET ?`, ...values, most, after)).map(pieceOf)
    },
    reject: (batch, which, reason) =>
      transaction(db, () => {
        const row = batchRow(db, batch)
        const before = newest(batch, which)
        const isOver = row.state === 'closed' && !(before && isHeld(db, before, row.bench))
        if (isOver) throw invalid('batch', because('batch {} is closed', batch))
        if (before) return rule(db, row, before, reason)
        if (begunOf(row) >= row.issued)
          throw invalid('batch', because('all {} pieces of batch {} are accounted for', row.issued, batch))
        const unit = which.device && unitOf(db, bodyOf(which.device), row.bench)
        db.run(
          `INSERT INTO piece (batch, bench, iccid, identity, device, state, reason, ruled, at) VALUES (?, ?, ?, ?, ?, 'reject', ?, 1, ?)`,
          ...[batch, row.bench, which.iccid ?? null, which.device ? bodyOf(which.device) : null, which.device ?? null],
          ...[reason, now()],
        )
        const ruled = lastSeq(db)
        if (unit && unit.batch === batch && !isStaged(db, unit)) {
          // One kept back, whose message could not be made, goes from the job that failed to this word.
          const [holder] = rows('seq = ?', unit.holder)
          moveUnit(db, holder?.state === 'back' ? { ...unit, holder: null } : unit, 'spent', ruled)
        }
        addPiece(db, batch, 'reject')
      }),
    rejects: (batch) =>
      Object.fromEntries(
        z
          .array(z.object({ reason: z.string(), n: z.int() }))
          .parse(
            db.all(
              `SELECT reason, count(*) AS n FROM piece WHERE batch = ? AND state = 'reject' GROUP BY reason`,
              batch,
            ),
          )
          .map(({ reason, n }) => [reason, n]),
      ),
  }
}

/** A list that is only looked at, or still laid down, is no batch's. */
const isStaged = (db: Database, { seq }: UnitRow): boolean =>
  db.get(`SELECT 1 FROM unit JOIN import USING (import) WHERE unit.seq = ? AND import.state = 'staged'`, seq) !==
  undefined

/** A reject that nobody has ruled, whose card may hold its device's message. */
function isHeld(db: Database, { seq, state, ruled, identity }: PieceRow, bench: number): boolean {
  const unit = identity === undefined ? undefined : unitOf(db, identity, bench)
  return state === 'reject' && ruled === 0 && unit?.state === 'claimed' && unit.holder === seq
}

function rule(db: Database, batch: BatchRow, row: PieceRow, reason: RejectReason): void {
  const record = row.job && recordOf(db, row.job)
  if (record?.outcome === 'running') throw invalid('job', because('its job is running; wait until it has ended'))
  const unit = row.identity === undefined ? undefined : unitOf(db, row.identity, batch.bench)
  movePiece(db, row, 'reject', reason)
  db.run('UPDATE piece SET ruled = 1 WHERE seq = ?', row.seq)
  if (unit && batch.state === 'closed') letGoOfClosed(db, unit, row.seq)
  else if (unit) moveUnit(db, unit, record && isAsked(record) ? 'spent' : 'free', row.seq)
}

/** The identity for a card: the scanned one, the one that it had, else the next that is free. */
function unitFor(db: Database, batch: BatchRow, wanted: Wanted, identity: string | undefined): UnitRow | Claim {
  const { device } = wanted
  if (device !== undefined) return unitNamed(db, batch, device)
  const had = identity === undefined ? undefined : unitOf(db, identity, batch.bench)
  if (had?.state === 'free') return had
  if (batch.ordered.identities === 'scanned') return { claim: 'wants-device' }
  return nextFree(db, batch.batch) ?? { claim: 'none-left', of: 'identities' }
}

/** Whether the card may hold what its job wrote: no other job has that device then, and that job alone goes on. */
const holdsIts = (db: Database, { job }: PieceRow): boolean => job !== undefined && recordOf(db, job)?.touched === true

function unitNamed(db: Database, batch: BatchRow, device: DeviceId): UnitRow | Claim {
  const identity = bodyOf(device)
  const found = unitOf(db, identity, batch.bench)
  const known = found && !isStaged(db, found) ? found : undefined
  if (known && known.batch !== batch.batch) return { claim: 'elsewhere', of: 'device', batch: known.batch }
  if (known) return known.state === 'free' ? known : { claim: 'taken', device }
  if (batch.ordered.identities === 'listed') return { claim: 'unlisted', device }
  // Who has the device in hand goes before a list that no batch has taken; that one is looked at again.
  if (found) db.run('DELETE FROM unit WHERE seq = ?', found.seq)
  return addScanned(db, batch, device)
}

const Id = z.object({ id: z.int() })
const lastSeq = (db: Database): number => Id.parse(db.get('SELECT last_insert_rowid() AS id')).id

function addScanned(db: Database, { batch, bench }: BatchRow, device: DeviceId): UnitRow {
  const scans = `SELECT import AS id FROM import WHERE batch = ? AND state = 'scans'`
  if (!db.get(scans, batch)) db.run(`INSERT INTO import (batch, state, owner, at) VALUES (?, 'scans', '', 0)`, batch)
  const { id } = Id.parse(db.get(scans, batch))
  const identity = bodyOf(device)
  db.run(
    `INSERT INTO unit (import, bench, identity, device, state) VALUES (?, ?, ?, ?, 'free')`,
    id,
    bench,
    identity,
    device,
  )
  tally(db, batch, { known: 1, free: 1 })
  const unit = unitOf(db, identity, bench)
  if (!unit) throw new Error('an added row is not there')
  return unit
}

/** A file after the other, in the order of their rows. */
function nextFree(db: Database, batch: BatchId): UnitRow | undefined {
  const taken = `SELECT import AS id FROM import WHERE batch = ? AND state IN ('taken', 'scans') ORDER BY import`
  for (const { id } of Id.array().parse(db.all(taken, batch))) {
    const row = db.get(
      `SELECT unit.*, ? AS batch FROM unit WHERE import = ? AND state = 'free' ORDER BY seq LIMIT 1`,
      ...[batch, id],
    )
    if (row !== undefined) return UnitRow.parse(row)
  }
  return undefined
}
