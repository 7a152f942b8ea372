// What the records of a time say together. SQL counts; what follows from the counts is shared/statistics.
import { z } from 'zod'
import { isFailureCode } from '../../shared/failure'
import { type Figures, type FiguresQuery, lotDigits, pauseMs } from '../../shared/figures'
import type { Database } from './sqlite'

/** What is counted stands in columns beside the record, and in an index that holds all of them. */
export const figuresSchema = `
   ALTER TABLE record ADD COLUMN kind TEXT;
   ALTER TABLE record ADD COLUMN batch TEXT;
   ALTER TABLE record ADD COLUMN reader TEXT;
   ALTER TABLE record ADD COLUMN template TEXT;
   ALTER TABLE record ADD COLUMN failure TEXT;
   ALTER TABLE record ADD COLUMN card_ms REAL;
   UPDATE record SET kind = json_extract(record, '$.kind'), batch = json_extract(record, '$.batch'),
     reader = json_extract(record, '$.reader'), template = json_extract(record, '$.template.name'),
     failure = json_extract(record, '$.failure.code'),
     card_ms = (SELECT sum(json_extract(value, '$.ms')) FROM json_each(record, '$.phases')
       WHERE json_extract(value, '$.name') <> 'register');
   CREATE INDEX record_figures
     ON record (bench, kind, started, outcome, batch, iccid, job, reader, template, failure, card_ms);`

export type FiguresOf = (query: FiguresQuery & { readonly bench: boolean }) => Figures

const Outcomes = z.array(z.object({ outcome: z.string(), count: z.number() }))
const Try = z.object({
  slot: z.number(),
  reader: z.string(),
  lot: z.string(),
  template: z.string(),
  failure: z.string().nullable(),
  count: z.number(),
})
type Try = z.infer<typeof Try>
const Seen = z.array(z.object({ value: z.number(), count: z.number() }))
const Held = z.object({ held: z.number(), oldest: z.number().nullable() })

const narrowings = ['batch', 'reader', 'template'] as const
const stepMs = 100
const minuteMs = 60_000

/** Counted anew each time: a shift of thousands of cards takes some hundredths of a second, a million some seconds. */
export const createFigures =
  (db: Database, now: () => number): FiguresOf =>
  ({ from, to, bench, ...named }) => {
    const narrowed = narrowings.flatMap((column) => {
      const value = named[column]
      return value === undefined ? [] : [{ column, value }]
    })
    const those = narrowed.map(({ column }) => `AND ${column} = ?`).join(' ')
    const asked = `bench = ? AND kind = 'write' AND started >= ? AND started < ? ${those}`
    const values = [bench ? 1 : 0, from, to, ...narrowed.map(({ value }) => value)]
    const slotMs = slotOf(Date.parse(to) - Date.parse(from))
    const tries = Try.array().parse(db.all(triesSql(asked), from, slotMs / 1000, ...values))
    const seen = (sql: string) => Seen.parse(db.all(sql, ...values))
    return {
      outcomes: outcomesIn(
        Outcomes.parse(
          db.all(`SELECT outcome, count(*) AS count FROM record WHERE ${asked} GROUP BY outcome`, ...values),
        ),
      ),
      slotMs,
      slots: samplesBy(tries, ({ slot }) => slot).map(({ key, ...sample }) => ({
        at: new Date(Date.parse(from) + key * slotMs).toISOString(),
        ...sample,
      })),
      groups: (['reader', 'lot', 'template'] as const).flatMap((by) =>
        samplesBy(tries, (one) => one[by]).map(({ key, ...sample }) => ({ by, name: key, ...sample })),
      ),
      causes: causesIn(tries),
      taktMs: seen(taktSql(asked)),
      cardMs: seen(cardSql(asked)),
      owed: owedIn(db, bench, now()),
    }
  }

/** Of each card its first try of the time, which is the row that min() is of; a card that was not read is one of its own. */
const triesSql = (asked: string): string => `
  SELECT slot, reader, lot, template, failure, count(*) AS count FROM (
    SELECT CAST((julianday(min(started)) - julianday(?)) * 86400 / ? AS INTEGER) AS slot, reader,
      coalesce(substr(iccid, 1, ${lotDigits}), '') AS lot, coalesce(template, '') AS template,
      CASE WHEN outcome = 'FAIL' THEN coalesce(failure, 'rejected') END AS failure
    FROM record WHERE ${asked} AND outcome IN ('PASS', 'OWED', 'FAIL') GROUP BY coalesce(iccid, job))
  GROUP BY 1, 2, 3, 4, 5`

const taktSql = (asked: string): string => `
  SELECT CAST(gap / ${stepMs} AS INTEGER) * ${stepMs} AS value, count(*) AS count FROM (
    SELECT (julianday(started) - julianday(lag(started) OVER (PARTITION BY reader ORDER BY started))) * 86400000 AS gap
    FROM (SELECT started, reader FROM record WHERE ${asked}))
  WHERE gap < ${pauseMs} GROUP BY 1`

const cardSql = (asked: string): string => `
  SELECT CAST(card_ms / ${stepMs} AS INTEGER) * ${stepMs} AS value, count(*) AS count FROM record
  WHERE ${asked} AND outcome IN ('PASS', 'OWED') GROUP BY 1`

/** Some thirty stretches, each of a length that a person would choose. */
function slotOf(spanMs: number): number {
  const hour = 60 * minuteMs
  const lengths = [10 * minuteMs, 30 * minuteMs, hour, 2 * hour, 6 * hour, 24 * hour, 7 * 24 * hour]
  return lengths.find((length) => spanMs / length <= 32) ?? 30 * 24 * hour
}

function samplesBy<Key extends string | number>(tries: readonly Try[], keyOf: (one: Try) => Key) {
  const samples = new Map<Key, { readonly tried: number; readonly failed: number }>()
  for (const one of tries) {
    const { tried, failed } = samples.get(keyOf(one)) ?? { tried: 0, failed: 0 }
    samples.set(keyOf(one), {
      tried: tried + one.count,
      failed: failed + (one.failure === null ? 0 : one.count),
    })
  }
  return [...samples].map(([key, sample]) => ({ key, ...sample })).sort((one, other) => (one.key < other.key ? -1 : 1))
}

function causesIn(tries: readonly Try[]): Figures['causes'] {
  const counts = new Map<string, number>()
  for (const { failure, count } of tries) if (failure !== null) counts.set(failure, (counts.get(failure) ?? 0) + count)
  return [...counts].flatMap(([name, count]) => (isFailureCode(name) ? [{ name, count }] : []))
}

function outcomesIn(rows: z.infer<typeof Outcomes>): Figures['outcomes'] {
  const of = (wanted: string) => rows.find(({ outcome }) => outcome === wanted)?.count ?? 0
  const named = { PASS: of('PASS'), OWED: of('OWED'), FAIL: of('FAIL'), ERROR: of('ERROR') }
  const all = rows.reduce((sum, { count }) => sum + count, 0)
  return { ...named, other: all - named.PASS - named.OWED - named.FAIL - named.ERROR }
}

/** What the server refused is held for a person, and grows no older. */
function owedIn(db: Database, isBench: boolean, now: number): Figures['owed'] {
  const bench = isBench ? 1 : 0
  const ages = Seen.parse(
    db.all(
      `SELECT CAST(max(0, ? - began) / ${minuteMs} AS INTEGER) * ${minuteMs} AS value, count(*) AS count FROM outbox
       WHERE bench = ? AND state = 'owed' GROUP BY 1`,
      ...[now, bench],
    ),
  )
  const { held, oldest } = Held.parse(
    db.get(
      `SELECT coalesce(sum(CASE WHEN state = 'held' THEN 1 ELSE 0 END), 0) AS held,
         min(CASE WHEN state = 'owed' THEN began END) AS oldest FROM outbox WHERE bench = ?`,
      bench,
    ),
  )
  const count = ages.reduce((sum, age) => sum + age.count, 0)
  return { count, held, ages, ...(oldest !== null && { oldestMs: Math.max(0, now - oldest) }) }
}
