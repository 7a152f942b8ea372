import { z } from 'zod'
import type { JobId } from '../../shared/job'
import { isAlive } from './owner'
import { type Database, transaction } from './sqlite'

/** A registration that the DM Server has not confirmed yet. */
export type Owed = {
  readonly job: JobId
  readonly request: unknown
  readonly attempts: number
  readonly began: number
  /** The device that has to be given back first. */
  readonly releases?: string | undefined
}

/**
 * Registrations on their way. Rows are made by `add` inside the transaction that notes the phase. A row is `owed`, or
 * `held` once the server has refused it: then it waits for a person. Of one device, the older goes first; one that is
 * to be given back counts as the device of its row, too.
 */
export type Outbox = {
  readonly add: (job: JobId, request: unknown, device: string, now: number, releases?: string) => void
  /** Leases up to `most` of those due, longest waiting first; a lease ends with its process. */
  readonly take: (owner: string, now: number, most: number) => readonly Owed[]
  readonly putBack: (job: JobId, now: number, waitMs: number) => void
  /** Everything is due now: the server is known to be back, or a person asks. */
  readonly hurry: () => void
  readonly hold: (job: JobId) => void
  /** A held one is owed again. False if there is none. */
  readonly free: (job: JobId, now: number) => boolean
  /** What had to be given back was: the registration itself is due. */
  readonly released: (job: JobId, now: number) => void
  readonly remove: (job: JobId) => void
  readonly owes: (device: string) => boolean
  /** How many are owed. */
  readonly size: () => number
}

/** Steps of the store, after those of the journal that made the table. */
export const outboxSchema = `DROP INDEX outbox_due;
   ALTER TABLE outbox ADD COLUMN device TEXT;
   ALTER TABLE outbox ADD COLUMN wait INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX outbox_of_device ON outbox (device);`

/** And behind those of the registrations. */
export const releaseSchema = `ALTER TABLE outbox ADD COLUMN releases TEXT;
   CREATE INDEX outbox_of_released ON outbox (releases) WHERE releases IS NOT NULL;`

const Row = z.object({
  job: z.string(),
  request: z.string(),
  attempts: z.number(),
  began: z.number(),
  releases: z.string().nullable(),
})
const Lease = z.object({ lease: z.string() })
const Size = z.object({ size: z.number() })

/** A clock that was set back makes nothing wait longer than it was meant to. */
const isDue = `state = 'owed' AND lease IS NULL AND (next_at <= ? OR next_at > ? + wait)`
const noneOlder = (which: string): string => `NOT EXISTS (SELECT 1 FROM outbox AS older
  WHERE ${which} AND older.state = 'owed' AND older.rowid < outbox.rowid)`
const isFirstOfDevice = [
  noneOlder('older.device = outbox.device'),
  noneOlder('older.device = outbox.releases'),
  noneOlder('older.releases = outbox.device'),
].join(' AND ')

export const createOutbox = (db: Database): Outbox => ({
  add: (job, request, device, now, releases) => {
    db.run(
      `INSERT INTO outbox (job, request, state, device, began, next_at, releases) VALUES (?, ?, 'owed', ?, ?, ?, ?)
       ON CONFLICT (job) DO UPDATE SET request = excluded.request, state = 'owed', next_at = excluded.next_at,
         lease = NULL, releases = excluded.releases`,
      ...[job, JSON.stringify(request), device, now, now, releases ?? null],
    )
  },
  take: (owner, now, most) => {
    if (!db.get('SELECT 1 FROM outbox LIMIT 1')) return []
    return transaction(db, () => {
      endDeadLeases(db)
      const sql = `SELECT job, request, attempts, began, releases FROM outbox WHERE ${isDue} AND ${isFirstOfDevice} ORDER BY rowid LIMIT ?`
      const rows = Row.array().parse(db.all(sql, now, now, most))
      for (const { job } of rows)
        db.run('UPDATE outbox SET lease = ?, attempts = attempts + 1 WHERE job = ?', owner, job)
      return rows.map(({ job, request, attempts, began, releases }) => ({
        job: job as JobId,
        request: JSON.parse(request),
        attempts: attempts + 1,
        began,
        ...(releases !== null && { releases }),
      }))
    })
  },
  putBack: (job, now, waitMs) =>
    void db.run('UPDATE outbox SET lease = NULL, wait = ?, next_at = ? WHERE job = ?', waitMs, now + waitMs, job),
  hurry: () => void db.run('UPDATE outbox SET next_at = 0'),
  hold: (job) => void db.run(`UPDATE outbox SET lease = NULL, state = 'held' WHERE job = ?`, job),
  free: (job, now) =>
    db.run(`UPDATE outbox SET state = 'owed', next_at = ? WHERE job = ? AND state = 'held'`, now, job) > 0,
  released: (job, now) =>
    void db.run('UPDATE outbox SET releases = NULL, lease = NULL, wait = 0, next_at = ? WHERE job = ?', now, job),
  remove: (job) => void db.run('DELETE FROM outbox WHERE job = ?', job),
  owes: (device) =>
    db.get(`SELECT 1 FROM outbox WHERE (device = ? OR releases = ?) AND state = 'owed'`, device, device) !== undefined,
  size: () => Size.parse(db.get(`SELECT count(*) AS size FROM outbox WHERE state = 'owed'`)).size,
})

function endDeadLeases(db: Database): void {
  const leases = Lease.array().parse(db.all('SELECT DISTINCT lease FROM outbox WHERE lease IS NOT NULL'))
  for (const { lease } of leases) if (!isAlive(lease)) db.run('UPDATE outbox SET lease = NULL WHERE lease = ?', lease)
}
