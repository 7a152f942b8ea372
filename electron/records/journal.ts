import { z } from 'zod'
import { Failed } from '../../shared/failure'
import { JobId, JobRecord, Note, type Noted } from '../../shared/job'
import { noted, recordOf } from '../../shared/record'
import { unreadable } from '../../shared/unreadable'
import {
  batchSchema,
  batchSearchSchema,
  deviceSchema,
  holderSchema,
  leftSchema,
  sealedSchema,
  unitHolderSchema,
} from './batch-schema'
import { cardTriesSchema, localTriesSchema } from './card-tries'
import { figuresSchema } from './figures'
import { findRecords, type Search } from './found'
import { newestOfCard, type OfCard } from './of-card'
import { giveBackSchema, heldSchema, outboxOfBenchSchema, outboxSchema, releaseSchema } from './outbox'
import { isAlive } from './owner'
import {
  askedBackSchema,
  dayKeySchema,
  keepRecord,
  leftOnCardSchema,
  saleKeySchema,
  searchSchema,
  setAsideSchema,
  touchedSchema,
  weekKeySchema,
} from './record-keys'
import { registrationSchema } from './registrations'
import { settlePiece } from './settle'
import { type Database, isOlder, migrate, type Step, transaction } from './sqlite'
import { diskFailed } from './sqlite-errors'
import { createUnfinished, isOpen, type Unfinished } from './unfinished'

/** Of all notes only an order can name a number of a person. */
const withNumber = `instr(note, '"phone":"') > 0`

/** Notes are only ever added, and numbers of people taken out of them. A record's row is the last fold of its notes and its search keys. */
export const schema: readonly Step[] = [
  `CREATE TABLE note (seq INTEGER PRIMARY KEY, job TEXT NOT NULL, at INTEGER NOT NULL, note TEXT NOT NULL);
   CREATE INDEX note_of_job ON note (job, seq);
   CREATE TABLE record (job TEXT PRIMARY KEY, started TEXT NOT NULL, outcome TEXT NOT NULL, torn INTEGER NOT NULL,
     bench INTEGER NOT NULL, device TEXT, iccid TEXT, record TEXT NOT NULL);
   CREATE INDEX record_by_time ON record (started);
   CREATE TABLE outbox (job TEXT PRIMARY KEY, request TEXT NOT NULL, state TEXT NOT NULL, began INTEGER NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL, lease TEXT);
   CREATE INDEX outbox_due ON outbox (state, next_at);
   CREATE TABLE audit (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, act TEXT NOT NULL, detail TEXT NOT NULL);`,
  `CREATE TABLE key_attempt (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, key_set TEXT NOT NULL, iccid TEXT NOT NULL,
     reader TEXT NOT NULL, stay TEXT NOT NULL, result TEXT NOT NULL, allowed INTEGER NOT NULL DEFAULT 0);
   CREATE INDEX key_attempt_of_set ON key_attempt (key_set, allowed);
   CREATE INDEX key_attempt_of_stay ON key_attempt (reader, stay);`,
  'ALTER TABLE key_attempt ADD COLUMN owner TEXT',
  outboxSchema,
  registrationSchema,
  batchSchema,
  ...searchSchema,
  releaseSchema,
  figuresSchema,
  batchSearchSchema,
  ...weekKeySchema,
  giveBackSchema,
  sealedSchema,
  deviceSchema,
  `CREATE INDEX note_with_number ON note (at) WHERE ${withNumber}`,
  ...dayKeySchema,
  holderSchema,
  outboxOfBenchSchema,
  `CREATE INDEX record_open ON record (bench, started) WHERE ${isOpen}`,
  leftSchema,
  cardTriesSchema,
  saleKeySchema,
  setAsideSchema,
  heldSchema,
  unitHolderSchema,
  leftOnCardSchema,
  localTriesSchema,
  touchedSchema,
  askedBackSchema,
]

/** An older release made it: to open it takes as long as reading all of it. */
export const isOfOlderRelease = (db: Database): boolean => isOlder(db, schema)

/** A note with its number among all notes of the store. */
export type Numbered = Noted & { readonly seq: number }

export type Journal = Omit<Unfinished, 'running'> & {
  /** On disk when it returns; then published. Throws `disk.failed`, and then nothing was noted. */
  readonly append: (job: JobId, ...notes: readonly Note[]) => JobRecord
  /** Several jobs' notes and other rows, all or nothing. Published when it is on disk. */
  readonly atomically: <T>(work: (append: Journal['append']) => T) => T
  readonly record: (job: JobId) => JobRecord | undefined
  readonly notes: (job: JobId) => readonly Numbered[]
  /** Newest first. `total` is counted up to `countLimit`; from there on it means at least so many. */
  readonly search: (search: Search) => { readonly total: number; readonly records: readonly JobRecord[] }
  /** The newest job of this card that is so, of those that ended well. */
  readonly newestOf: (card: OfCard, isSo: (record: JobRecord) => boolean) => JobRecord | undefined
  /** How many of the bench, or of the station, the DM Server has not confirmed yet. */
  readonly owed: (bench: boolean) => number
  /** Marks what ended inside a phase with its process. Nothing is repeated. */
  readonly markInterrupted: () => void
  /** What a person did that is no job: noted before it is done. */
  readonly audit: (act: string, detail: string) => void
  /** Takes the numbers of people out of orders that were noted before then; their records never had them. */
  readonly forgetNumbers: (before: number) => void
  /** Tells of every changed record, those of other processes within `pollMs` too. Returns the way to stop. */
  readonly watch: (onChange: (job: JobId) => void) => () => void
  /** Nobody is told any more. The database is its opener's to close. */
  readonly close: () => void
}

const Row = z.object({ record: z.string() })
const NoteRow = z.object({ seq: z.number(), at: z.number(), note: z.string() })
const Job = z.object({ job: JobId })
const Seq = z.object({ seq: z.number() })
const Total = z.object({ total: z.number() })

/** How soon it is told what another process noted. */
const usualPollMs = 100

export function createJournal(db: Database, now: () => number, pollMs = usualPollMs): Journal {
  prepare(db)
  const watchers = new Set<(job: JobId) => void>()
  const publish = (jobs: Iterable<JobId>): void => {
    for (const job of jobs) for (const watcher of watchers) watcher(job)
  }
  // One look serves all who watch.
  let stopOthers = (): void => undefined

  const record = (job: JobId): JobRecord | undefined => {
    const row = Row.optional().parse(db.get('SELECT record FROM record WHERE job = ?', job))
    return row && understood(db, JobRecord, row.record)
  }

  const notes = (job: JobId): readonly Numbered[] =>
    NoteRow.array()
      .parse(db.all('SELECT seq, at, note FROM note WHERE job = ? ORDER BY seq', job))
      .map(({ seq, at, note }) => ({ seq, at, note: understood(db, Note, note) }))

  function insert(job: JobId, added: readonly Note[]): JobRecord {
    const at = now()
    const stamped = added.map((note) => ({ at, note }))
    for (const { note } of stamped)
      db.run('INSERT INTO note (job, at, note) VALUES (?, ?, ?)', job, at, JSON.stringify(note))
    const before = record(job)
    const after = before ? stamped.reduce(noted, before) : recordOf(job, stamped)
    if (!after) throw new Error(`job ${job} has notes and no order`)
    keepRecord(db, after)
    settlePiece(db, after)
    return after
  }

  function atomically<T>(work: (append: Journal['append']) => T): T {
    const changed = new Set<JobId>()
    const result = transaction(db, () =>
      work((job, ...added) => {
        changed.add(job)
        return insert(job, added)
      }),
    )
    publish(changed)
    return result
  }

  const search: Journal['search'] = (asked) => {
    const { total, rows } = findRecords(db, asked)
    return { total, records: rows.map((row) => understood(db, JobRecord, row)) }
  }

  const records = (where: string, ...values: readonly (string | number)[]): readonly JobRecord[] =>
    Row.array()
      .parse(db.all(`SELECT record FROM record ${where}`, ...values))
      .map((row) => understood(db, JobRecord, row.record))

  const { running, ...unfinished } = createUnfinished(records)

  return {
    append: (job, ...added) => {
      const after = transaction(db, () => insert(job, added))
      publish([job])
      return after
    },
    atomically,
    record,
    notes,
    search,
    ...unfinished,
    newestOf: (card, isSo) => newestOfCard(search, card, isSo),
    owed: (bench) =>
      Total.parse(db.get(`SELECT count(*) AS total FROM record WHERE bench = ? AND outcome = 'OWED'`, bench ? 1 : 0))
        .total,
    markInterrupted: () =>
      atomically((append) => {
        for (const { job } of running()) {
          const owner = notes(job).reduce((last, { note }) => ('owner' in note ? note.owner : last), '')
          if (!isAlive(owner)) append(job, { note: 'interrupted' })
        }
      }),
    audit: (act, detail) => void db.run('INSERT INTO audit (at, act, detail) VALUES (?, ?, ?)', now(), act, detail),
    forgetNumbers: (before) => {
      db.exec('PRAGMA secure_delete = ON')
      db.run(
        `UPDATE note SET note = json_remove(note, '$.order.phone', '$.order.cause.phone') WHERE at < ? AND ${withNumber}`,
        before,
      )
      db.run(
        `UPDATE outbox SET request = json_remove(request, '$.reach') WHERE bench IN (0, 1) AND state = 'held' AND began < ?`,
        before,
      )
      db.exec('PRAGMA secure_delete = OFF')
    },
    watch: (onChange) => {
      if (watchers.size === 0) stopOthers = followOthers(db, pollMs, publish)
      watchers.add(onChange)
      return () => {
        if (watchers.delete(onChange) && watchers.size === 0) stopOthers()
      }
    },
    close: () => {
      watchers.clear()
      stopOthers()
    },
  }
}

/** A file that is a database and not this program's, or one that was damaged, is the disk's doing. */
function prepare(db: Database): void {
  try {
    migrate(db, schema)
    for (const table of ['note', 'record', 'outbox', 'audit', 'key_attempt']) db.get(`SELECT 1 FROM ${table} LIMIT 1`)
  } catch (error) {
    if (error instanceof Failed) throw error
    throw diskFailed(db.path, 'it is not a store of this program')
  }
}

function understood<T>(db: Database, schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw diskFailed(db.path, unreadable)
  }
}

/** A disk that cannot be read for a moment is looked at again at the next turn. */
function lookAgainLater(look: () => void): void {
  try {
    look()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
  }
}

/** What another process noted: SQLite has no call-back across processes, so its newest note is asked for. */
function followOthers(db: Database, pollMs: number, onChange: (jobs: readonly JobId[]) => void): () => void {
  const newest = (): number => Seq.parse(db.get('SELECT coalesce(max(seq), 0) AS seq FROM note')).seq
  let seen = newest()
  const look = (): void => {
    const last = newest()
    if (last === seen) return
    // DISTINCT would have SQLite walk through the notes of all jobs.
    const rows = Job.array().parse(db.all('SELECT job FROM note WHERE seq > ?', seen))
    seen = last
    onChange([...new Set(rows.map(({ job }) => job))])
  }
  const timer = setInterval(() => lookAgainLater(look), pollMs)
  timer.unref()
  return () => clearInterval(timer)
}
