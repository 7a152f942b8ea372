// Identities that came from elsewhere, in a file of their own: they are of people, they may be many, and they may be
// deleted when a station's records may not.
import { z } from 'zod'
import type { DeviceId } from '../../shared/identity/device'
import { Evidence, sourceOf, trustOf, type Why } from '../../shared/intake/cause'
import { type Arrival, type EntryState, IntakeEntry } from '../../shared/intake/entry'
import { bodyOf } from '../../shared/intake/imei'
import type { JobId } from '../../shared/job'
import { unreadable } from '../../shared/unreadable'
import { isAlive } from './owner'
import { type Database, migrate, type SqlValue, transaction } from './sqlite'
import { diskFailed } from './sqlite-errors'

/** Of whom it is, which is kept for a time only. */
const withNumber = '(phone IS NOT NULL OR imsi IS NOT NULL)'

const schema = [
  `CREATE TABLE entry (id INTEGER PRIMARY KEY, source TEXT NOT NULL, evidence TEXT NOT NULL, reference TEXT NOT NULL,
     device TEXT NOT NULL, body TEXT NOT NULL, also TEXT, phone TEXT, imsi TEXT, marks TEXT NOT NULL,
     state TEXT NOT NULL, why TEXT NOT NULL, said TEXT, job TEXT, owner TEXT, count INTEGER NOT NULL,
     seen_at INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, bench INTEGER NOT NULL,
     changed INTEGER NOT NULL, UNIQUE (source, reference, bench)) STRICT;
   CREATE INDEX entry_of_device ON entry (body, seen_at);
   CREATE INDEX entry_of_card ON entry (imsi, seen_at);
   CREATE INDEX entry_of_number ON entry (phone, last_at);
   CREATE INDEX entry_by_state ON entry (state, id);
   CREATE INDEX entry_by_change ON entry (changed);`,
  `CREATE INDEX entry_by_time ON entry (bench, last_at, id);
   CREATE INDEX entry_by_state_and_time ON entry (bench, state, last_at, id);`,
  `CREATE INDEX entry_with_number ON entry (last_at) WHERE ${withNumber}`,
  `CREATE INDEX entry_held_first ON entry (bench, state = 'held', last_at, id)`,
]

/** An entry, and what only the station itself needs of it. */
export type Kept = IntakeEntry & { readonly also?: string | undefined; readonly seenAt: number }

/** One that is to be ordered, and as which job: the same after every fall. */
export type Leased = Kept & { readonly job: JobId }

export type InboxFilter = {
  readonly text: string
  readonly state: readonly EntryState[]
  readonly limit: number
  readonly offset: number
}

/** A part of what fits: what waits for a person, then the newest; `held` wait for a person, whether they fit or not. */
export type InboxFound = { readonly total: number; readonly held: number; readonly entries: readonly Kept[] }

/** What became of an entry. */
export type Settled = {
  readonly state: EntryState
  readonly why: Why
  readonly said?: string | undefined
  readonly job?: JobId | undefined
}

export type InboxStore = {
  /** All of it or nothing. */
  readonly atomically: <T>(work: () => T) => T
  readonly byReference: (arrival: Pick<Arrival, 'evidence' | 'reference'>) => Kept | undefined
  /** The one that the network saw last with this card, or of this device. */
  readonly lastOfCard: (imsi: string) => Kept | undefined
  readonly lastOfDevice: (arrival: Pick<Arrival, 'device'>) => Kept | undefined
  /** The one that the device was registered by last. */
  readonly registered: (arrival: Pick<Arrival, 'device'>) => Kept | undefined
  /** Devices registered for this number since then, other than this one. */
  readonly devicesOf: (phone: string, besides: Pick<Arrival, 'device'>, since: number) => number
  readonly add: (arrival: Arrival, settled: Settled, now: number) => Kept
  /** Told again. */
  readonly again: (id: number, seenAt: number, now: number) => void
  readonly settle: (id: number, settled: Settled) => void
  /** Takes the numbers out of up to `most` entries last told of before then; whatever waited for a person is refused. How many. */
  readonly forget: (before: number, most: number) => number
  /** Leases the one that is due longest to a job of its own, which is this one unless it has one; a lease ends with its process. */
  readonly take: (owner: string, job: JobId) => Leased | undefined
  readonly get: (id: number) => Kept | undefined
  /** The newest of a device, or of a number of a person. */
  readonly ofDevice: (device: DeviceId, most: number) => readonly Kept[]
  readonly ofPhone: (phone: string, most: number) => readonly Kept[]
  /** A text is sought in each entry: among very many that takes a while. */
  readonly search: (filter: InboxFilter) => InboxFound
  /** Changes whenever an entry does, in this process or another. */
  readonly version: () => number
  readonly close: () => void
}

const Row = z
  .object({
    id: z.int(),
    evidence: Evidence,
    reference: z.string(),
    device: z.string(),
    also: z.string().nullable(),
    phone: z.string().nullable(),
    imsi: z.string().nullable(),
    marks: z.string(),
    state: z.string(),
    why: z.string(),
    said: z.string().nullable(),
    job: z.string().nullable(),
    owner: z.string().nullable(),
    count: z.int(),
    seen_at: z.number(),
    first_at: z.number(),
    last_at: z.number(),
    bench: z.number(),
  })
  .transform(({ also, seen_at, first_at, last_at, bench, marks, owner, ...row }) => ({
    owner,
    kept: {
      ...IntakeEntry.parse({
        ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
        source: sourceOf(row.evidence),
        trust: trustOf(row.evidence),
        marks: marks === '' ? [] : marks.split(' '),
        firstAt: first_at,
        lastAt: last_at,
        bench: bench === 1,
      }),
      ...(also !== null && { also }),
      seenAt: seen_at,
    } satisfies Kept,
  }))
const Counted = z.object({ counted: z.number().nullable() })

/** Over a database that is only its. Closing closes it. Fails with `disk.failed`. */
export function createInboxStore(db: Database, isBench: boolean): InboxStore {
  migrate(db, schema)
  // What is taken out is not left in free pages of the file.
  db.exec('PRAGMA secure_delete = ON')
  const bench = isBench ? 1 : 0
  const rows = (sql: string, ...values: readonly SqlValue[]) => {
    const read = Row.array().safeParse(db.all(sql, ...values))
    if (!read.success) throw diskFailed(db.path, unreadable)
    return read.data
  }
  // The signs keep a planner from walking through all of a bench, or of a state, in the order that is asked for.
  const one = (where: string, ...values: readonly SqlValue[]): Kept | undefined =>
    rows(`SELECT * FROM entry WHERE +bench = ${bench} AND ${where} LIMIT 1`, ...values)[0]?.kept
  const counted = (sql: string, ...values: readonly SqlValue[]): number =>
    Counted.parse(db.get(sql, ...values)).counted ?? 0
  const newest = (where: string, value: SqlValue, most: number): readonly Kept[] =>
    rows(
      `SELECT * FROM entry WHERE +bench = ${bench} AND ${where} ORDER BY last_at DESC, id DESC LIMIT ?`,
      value,
      most,
    ).map(({ kept }) => kept)
  const change = '(SELECT coalesce(max(changed), 0) + 1 FROM entry)'

  return {
    atomically: (work) => transaction(db, work),
    byReference: ({ evidence, reference }) => one('source = ? AND reference = ?', sourceOf(evidence), reference),
    lastOfCard: (imsi) => one('imsi = ? ORDER BY seen_at DESC, id DESC', imsi),
    lastOfDevice: ({ device }) => one('body = ? AND imsi IS NOT NULL ORDER BY seen_at DESC, id DESC', bodyOf(device)),
    registered: ({ device }) =>
      one(`body = ? AND +state IN ('due', 'ordering', 'ordered') ORDER BY id DESC`, bodyOf(device)),
    devicesOf: (phone, { device }, since) =>
      counted(
        `SELECT count(DISTINCT body) AS counted FROM entry WHERE +bench = ${bench} AND phone = ? AND last_at >= ?
         AND body <> ? AND +state IN ('due', 'ordering', 'ordered')`,
        ...[phone, since, bodyOf(device)],
      ),
    add: (arrival, settled, now) => {
      const { evidence, reference, device, also, phone, imsi, marks, seenAt } = arrival
      const { state, why, said, job } = settled
      const [row] = rows(
        `INSERT INTO entry (source, evidence, reference, device, body, also, phone, imsi, marks, state, why, said, job,
           count, seen_at, first_at, last_at, bench, changed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ${bench}, ${change}) RETURNING *`,
        ...[sourceOf(evidence), evidence, reference, device, bodyOf(device), also ?? null, phone ?? null, imsi ?? null],
        ...[marks.join(' '), state, why, said ?? null, job ?? null, seenAt, now, now],
      )
      if (!row) throw new Error('an added row was not returned')
      return row.kept
    },
    again: (id, seenAt, now) =>
      void db.run(
        `UPDATE entry SET count = count + 1, seen_at = max(seen_at, ?), last_at = ?, changed = ${change} WHERE id = ?`,
        ...[seenAt, now, id],
      ),
    settle: (id, { state, why, said, job }) =>
      void db.run(
        `UPDATE entry SET state = ?, why = ?, said = coalesce(?, said), job = coalesce(?, job), owner = NULL,
           changed = ${change} WHERE id = ?`,
        ...[state, why, said ?? null, job ?? null, id],
      ),
    forget: (before, most) =>
      db.run(
        `UPDATE entry SET phone = NULL, imsi = NULL, changed = ${change},
           why = CASE state WHEN 'held' THEN 'waited-too-long' ELSE why END,
           state = CASE state WHEN 'held' THEN 'refused' ELSE state END
         WHERE id IN (SELECT id FROM entry WHERE last_at < ? AND +state IN ('ordered', 'known', 'held', 'refused')
           AND ${withNumber} LIMIT ?)`,
        ...[before, most],
      ),
    take: (owner, newJob) =>
      transaction(db, () => {
        const waiting = rows(
          `SELECT * FROM entry WHERE bench = ${bench} AND state IN ('due', 'ordering') ORDER BY id LIMIT 64`,
        )
        const row = waiting.find((candidate) => candidate.owner === null || !isAlive(candidate.owner))
        if (!row) return undefined
        const { id, job = newJob } = row.kept
        db.run(
          `UPDATE entry SET state = 'ordering', owner = ?, job = ?, changed = ${change} WHERE id = ?`,
          ...[owner, job, id],
        )
        return { ...row.kept, job }
      }),
    get: (id) => one('id = ?', id),
    ofDevice: (device, most) => newest('body = ?', bodyOf(device), most),
    ofPhone: (phone, most) => newest('phone = ?', phone, most),
    search: ({ text, state, limit, offset }) => {
      const sought = text.replaceAll(/[%_\s]/g, '')
      const likes = sought === '' ? [] : Array<string>(3).fill(`%${sought}%`)
      const reads = sought === '' ? '' : `AND (device LIKE ? OR coalesce(phone, '') LIKE ? OR reference LIKE ?)`
      const states = state.length === 0 ? '' : `AND state IN (${state.map(() => '?').join(', ')})`
      const where = `WHERE bench = ${bench} ${reads} ${states}`
      const values = [...likes, ...state]
      const first = state.length === 1 ? '' : `state = 'held' DESC,`
      return {
        total: counted(`SELECT count(*) AS counted FROM entry ${where}`, ...values),
        held: counted(`SELECT count(*) AS counted FROM entry WHERE bench = ${bench} AND state = 'held'`),
        entries: rows(
          `SELECT * FROM entry ${where} ORDER BY ${first} last_at DESC, id DESC LIMIT ? OFFSET ?`,
          ...values,
          limit,
          offset,
        ).map(({ kept }) => kept),
      }
    },
    version: () => counted('SELECT max(changed) AS counted FROM entry'),
    close: () => db.close(),
  }
}
