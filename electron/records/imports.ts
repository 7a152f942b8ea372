// Identities on their way into a batch. They are laid down in short pieces, so that no card waits for a long list, and
// none of them is the batch's before all are: that is one row that changes.

import { z } from 'zod'
import type { BatchId } from '../../shared/batch'
import type { DeviceId } from '../../shared/identity/device'
import { bodyOf } from '../../shared/intake/imei'
import { because } from '../../shared/reason'
import { batchRow, tally } from './batch-rows'
import { isAlive } from './owner'
import { invalid } from './settle'
import { type Database, transaction } from './sqlite'

export type Listed = {
  readonly device: DeviceId
  readonly variables?: Readonly<Record<string, string>> | undefined
  readonly sealed?: Uint8Array | undefined
}
/** `duplicate`: it is in this list before; `known`: a batch has it, this one or another; `registered`: the DM Server knows it. */
export type Laid = 'laid' | 'duplicate' | 'known' | 'registered'

export type Staged = {
  /** One transaction: keep it to some thousand rows. Tells what became of each. */
  readonly lay: (rows: readonly Listed[]) => readonly Laid[]
  /** All of them are the batch's, and on disk. Fails with `request.invalid` if it was closed meanwhile, or one of them was scanned. */
  readonly take: () => void
  /** None of them is. May be called after `take`, and does nothing then. */
  readonly drop: () => Promise<void>
}

export type Imports = {
  /** Fails with `request.invalid` on a batch that takes no list. */
  readonly stage: (batch: BatchId) => Staged
  /** The sealed secrets of a device's row, until it is done. */
  readonly sealed: (batch: BatchId, device: DeviceId) => Uint8Array | undefined
  /** Removes what this owner had laid down and not taken. */
  readonly dropOf: (owner: string) => Promise<void>
  /** Removes what a process that ended had laid down and not taken, and what nobody got of closed batches. */
  readonly sweep: (signal?: AbortSignal) => Promise<void>
}

/** So many rows go at once: a card's note waits for no more. */
const SOME = 500
/** A card may hold its message: no other gets it before that card is empty, or a person sets it aside. */
const isOnCard = `EXISTS (SELECT 1 FROM piece JOIN record ON record.job = piece.job
  WHERE piece.seq = unit.holder AND json_extract(record.record, '$.touched') = 1)`
const Import = z.object({ import: z.int(), owner: z.string(), state: z.string() })
const Sealed = z.object({ sealed: z.instanceof(Uint8Array).nullable() }).optional()
const Standing = z.object({ state: z.string().nullable() }).optional()
const Id = z.object({ id: z.int() })
const Count = z.object({ n: z.int() })

export function createImports(db: Database, owner: string, now: () => number): Imports {
  async function removeUnits(id: number, which: string, signal?: AbortSignal): Promise<void> {
    const some = `SELECT seq FROM unit WHERE import = ? AND ${which} LIMIT ${SOME}`
    while (!signal?.aborted && db.run(`DELETE FROM unit WHERE seq IN (${some})`, id) > 0)
      await new Promise(setImmediate)
  }

  /** By what the newest of its jobs came to: what was given back or refused is free. */
  function isRegistered(device: DeviceId, bench: number): boolean {
    const row = db.get(
      `SELECT json_extract(record, '$.registration.state') AS state FROM record
       WHERE bench = ? AND device = ? AND outcome IN ('PASS', 'OWED', 'FAIL')
         AND json_extract(record, '$.outcome') IN ('PASS', 'OWED') ORDER BY started DESC LIMIT 1`,
      ...[bench, device],
    )
    const { state } = Standing.parse(row) ?? { state: null }
    return state !== null && !['none', 'released', 'rejected', 'conflict'].includes(state)
  }

  const freeOf = (id: number): number =>
    Count.parse(db.get(`SELECT count(*) AS n FROM unit WHERE import = ? AND state = 'free'`, id)).n

  async function drop(id: number, signal?: AbortSignal): Promise<void> {
    await removeUnits(id, `state = 'free'`, signal)
    if (!signal?.aborted) db.run('DELETE FROM import WHERE import = ?', id)
  }

  return {
    stage: (batch) => {
      const { bench, id } = transaction(db, () => {
        const row = batchRow(db, batch)
        if (row.state === 'closed') throw invalid('batch', because('batch {} is closed', batch))
        if (row.ordered.identities === 'scanned')
          throw invalid('batch', because('the identities of batch {} are scanned one by one', batch))
        db.run(`INSERT INTO import (batch, state, owner, at) VALUES (?, 'staged', ?, ?)`, batch, owner, now())
        return { bench: row.bench, ...Id.parse(db.get('SELECT last_insert_rowid() AS id')) }
      })
      let laid = 0
      let isTaken = false
      const lay = ({ device, variables, sealed }: Listed): Laid => {
        const identity = bodyOf(device)
        const rest = variables && Object.keys(variables).length > 0 ? JSON.stringify(variables) : null
        const added = db.run(
          `INSERT INTO unit (import, bench, identity, device, variables, sealed, state) VALUES (?, ?, ?, ?, ?, ?, 'free') ON CONFLICT DO NOTHING`,
          ...[id, bench, identity, device, rest, sealed ?? null],
        )
        if (added === 1 && isRegistered(device, bench)) {
          db.run('DELETE FROM unit WHERE identity = ? AND bench = ?', identity, bench)
          return 'registered'
        }
        laid += added
        if (added === 1) return 'laid'
        return db.get('SELECT 1 FROM unit WHERE identity = ? AND bench = ? AND import = ?', identity, bench, id)
          ? 'duplicate'
          : 'known'
      }
      return {
        lay: (rows) => transaction(db, () => rows.map(lay)),
        take: () => {
          db.exec('PRAGMA synchronous = FULL')
          transaction(db, () => {
            if (batchRow(db, batch).state === 'closed') throw invalid('batch', because('batch {} is closed', batch))
            if (freeOf(id) !== laid)
              throw invalid('source', because('a device of this list was scanned meanwhile; check the list again'))
            db.run(`UPDATE import SET state = 'taken' WHERE import = ?`, id)
            tally(db, batch, { known: laid, free: laid })
          })
          isTaken = true
        },
        drop: async () => {
          if (!isTaken) await drop(id)
        },
      }
    },
    sealed: (batch, device) => {
      const row = db.get(
        `SELECT sealed FROM unit JOIN import ON import.import = unit.import WHERE identity = ? AND batch = ?`,
        ...[bodyOf(device), batch],
      )
      return Sealed.parse(row)?.sealed ?? undefined
    },
    dropOf: async (whose) => {
      const left = Id.array().parse(
        db.all(`SELECT import AS id FROM import WHERE state = 'staged' AND owner = ?`, whose),
      )
      for (const { id } of left) await drop(id)
    },
    sweep: async (signal) => {
      const left = Import.array().parse(
        db.all(`SELECT import, owner, state FROM import WHERE state IN ('staged', 'over')`),
      )
      for (const { import: id, owner: whose, state } of left) {
        if (state === 'staged' && !isAlive(whose)) await drop(id, signal)
        if (state === 'over') {
          await removeUnits(id, `state = 'free'`, signal)
          await removeUnits(id, `state = 'claimed' AND NOT ${isOnCard}`, signal)
          db.run(`UPDATE unit SET sealed = NULL WHERE import = ? AND state = 'claimed'`, id)
        }
        if (signal?.aborted) return
        if (state === 'over') db.run(`UPDATE import SET state = 'swept' WHERE import = ?`, id)
      }
    },
  }
}
