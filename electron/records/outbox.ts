import { z } from 'zod'
import type { JobId } from '../../shared/job'
import { isAlive } from './owner'
import { type Database, transaction } from './sqlite'

/** A registration that the DM Server has not confirmed yet. */
export type Owed = { readonly job: JobId; readonly request: unknown; readonly attempts: number; readonly began: number }

/** Registrations on their way. Rows are made by `add` inside the transaction that notes the phase. */
export type Outbox = {
  readonly add: (job: JobId, request: unknown, now: number) => void
  /** Leases the one that has waited longest of those due; a lease ends with its process. */
  readonly take: (owner: string, now: number) => Owed | undefined
  readonly putBack: (job: JobId, nextAt: number) => void
  /** Everything is due now: the server is known to be back, or a person asks. */
  readonly hurry: () => void
  readonly remove: (job: JobId) => void
  readonly size: () => number
}

const Row = z.object({
  job: z.string(),
  request: z.string(),
  attempts: z.number(),
  began: z.number(),
  lease: z.string().nullable(),
})
const Size = z.object({ size: z.number() })

export const createOutbox = (db: Database): Outbox => ({
  add: (job, request, now) => {
    db.run(
      `INSERT INTO outbox (job, request, state, began, next_at) VALUES (?, ?, 'owed', ?, ?)
       ON CONFLICT (job) DO UPDATE SET request = excluded.request, next_at = excluded.next_at`,
      job,
      JSON.stringify(request),
      now,
      now,
    )
  },
  take: (owner, now) =>
    transaction(db, () => {
      const rows = Row.array().parse(db.all('SELECT * FROM outbox WHERE next_at <= ? ORDER BY began LIMIT 64', now))
      const row = rows.find(({ lease }) => lease === null || !isAlive(lease))
      if (!row) return undefined
      db.run('UPDATE outbox SET lease = ?, attempts = attempts + 1 WHERE job = ?', owner, row.job)
      return { job: row.job as JobId, request: JSON.parse(row.request), attempts: row.attempts + 1, began: row.began }
    }),
  putBack: (job, nextAt) => void db.run('UPDATE outbox SET lease = NULL, next_at = ? WHERE job = ?', nextAt, job),
  hurry: () => void db.run('UPDATE outbox SET next_at = 0'),
  remove: (job) => void db.run('DELETE FROM outbox WHERE job = ?', job),
  size: () => Size.parse(db.get('SELECT count(*) AS size FROM outbox')).size,
})
