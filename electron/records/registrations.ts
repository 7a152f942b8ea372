import { z } from 'zod'
import type { JobId } from '../../shared/job'
import { isAtEnd, type RegistrationState } from '../../shared/registration/state'
import type { Database } from './sqlite'

/** Which job a registration of the DM Server belongs to. Kept with the notes it follows from; the notes are the truth. */
export type Registrations = {
  /** The newest job of a registration has it. */
  readonly keep: (id: string, job: JobId, state: RegistrationState) => void
  readonly jobOf: (id: string) => JobId | undefined
  /** Those of this station, or of this bench, that something may still come of, newest first. */
  readonly open: (most: number) => readonly { readonly id: string; readonly job: JobId }[]
}

export const registrationSchema = `CREATE TABLE registration (id TEXT PRIMARY KEY, job TEXT NOT NULL, is_open INTEGER NOT NULL);
   CREATE INDEX registration_open ON registration (is_open);`

const Row = z.object({ id: z.string(), job: z.string() })

export const createRegistrations = (db: Database, isBench: boolean): Registrations => {
  const parsed = (row: unknown) => {
    const { id, job } = Row.parse(row)
    return { id, job: job as JobId }
  }
  return {
    keep: (id, job, state) =>
      void db.run(
        `INSERT INTO registration (id, job, is_open) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET job = excluded.job, is_open = excluded.is_open`,
        ...[id, job, isAtEnd(state) ? 0 : 1],
      ),
    jobOf: (id) => {
      const row = db.get('SELECT id, job FROM registration WHERE id = ?', id)
      return row === undefined ? undefined : parsed(row).job
    },
    open: (most) =>
      db
        .all(
          `SELECT id, job FROM registration
           WHERE is_open = 1 AND (SELECT bench FROM record WHERE record.job = registration.job) = ? ORDER BY rowid DESC LIMIT ?`,
          ...[isBench ? 1 : 0, most],
        )
        .map(parsed),
  }
}
