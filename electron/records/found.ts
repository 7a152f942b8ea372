// How records are found: by time, by outcome, and by the beginning or the end of what is printed on a device or a card.
import { z } from 'zod'
import type { JobRecord } from '../../shared/job'
import { countLimit } from '../../shared/records-query'
import { backwards, dayOf, lower } from './record-keys'
import type { Database } from './sqlite'

export type Search = {
  /** How an identity or a card number begins or ends, or a job or a batch begins. */
  readonly text: string
  readonly outcome: readonly string[]
  readonly bench: boolean
  readonly limit: number
  /** The last record of the page before. */
  readonly before?: Pick<JobRecord, 'startedAt' | 'job'> | undefined
}

/** Rows of records, newest first; `total` is counted up to `countLimit`, from where on it means at least so many. */
export type FoundRows = { readonly total: number; readonly rows: readonly string[] }

const Found = z.object({ record: z.string() })
const Hit = z.object({ started: z.string(), job: z.string() })
const Count = z.object({ count: z.number() })
const Newest = z.object({ started: z.string().nullable() })

/** A part of a statement with its values. */
type Part = { readonly sql: string; readonly values: readonly (string | number)[] }

export function findRecords(db: Database, search: Search): FoundRows {
  const text = lower(search.text.replaceAll(/\s/g, ''))
  return text === '' ? amongAll(db, search) : amongKeys(db, search, text)
}

function amongAll(db: Database, { bench, outcome, before, limit }: Search): FoundRows {
  const fitting = all([{ sql: 'bench = ?', values: [bench ? 1 : 0] }, ...isOneOf(outcome)])
  const { sql, values } = all([fitting, ...isBefore(before)])
  return {
    total: counted(db, { sql: `SELECT 1 FROM record WHERE ${fitting.sql}`, values: fitting.values }),
    rows: recordsIn(db, `SELECT record FROM record WHERE ${sql} ${newestFirst}`, ...values, limit),
  }
}

/** Day after day, newest first, until there are enough. */
function amongKeys(db: Database, { bench, outcome, before, limit }: Search, text: string): FoundRows {
  const store = bench ? 1 : 0
  const jobs: string[] = []
  let total = 0
  for (let day = newestDay(db, store); day !== undefined; day = newestDay(db, store, day)) {
    const hits = hitsOf(store, day, text, outcome)
    if (total < countLimit) total = Math.min(countLimit, total + counted(db, hits))
    const isWanted = jobs.length < limit && (before === undefined || day <= dayOf(before.startedAt))
    if (isWanted) jobs.push(...newestOf(db, hits, before, limit - jobs.length))
    if (total === countLimit && jobs.length === limit) break
  }
  const rows = jobs.flatMap((job) => recordsIn(db, 'SELECT record FROM record WHERE job = ?', job))
  return { total, rows }
}

/** The next day before this one that anything was begun on. */
function newestDay(db: Database, bench: number, before = '\u{10ffff}'): string | undefined {
  const newest = 'SELECT max(started) AS started FROM record WHERE bench = ? AND started < ?'
  const { started } = Newest.parse(db.get(newest, bench, before))
  return started === null ? undefined : dayOf(started)
}

function newestOf(db: Database, hits: Part, before: Search['before'], limit: number): readonly string[] {
  const wanted = all([{ sql: 'true', values: [] }, ...isBefore(before)])
  const sql = `SELECT started, job FROM (${hits.sql}) WHERE ${wanted.sql} ${newestFirst}`
  return Hit.array()
    .parse(db.all(sql, ...hits.values, ...wanted.values, limit))
    .map(({ job }) => job)
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

/** Numbers are printed with spaces, hyphens and slashes, and kept without. */
const spellingsOf = (text: string): readonly string[] => {
  const bare = text.replaceAll(/[/-]/g, '')
  return bare === text || !/^\d+$/.test(bare) ? [text] : [text, bare]
}

/**
 * What of a day begins or ends so, each once: U+10FFFF sorts behind all that can follow. A job has to be named by its
 * first eight digits.
 */
function hitsOf(bench: number, day: string, text: string, outcome: Search['outcome']): Part {
  const ofOutcome = isOneOf(outcome)
  const range = (key: string): Part =>
    all([
      {
        sql: 'SELECT started, job FROM record_day_key WHERE bench = ? AND day = ? AND key >= ? AND key < ?',
        values: [bench, day, key, `${key}\u{10ffff}`],
      },
      ...ofOutcome,
    ])
  const job = all([
    {
      // The sign keeps a planner from walking through all of a bench.
      sql: 'SELECT started, job FROM record WHERE +bench = ? AND job >= ? AND job < ? AND +started >= ? AND +started < ?',
      values: [bench, text, `${text}\u{10ffff}`, day, `${day}\u{10ffff}`],
    },
    ...ofOutcome,
  ])
  const keys = spellingsOf(text).flatMap((spelling) => [range(spelling), range(backwards(spelling))])
  return joined([...keys, ...(text.length < 8 ? [] : [job])], ' UNION ')
}
