// How records are found: by time, by outcome, and by the beginning or the end of what is printed on a device or a card.
import { z } from 'zod'
import type { JobRecord } from '../../shared/job'
import { countLimit } from '../../shared/records-query'
import { backwards, dayOf, lower, unspaced } from './record-keys'
import type { Database } from './sqlite'

export type Search = {
  /** How an identity or a card number begins or ends, or a job, a batch, an order or a customer's reference begins. */
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
type Hit = z.infer<typeof Hit>
const Count = z.object({ count: z.number() })
const Day = z.object({ day: z.number() })

/** So many hits are read and sorted at once. */
const few = 1000

/** A part of a statement with its values. */
type Part = { readonly sql: string; readonly values: readonly (string | number)[] }

export function findRecords(db: Database, search: Search): FoundRows {
  const text = lower(unspaced(search.text))
  if (text === '' || isRare(db, search)) return amongAll(db, search, text)
  const hits = hitsOf(search, text)
  const isFew = hits.reduce((sum, hit) => sum + counted(db, hit, few + 1), 0) <= few
  return isFew ? amongFew(db, search, hits) : dayByDay(db, search, text, hits)
}

/** So few have this outcome that each can be looked at. */
function isRare(db: Database, { bench, outcome }: Search): boolean {
  const { sql, values } = all([{ sql: 'bench = ?', values: [bench ? 1 : 0] }, ...isOneOf(outcome)])
  return outcome.length > 0 && counted(db, { sql: `SELECT 1 FROM record WHERE ${sql}`, values }) < countLimit
}

function amongAll(db: Database, { bench, outcome, before, limit }: Search, text: string): FoundRows {
  const fitting = all([{ sql: 'bench = ?', values: [bench ? 1 : 0] }, ...isOneOf(outcome), ...readsAs(text)])
  const { sql, values } = all([fitting, ...isBefore(before)])
  return {
    total: counted(db, { sql: `SELECT 1 FROM record WHERE ${fitting.sql}`, values: fitting.values }),
    rows: recordsIn(db, `SELECT record FROM record WHERE ${sql} ${newestFirst}`, ...values, limit),
  }
}

function amongFew(db: Database, { before, limit }: Search, hits: readonly Part[]): FoundRows {
  const found = once(hits.flatMap(({ sql, values }) => Hit.array().parse(db.all(sql, ...values))))
  const shown = newestOf(found).filter(
    (hit) => !before || isEarlier(hit, { started: before.startedAt, job: before.job }),
  )
  return { total: found.length, rows: shown.slice(0, limit).flatMap(({ job }) => recordOf(db, job)) }
}

/** The newest day first, until there are enough. */
function dayByDay(db: Database, search: Search, text: string, hits: readonly Part[]): FoundRows {
  const { before, limit } = search
  const wanted = all([{ sql: 'true', values: [] }, ...isBefore(before)])
  const jobs: string[] = []
  for (const { day } of daysOf(db, search, text)) {
    if (jobs.length === limit) break
    const ofDay = hitsOf(search, text, day).flatMap(({ sql, values }) =>
      Hit.array().parse(
        db.all(
          `SELECT started, job FROM (${sql}) WHERE ${wanted.sql} ${newestFirst}`,
          ...values,
          ...wanted.values,
          limit,
        ),
      ),
    )
    const newest = newestOf(once(ofDay)).slice(0, limit - jobs.length)
    jobs.push(...newest.map(({ job }) => job))
  }
  return { total: totalOf(db, hits), rows: jobs.flatMap((job) => recordOf(db, job)) }
}

function totalOf(db: Database, hits: readonly Part[]): number {
  if (hits.some((part) => counted(db, part) === countLimit)) return countLimit
  const each = hits.map(({ sql, values }) => ({ sql: `SELECT * FROM (${sql})`, values }))
  return counted(db, joined(each, ' UNION '))
}

const once = (hits: readonly Hit[]): readonly Hit[] => [...new Map(hits.map((hit) => [hit.job, hit])).values()]
const newestOf = (hits: readonly Hit[]): readonly Hit[] =>
  hits.toSorted((one, other) => (isEarlier(one, other) ? 1 : -1))

const isEarlier = (one: Hit, other: Hit): boolean =>
  one.started < other.started || (one.started === other.started && one.job < other.job)

const recordOf = (db: Database, job: string): readonly string[] =>
  recordsIn(db, 'SELECT record FROM record WHERE job = ?', job)

const newestFirst = 'ORDER BY started DESC, job DESC LIMIT ?'

const recordsIn = (db: Database, sql: string, ...values: Part['values']): readonly string[] =>
  Found.array()
    .parse(db.all(sql, ...values))
    .map(({ record }) => record)

const counted = (db: Database, { sql, values }: Part, most: number = countLimit): number =>
  Count.parse(db.get(`SELECT count(*) AS count FROM (${sql} LIMIT ?)`, ...values, most)).count

const joined = (parts: readonly Part[], by: string): Part => ({
  sql: parts.map(({ sql }) => sql).join(by),
  values: parts.flatMap(({ values }) => values),
})
const all = (parts: readonly Part[]): Part => joined(parts, ' AND ')

const isOneOf = (outcome: readonly string[]): readonly Part[] =>
  outcome.length === 0 ? [] : [{ sql: `outcome IN (${outcome.map(() => '?').join(', ')})`, values: outcome }]

const isBefore = (before: Search['before']): readonly Part[] =>
  before ? [{ sql: '(started, job) < (?, ?)', values: [before.startedAt, before.job] }] : []

/** The same as the keys say it, of a record that is looked at anyway. */
function readsAs(text: string): readonly Part[] {
  if (text === '') return []
  const begins = (column: string) => `substr(lower(${column}), 1, length(?)) = ?`
  const ends = (column: string) => `substr(lower(${column}), -length(?)) = ?`
  const device = `substr(device, instr(device, ':') + 1)`
  const named = ['order.ref', 'customerRef'].map(
    (path) => `substr(lowered(replace(json_extract(record, '$.references.${path}'), ' ', '')), 1, length(?)) = ?`,
  )
  const ways = [begins(device), ends(device), begins('iccid'), ends('iccid'), begins('batch'), ...named]
  const sql = ways.join(' OR ')
  const parts = spellingsOf(text).map(
    (spelling): Part => ({ sql, values: Array<string>(2 * ways.length).fill(spelling) }),
  )
  const job: Part = { sql: 'length(?) >= 8 AND substr(job, 1, length(?)) = ?', values: [text, text, text] }
  const { sql: either, values } = joined([...parts, job], ' OR ')
  return [{ sql: `(${either})`, values }]
}

/** Numbers are printed with spaces, hyphens and slashes, and kept without. */
const spellingsOf = (text: string): readonly string[] => {
  const bare = text.replaceAll(/[/-]/g, '')
  return bare === text || !/^\d+$/.test(bare) ? [text] : [text, bare]
}

/** Days on which anything was begun that begins or ends so, newest first. */
function daysOf(db: Database, { bench, before }: Search, text: string): readonly { readonly day: number }[] {
  const store = bench ? 1 : 0
  const last = before ? dayOf(before.startedAt) : Number.MAX_SAFE_INTEGER
  const ranges = rangesOf(store, text).map(({ sql, values }) => ({ sql: `EXISTS (SELECT 1 FROM ${sql})`, values }))
  const { sql, values } = joined(ranges, ' OR ')
  return Day.array().parse(
    db.all(`${daysSql} SELECT day FROM days WHERE day <= ? AND (${sql})`, store, store, last, ...values),
  )
}

/** Each day that anything was begun on, newest first: one look for each. */
const daysSql = `WITH RECURSIVE days (day) AS (
  SELECT max(day) FROM record_day_key WHERE bench = ?
  UNION ALL
  SELECT (SELECT max(day) FROM record_day_key AS older WHERE bench = ? AND older.day < days.day) FROM days
    WHERE days.day IS NOT NULL)`

/** Keys of `days.day` that begin or end so: U+10FFFF sorts behind all that can follow. */
const rangesOf = (store: number, text: string): readonly Part[] =>
  spellingsOf(text)
    .flatMap((spelling) => [spelling, backwards(spelling)])
    .map((key) => ({
      sql: 'record_day_key AS hit WHERE hit.bench = ? AND hit.day = days.day AND key >= ? AND key < ?',
      values: [store, key, `${key}\u{10ffff}`],
    }))

/** What begins or ends so, of one day or of all. A job has to be named by its first eight digits. */
function hitsOf({ bench, outcome }: Search, text: string, day?: number): readonly Part[] {
  const store = bench ? 1 : 0
  const ofOutcome = isOneOf(outcome)
  const job = all([
    {
      // The sign keeps a planner from walking through all of a bench.
      sql: 'SELECT started, job FROM record WHERE +bench = ? AND job >= ? AND job < ?',
      values: [store, text, `${text}\u{10ffff}`],
    },
    ...ofOutcome,
  ])
  const days: Part =
    day === undefined
      ? { sql: daysSql, values: [store, store] }
      : { sql: 'WITH days (day) AS (SELECT ?)', values: [day] }
  const keys = rangesOf(store, text).map(({ sql, values }) =>
    // Each day in turn is looked up among the keys, and not the other way round.
    all([{ sql: `SELECT started, job FROM days CROSS JOIN ${sql}`, values }, ...ofOutcome]),
  )
  return [...keys.map((key) => joined([days, key], ' ')), ...(text.length < 8 || day !== undefined ? [] : [job])]
}
