// A record's row, and the keys that it is found by.
import { z } from 'zod'
import type { JobRecord } from '../../shared/job'
import { isLeftOnCard, tookMs, waitsForItsCard } from '../../shared/record'
import type { Database, Step } from './sqlite'
import { isOpen } from './unfinished'

/** Keys as they once were; those that are used now are in `dayKeySchema`. */
export const searchSchema: readonly Step[] = [
  `CREATE TABLE record_key (bench INTEGER NOT NULL, key TEXT NOT NULL, started TEXT NOT NULL, job TEXT NOT NULL,
     PRIMARY KEY (bench, key, started, job)) WITHOUT ROWID;
   DROP INDEX record_by_time;
   CREATE INDEX record_by_time ON record (bench, started, job, outcome, device, iccid);
   CREATE INDEX record_by_outcome ON record (bench, outcome, started, job, device, iccid);`,
  () => undefined,
]

/** The keys of a week once lay together. */
export const weekKeySchema: readonly Step[] = [
  `CREATE TABLE record_week_key (bench INTEGER NOT NULL, week INTEGER NOT NULL, key TEXT NOT NULL, started TEXT NOT NULL,
     job TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (bench, week, key, started, job)) WITHOUT ROWID;
   DROP TABLE record_key;
   DROP INDEX record_by_time;
   DROP INDEX record_by_outcome;
   CREATE INDEX record_by_time ON record (bench, started, job);
   CREATE INDEX record_by_outcome ON record (bench, outcome, started, job);`,
  () => undefined,
]

/**
 * The keys of a day lie together, so that the newest of what very many have in common are found without a look at all
 * of them, and new ones are laid down side by side. A key of a device or a card stands there twice, the second time
 * backwards behind `<`, so that its end is found as fast as its beginning.
 */
export const dayKeySchema: readonly Step[] = [
  `CREATE TABLE record_day_key (bench INTEGER NOT NULL, day INTEGER NOT NULL, key TEXT NOT NULL, started TEXT NOT NULL,
     job TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (bench, day, key, started, job)) WITHOUT ROWID;
   DROP TABLE record_week_key;`,
  (db) => eachRecord(db, (row) => keepKeys(db, row)),
]

const Row = z.object({
  seq: z.number(),
  job: z.string(),
  started: z.string(),
  bench: z.number(),
  outcome: z.string(),
  device: z.string().nullable(),
  iccid: z.string().nullable(),
  batch: z.string().nullable(),
  /** What whoever sold the device calls the sale, and for whom. */
  sale: z.string().nullable(),
  customer: z.string().nullable(),
})
/** Keys of sales came later than those of devices. */
export const saleKeySchema: Step = (db) =>
  eachRecord(db, (row) => {
    if (row.sale !== null || row.customer !== null) keepKeys(db, row)
  })

function eachRecord(db: Database, visit: (row: z.infer<typeof Row>) => void): void {
  for (let seq = 0, rows = page(db, seq); rows.length > 0; rows = page(db, seq)) {
    rows.forEach(visit)
    seq = rows.at(-1)?.seq ?? seq
  }
}

const page = (db: Database, after: number) =>
  Row.array().parse(
    db.all(
      `SELECT rowid AS seq, job, started, bench, outcome, device, iccid, batch,
         json_extract(record, '$.references.order.ref') AS sale,
         json_extract(record, '$.references.customerRef') AS customer FROM record
       WHERE rowid > ? ORDER BY rowid LIMIT 5000`,
      after,
    ),
  )

/** It is found and counted as it is shown: what a person set aside has failed, whatever its job came to. */
const foundAs = ({ outcome, rejected }: JobRecord): JobRecord['outcome'] =>
  rejected === undefined || outcome === 'running' ? outcome : 'FAIL'

const isSetAside = `outcome <> 'running' AND json_extract(record, '$.rejected') IS NOT NULL`
export const setAsideSchema = `
   UPDATE record_day_key SET outcome = 'FAIL' WHERE job IN (SELECT job FROM record WHERE ${isSetAside});
   UPDATE record SET outcome = 'FAIL' WHERE ${isSetAside};
   DROP INDEX record_by_device;
   CREATE INDEX record_by_device ON record (bench, device, started) WHERE outcome IN ('PASS', 'OWED', 'FAIL')`

/** Nobody asks for a card that a person set aside. */
const isAskedBack = (record: JobRecord): boolean =>
  record.rejected === undefined && (record.torn || waitsForItsCard(record))

/** What may still be on a card is asked for by the card. Of very many records the few that are open are found by their index. */
export const leftOnCardSchema = `ALTER TABLE record ADD COLUMN is_left INTEGER NOT NULL DEFAULT 0;
   UPDATE record INDEXED BY record_open SET is_left = 1 WHERE ${isOpen} AND (torn = 1 OR outcome = 'INTERRUPTED');
   CREATE INDEX record_left ON record (bench, iccid) WHERE is_left = 1;
   UPDATE record INDEXED BY record_open SET torn = 0
     WHERE ${isOpen} AND torn = 1 AND json_extract(record, '$.rejected') IS NOT NULL`

/** And what a batch waits for by its reader. */
export const askedBackSchema = `DROP INDEX IF EXISTS record_asked_back;
   CREATE INDEX record_asked_back ON record (bench, batch, reader, started) WHERE torn = 1 OR outcome = 'INTERRUPTED'`

/**
 * Records once told only by `torn` and their phases that a card may hold what its job wrote. Those that kept their
 * identity then keep it now, whatever their jobs come to.
 */
export const touchedSchema = `UPDATE record SET record = json_set(record, '$.touched', json('true'))
     WHERE (torn = 1 OR outcome NOT IN ('PASS', 'FAIL')) AND json_extract(record, '$.touched') IS NULL
       AND json_extract(record, '$.finishedBy') IS NULL
       AND (torn = 1 OR EXISTS (SELECT 1 FROM note WHERE note.job = record.job
         AND (json_extract(note, '$.note') = 'touched' OR (json_extract(note, '$.note') = 'done'
           AND json_extract(note, '$.phase') IN ('write', 'prepare')))));
   UPDATE record SET is_left = 1 WHERE is_left = 0 AND outcome IN ('FAIL', 'ERROR', 'CANCELLED')
     AND json_extract(record, '$.touched') AND json_extract(record, '$.finishedBy') IS NULL`

/** Only what a note changes of a row is written anew, so that most notes leave its keys alone; a key once had stays. */
export function keepRecord(db: Database, record: JobRecord): void {
  const row = {
    job: record.job,
    started: record.startedAt,
    bench: record.bench ? 1 : 0,
    outcome: foundAs(record),
    device: record.device ?? null,
    iccid: record.iccid ?? null,
    batch: record.batch ?? null,
  }
  const columns = {
    ...row,
    torn: isAskedBack(record) ? 1 : 0,
    is_left: isLeftOnCard(record) ? 1 : 0,
    kind: record.kind,
    reader: record.reader,
    template: record.template?.name ?? null,
    failure: record.failure?.code ?? null,
    card_ms: tookMs(record) ?? null,
    record: JSON.stringify(record),
  }
  db.run(keepSql, ...[...once, ...told].map((column) => columns[column]))
  const { order, customerRef } = record.references ?? {}
  keepKeys(db, { ...row, sale: order?.ref ?? null, customer: customerRef ?? null })
}

/** What is known when a job is ordered, and what its notes tell later. */
const once = ['job', 'started', 'bench'] as const
const told = [
  'outcome',
  'device',
  'iccid',
  'batch',
  'torn',
  'is_left',
  'kind',
  'reader',
  'template',
  'failure',
  'card_ms',
  'record',
] as const
const keepSql = `INSERT INTO record (${[...once, ...told].join(', ')}) VALUES (${[...once, ...told].map(() => '?').join(', ')})
   ON CONFLICT (job) DO UPDATE SET ${told.map((column) => `${column} = excluded.${column}`).join(', ')}`

function keepKeys(db: Database, { job, started, bench, outcome, ...of }: Omit<z.infer<typeof Row>, 'seq'>): void {
  const printed = [of.device?.slice(of.device.indexOf(':') + 1), of.iccid].flatMap((key) => (key ? [lower(key)] : []))
  const named = [of.batch, of.sale, of.customer].flatMap((name) => (name === null ? [] : [lower(unspaced(name))]))
  const keys = [...printed, ...printed.map(backwards), ...named]
  for (const key of keys)
    db.run(
      `INSERT INTO record_day_key (bench, day, key, started, job, outcome) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET outcome = excluded.outcome WHERE outcome <> excluded.outcome`,
      ...[bench, dayOf(started), key, started, job, outcome],
    )
}

/** Searches are without blanks. */
export const unspaced = (text: string): string => text.replaceAll(/\s/g, '')
export const lower = (text: string): string => text.toLowerCase()
/** As the end of a key is kept. */
export const backwards = (key: string): string => `<${[...key].reverse().join('')}`
export const dayOf = (started: string): number => Math.floor(Date.parse(started) / dayMs)
const dayMs = 24 * 60 * 60 * 1000
