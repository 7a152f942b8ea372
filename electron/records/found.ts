// How records are found: by time, by outcome, and by the beginning or the end of what is printed on a device or a card.
import { z } from 'zod'
import type { JobRecord } from '../../shared/job'
import { tookMs } from '../../shared/record'
import { countLimit } from '../../shared/records-query'
import type { Database, Step } from './sqlite'

export type Search = {
  /** How an identity, a card number or a job begins or ends. */
  readonly text: string
  readonly outcome: readonly string[]
  readonly bench: boolean
  readonly limit: number
  /** The last record of the page before. */
  readonly before?: Pick<JobRecord, 'startedAt' | 'job'> | undefined
}

/** Rows of records, newest first; `total` is counted up to `countLimit`, from where on it means at least so many. */
export type FoundRows = { readonly total: number; readonly rows: readonly string[] }

/**
 * A key stands in the table twice, the second time backwards behind `<`, so that its end is found as fast as its
 * beginning. `record_by_time` holds all that a search for something very common looks at.
 */
export const searchSchema: readonly Step[] = [
  `CREATE TABLE record_key (bench INTEGER NOT NULL, key TEXT NOT NULL, started TEXT NOT NULL, job TEXT NOT NULL,
     PRIMARY KEY (bench, key, started, job)) WITHOUT ROWID;
   DROP INDEX record_by_time;
   CREATE INDEX record_by_time ON record (bench, started, job, outcome, device, iccid);
   CREATE INDEX record_by_outcome ON record (bench, outcome, started, job, device, iccid);`,
  (db) => eachRecord(db, (row) => keepKeys(db, row)),
]

const Row = z.object({
  seq: z.number(),
  job: z.string(),
  started: z.string(),
  bench: z.number(),
  device: z.string().nullable(),
  iccid: z.string().nullable(),
})
const Found = z.object({ record: z.string() })
const Count = z.object({ count: z.number() })

function eachRecord(db: Database, visit: (row: z.infer<typeof Row>) => void): void {
  for (let seq = 0, rows = page(db, seq); rows.length > 0; rows = page(db, seq)) {
    rows.forEach(visit)
    seq = rows.at(-1)?.seq ?? seq
  }
}

const page = (db: Database, after: number) =>
  Row.array().parse(
    db.all(
      'SELECT rowid AS seq, job, started, bench, device, iccid FROM record WHERE rowid > ? ORDER BY rowid LIMIT 5000',
      after,
    ),
  )

/** Only what a note changes of a row is written anew, so that most notes leave its keys alone; a key once had stays. */
export function keepRecord(db: Database, record: JobRecord, isWaiting: boolean): void {
  const row = {
    job: record.job,
    started: record.startedAt,
    bench: record.bench ? 1 : 0,
    device: record.device ?? null,
    iccid: record.iccid ?? null,
  }
  const columns = {
    ...row,
    outcome: record.outcome,
    torn: isWaiting ? 1 : 0,
    kind: record.kind,
    batch: record.batch ?? null,
    reader: record.reader,
    template: record.template?.name ?? null,
    failure: record.failure?.code ?? null,
    card_ms: tookMs(record) ?? null,
    record: JSON.stringify(record),
  }
  db.run(keepSql(Object.keys(columns)), ...Object.values(columns))
  keepKeys(db, row)
}

/** `job`, `started` and `bench` are what they were when the job was ordered. */
const keepSql = (columns: readonly string[]): string =>
  `INSERT INTO record (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
   ON CONFLICT (job) DO UPDATE SET ${columns
     .filter((column) => !['job', 'started', 'bench'].includes(column))
     .map((column) => `${column} = excluded.${column}`)
     .join(', ')}`

function keepKeys(db: Database, { job, started, bench, device, iccid }: Omit<z.infer<typeof Row>, 'seq'>): void {
  for (const key of [device?.slice(device.indexOf(':') + 1), iccid])
    for (const spelt of key ? [key.toLowerCase(), backwards(key.toLowerCase())] : [])
      db.run(
        'INSERT OR IGNORE INTO record_key (bench, key, started, job) VALUES (?, ?, ?, ?)',
        ...[bench, spelt, started, job],
      )
}

const backwards = (key: string): string => `<${[...key].reverse().join('')}`

/** A part of a statement with its values. */
type Part = { readonly sql: string; readonly values: readonly (string | number)[] }

export function findRecords(db: Database, search: Search): FoundRows {
  const text = search.text.replaceAll(/[%_\s]/g, '').toLowerCase()
  const hits = hitsOf(search.bench ? 1 : 0, text)
  const isCommon = text === '' || hits.some((part) => counted(db, part) === countLimit)
  return isCommon ? amongAll(db, search, text) : amongHits(db, search, joined(hits, ' UNION '))
}

/** The newest are found soonest by looking at one after the other. */
function amongAll(db: Database, { bench, outcome, before, limit }: Search, text: string): FoundRows {
  const fitting = all([{ sql: 'bench = ?', values: [bench ? 1 : 0] }, ...readsAs(text), ...isOneOf(outcome)])
  const { sql, values } = all([fitting, ...isBefore(before)])
  return {
    total:
      text !== '' && outcome.length === 0
        ? countLimit
        : counted(db, { sql: `SELECT 1 FROM record WHERE ${fitting.sql}`, values: fitting.values }),
    rows: recordsIn(db, `SELECT record FROM record WHERE ${sql} ${newestFirst}`, ...values, limit),
  }
}

/** Of few, only those that are shown are read. */
function amongHits(db: Database, { outcome, before, limit }: Search, hits: Part): FoundRows {
  const wanted = isOneOf(outcome).map(({ sql, values }) => ({
    sql: `EXISTS (SELECT 1 FROM record WHERE record.job = hit.job AND ${sql})`,
    values,
  }))
  const fitting = all([{ sql: 'true', values: [] }, ...wanted])
  const shown = all([fitting, ...isBefore(before)])
  const sql = `SELECT record FROM (SELECT job FROM (${hits.sql}) AS hit WHERE ${shown.sql} ${newestFirst}) AS shown
    CROSS JOIN record WHERE record.job = shown.job ORDER BY started DESC, record.job DESC`
  return {
    total: counted(db, {
      sql: `SELECT 1 FROM (${hits.sql}) AS hit WHERE ${fitting.sql}`,
      values: [...hits.values, ...fitting.values],
    }),
    rows: recordsIn(db, sql, ...hits.values, ...shown.values, limit),
  }
}

const newestFirst = 'ORDER BY started DESC, job DESC LIMIT ?'

const recordsIn = (db: Database, sql: string, ...values: Part['values']): readonly string[] =>
  Found.array()
    .parse(db.all(sql, ...values))
    .map(({ record }) => record)

const counted = (db: Database, { sql, values }: Part): number =>
  Count.parse(db.get(`SELECT count(*) AS count FROM (${sql} LIMIT ?)`, ...values, countLimit)).count

const joined = (parts: readonly Part[], by: string): Part => ({
  sql: parts.map(({ sql }) => sql).join(by),
  values: parts.flatMap(({ values }) => values),
})
const all = (parts: readonly Part[]): Part => joined(parts, ' AND ')

const isOneOf = (outcome: readonly string[]): readonly Part[] =>
  outcome.length === 0 ? [] : [{ sql: `outcome IN (${outcome.map(() => '?').join(', ')})`, values: outcome }]

const isBefore = (before: Search['before']): readonly Part[] =>
  before ? [{ sql: '(started, job) < (?, ?)', values: [before.startedAt, before.job] }] : []

const readsAs = (text: string): readonly Part[] =>
  text === ''
    ? []
    : [
        {
          sql: '(device LIKE ? OR device LIKE ? OR iccid LIKE ? OR iccid LIKE ?)',
          values: [`%:${text}%`, `%${text}`, `${text}%`, `%${text}`],
        },
      ]

/** What begins or ends so: U+10FFFF sorts behind all that can follow. A job has to be named by its first eight digits. */
function hitsOf(bench: number, text: string): readonly Part[] {
  const keys = 'SELECT started, job FROM record_key WHERE bench = ? AND key >= ? AND key < ?'
  const range = (key: string): Part => ({ sql: keys, values: [bench, key, `${key}\u{10ffff}`] })
  const jobs = {
    // The sign keeps a planner from walking through all of a bench.
    sql: 'SELECT started, job FROM record WHERE +bench = ? AND job >= ? AND job < ?',
    values: [bench, text, `${text}\u{10ffff}`],
  }
  return [range(text), range(backwards(text)), ...(text.length < 8 ? [] : [jobs])]
}
