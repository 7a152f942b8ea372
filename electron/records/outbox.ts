import { z } from 'zod'
import type { JobId } from '../../shared/job'
import { isAlive } from './owner'
import { type Database, transaction } from './sqlite'

/** What the DM Server has not confirmed yet. */
export type Owed = OwedRegistration | OwedGivingBack
type Common = { readonly job: JobId; readonly attempts: number; readonly began: number }
export type OwedRegistration = Common & {
  readonly act: 'register'
  readonly request: unknown
  /** The device that has to be given back first. */
  readonly releases?: string | undefined
}
/** A device given back, or with `to` handed over to that tenant: its registrations `ids`, once they are looked up. */
export type OwedGivingBack = Common & { readonly act: 'give-back'; readonly device: string } & HandedOver
const HandedOver = z.object({ to: z.string().optional(), ids: z.array(z.string()).optional() })
type HandedOver = Readonly<z.infer<typeof HandedOver>>

/**
 * Registrations on their way: a bench's are no station's, and the other way round. Rows are made by `add` inside the
 * transaction that notes the phase. A row is `owed`, or `held` once the server has said that the device is somebody's
 * already: then it waits for a person; `aside` is one whose record cannot be read. Any other refusal for good takes it out.
 * Of one device, the older goes first; one that is to be given back counts as the device of its row, too.
 */
export type Outbox = {
  readonly add: (job: JobId, request: unknown, device: string, now: number, releases?: string) => void
  /** In the same way a device that is given back alone, or handed over to a tenant. */
  readonly giveBack: (job: JobId, device: string, now: number, to?: string) => void
  /** The registrations that are to be handed over: told from now on, whatever is found later. */
  readonly found: (job: JobId, ids: readonly string[], now: number) => void
  /** Leases up to `most` of those due, longest waiting first; a lease ends with its process. */
  readonly take: (owner: string, now: number, most: number) => readonly Owed[]
  readonly putBack: (job: JobId, now: number, waitMs: number) => void
  /** Everything is due now: the server is known to be back, or a person asks. */
  readonly hurry: () => void
  readonly hold: (job: JobId) => void
  /** One whose record cannot be read is out of the way, until `hurry`. */
  readonly putAside: (job: JobId) => void
  /** The newest of those that wait for a person. */
  readonly held: () => readonly { readonly job: JobId; readonly request: unknown }[]
  /** A held one is owed again, behind giving back what its device has. False if there is none. */
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

/** And behind those of a release. */
export const giveBackSchema = `ALTER TABLE outbox ADD COLUMN act TEXT NOT NULL DEFAULT 'register'`

/** And behind all that told a bench's records from those of the station. */
export const outboxOfBenchSchema = `ALTER TABLE outbox ADD COLUMN bench INTEGER NOT NULL DEFAULT 0;
   UPDATE outbox SET bench = coalesce((SELECT bench FROM record WHERE record.job = outbox.job), 0);`

/**
 * And behind all that: whatever else a server once refused for good was held too, where nobody is asked about it any
 * more. What is due, held, leased and put back is found among very many.
 */
export const heldSchema = `DELETE FROM outbox WHERE state = 'held' AND NOT EXISTS (SELECT 1 FROM record
     WHERE record.job = outbox.job AND json_extract(record, '$.registration.state') = 'conflict');
   CREATE INDEX IF NOT EXISTS outbox_by_state ON outbox (bench, state);
   CREATE INDEX IF NOT EXISTS outbox_leased ON outbox (lease) WHERE lease IS NOT NULL;
   CREATE INDEX IF NOT EXISTS outbox_waiting ON outbox (bench) WHERE wait > 0 AND next_at > 0;`

const Row = z.object({
  job: z.string(),
  act: z.enum(['register', 'give-back']),
  device: z.string().nullable(),
  request: z.string(),
  attempts: z.number(),
  began: z.number(),
  releases: z.string().nullable(),
})
const Held = Row.pick({ job: true, request: true })
const mostHeld = 500
const Lease = z.object({ lease: z.string() })
const Size = z.object({ size: z.number() })

/** A clock that was set back makes nothing wait longer than it was meant to. */
const isDue = `state = 'owed' AND lease IS NULL AND (next_at <= ? OR next_at > ? + wait)`
const noneOlder = (which: string): string => `NOT EXISTS (SELECT 1 FROM outbox AS older
  WHERE ${which} AND older.bench = outbox.bench AND older.state = 'owed' AND older.rowid < outbox.rowid)`
const isFirstOfDevice = [
  noneOlder('older.device = outbox.device'),
  noneOlder('older.device = outbox.releases'),
  noneOlder('older.releases = outbox.device'),
].join(' AND ')

/** What is asked for once more has waited for nothing yet. */
const anew = `device = excluded.device, state = 'owed', began = excluded.began, next_at = excluded.next_at, wait = 0,
  attempts = 0, lease = NULL`

export const createOutbox = (db: Database, isBench: boolean): Outbox => {
  const bench = isBench ? 1 : 0
  return {
    add: (job, request, device, now, releases) => {
      db.run(
        `INSERT INTO outbox (job, bench, request, state, device, began, next_at, releases) VALUES (?, ?, ?, 'owed', ?, ?, ?, ?)
         ON CONFLICT (job) DO UPDATE SET request = excluded.request, ${anew}, releases = excluded.releases`,
        ...[job, bench, JSON.stringify(request), device, now, now, releases ?? null],
      )
    },
    giveBack: (job, device, now, to) => {
      db.run(
        `INSERT INTO outbox (job, bench, act, request, state, device, began, next_at) VALUES (?, ?, 'give-back', ?, 'owed', ?, ?, ?)
         ON CONFLICT (job) DO UPDATE SET request = excluded.request, ${anew}`,
        ...[job, bench, JSON.stringify({ to }), device, now, now],
      )
    },
    found: (job, ids, now) =>
      void db.run(
        `UPDATE outbox SET request = json_set(request, '$.ids', json(?)), lease = NULL, wait = 0, next_at = ? WHERE job = ?`,
        ...[JSON.stringify(ids), now, job],
      ),
    take: (owner, now, most) => {
      if (!db.get(`SELECT 1 FROM outbox WHERE bench = ? AND state = 'owed' LIMIT 1`, bench)) return []
      return transaction(db, () => {
        endDeadLeases(db)
        const sql = `SELECT job, act, device, request, attempts, began, releases FROM outbox
          WHERE bench = ? AND ${isDue} AND ${isFirstOfDevice} ORDER BY rowid LIMIT ?`
        const rows = Row.array().parse(db.all(sql, bench, now, now, most))
        for (const { job } of rows)
          db.run('UPDATE outbox SET lease = ?, attempts = attempts + 1 WHERE job = ?', owner, job)
        return rows.map(owedOf)
      })
    },
    putBack: (job, now, waitMs) =>
      void db.run('UPDATE outbox SET lease = NULL, wait = ?, next_at = ? WHERE job = ?', waitMs, now + waitMs, job),
    hurry: () => {
      db.run('UPDATE outbox SET next_at = 0 WHERE bench = ? AND wait > 0 AND next_at > 0', bench)
      db.run(`UPDATE outbox SET state = 'owed' WHERE bench = ? AND state = 'aside'`, bench)
    },
    putAside: (job) => void db.run(`UPDATE outbox SET lease = NULL, state = 'aside' WHERE job = ?`, job),
    hold: (job) => void db.run(`UPDATE outbox SET lease = NULL, state = 'held' WHERE job = ?`, job),
    held: () =>
      Held.array()
        .parse(
          db.all(
            `SELECT job, request FROM outbox WHERE bench = ? AND state = 'held' ORDER BY rowid DESC LIMIT ${mostHeld}`,
            bench,
          ),
        )
        .map(({ job, request }) => ({ job: job as JobId, request: JSON.parse(request) })),
    free: (job, now) =>
      db.run(
        `UPDATE outbox SET state = 'owed', releases = device, next_at = ? WHERE job = ? AND state = 'held'`,
        ...[now, job],
      ) > 0,
    released: (job, now) =>
      void db.run('UPDATE outbox SET releases = NULL, lease = NULL, wait = 0, next_at = ? WHERE job = ?', now, job),
    remove: (job) => void db.run('DELETE FROM outbox WHERE job = ?', job),
    owes: (device) =>
      db.get(
        `SELECT 1 FROM outbox WHERE (device = ? OR releases = ?) AND bench = ? AND state = 'owed'`,
        ...[device, device, bench],
      ) !== undefined,
    size: () =>
      Size.parse(db.get(`SELECT count(*) AS size FROM outbox WHERE bench = ? AND state = 'owed'`, bench)).size,
  }
}

/** As it is taken: one more try. */
function owedOf({ job, act, device, request, attempts, began, releases }: z.infer<typeof Row>): Owed {
  const common = { job: job as JobId, attempts: attempts + 1, began }
  if (act === 'give-back') return { ...common, act, device: device ?? '', ...HandedOver.parse(JSON.parse(request)) }
  return { ...common, act, request: JSON.parse(request), ...(releases !== null && { releases }) }
}

function endDeadLeases(db: Database): void {
  const leases = Lease.array().parse(db.all('SELECT DISTINCT lease FROM outbox WHERE lease IS NOT NULL'))
  for (const { lease } of leases) if (!isAlive(lease)) db.run('UPDATE outbox SET lease = NULL WHERE lease = ?', lease)
}
