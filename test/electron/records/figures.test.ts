import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { holderIn } from '../../../electron/desk/card-holder'
import { createFigures } from '../../../electron/records/figures'
import { findRecords } from '../../../electron/records/found'
import { createJournal, schema } from '../../../electron/records/journal'
import { createOutbox } from '../../../electron/records/outbox'
import { keepRecord } from '../../../electron/records/record-keys'
import { migrate, openDatabase, transaction } from '../../../electron/records/sqlite'
import { BatchId } from '../../../shared/batch-id'
import { Figures, type FiguresQuery } from '../../../shared/figures'
import { parseDevice } from '../../../shared/identity/device'
import { JobId, type JobRecord } from '../../../shared/job'

const dirs: string[] = []
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
})

const begin = Date.UTC(2026, 0, 5, 6)
const id = (number: number) => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const imei = parseDevice('imei:490154203237518')
const iso = (ms: number) => new Date(ms).toISOString()
const shift: FiguresQuery = { from: iso(begin), to: iso(begin + 8 * 3_600_000) }
const tooSmall = { code: 'card.too-small', needBytes: 412, haveBytes: 256 } as const

/** The `number`th card of a shift: one in ten seconds. */
const record = (number: number, change: Partial<JobRecord> = {}): JobRecord => ({
  job: id(number),
  kind: 'write',
  outcome: 'PASS',
  iccid: `894902000012${String(number).padStart(7, '0')}`,
  reader: 'R1',
  template: { name: 'nordwind', sha256: 'a'.repeat(64) },
  phases: [
    { name: 'compose', outcome: 'done', ms: 20 },
    { name: 'write', outcome: 'done', ms: 4000 },
    { name: 'verify', outcome: 'done', ms: 3000 },
    { name: 'rehearse', outcome: 'done', ms: 450 },
    { name: 'register', outcome: 'done', ms: 90_000 },
  ],
  commands: 0,
  keys: { adm1: { triesLeft: 3 } },
  accounts: [],
  registration: { state: 'none' },
  torn: false,
  bench: false,
  startedAt: iso(begin + number * 10_000),
  ...change,
})

function filled(records: readonly JobRecord[]) {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-figures-'))
  dirs.push(dir)
  const db = openDatabase(join(dir, 'station.db'))
  createJournal(db, () => 0)
  transaction(db, () => {
    for (const one of records) keepRecord(db, one)
  })
  const figures = createFigures(db, () => begin + 3_600_000)
  const get = (change: Partial<FiguresQuery> = {}, bench = false) =>
    Figures.parse(figures({ ...shift, ...change, bench }))
  return { db, get }
}

test('first tries of a card are counted by half hour, by what cards have in common and by cause', () => {
  const { db, get } = filled([
    record(0),
    record(1, { outcome: 'FAIL', failure: tooSmall, reader: 'R2' }),
    record(200, { outcome: 'OWED' }),
    record(201, { outcome: 'FAIL', failure: { code: 'card.mismatch', offset: 3 }, template: undefined }),
    record(202, { outcome: 'FAIL', failure: tooSmall }),
  ])
  const { slots, slotMs, groups, causes, outcomes } = get()
  expect(slotMs).toBe(1_800_000)
  expect(slots).toEqual([
    { at: iso(begin), tried: 2, failed: 1 },
    { at: iso(begin + slotMs), tried: 3, failed: 2 },
  ])
  expect(groups).toEqual([
    { by: 'reader', name: 'R1', tried: 4, failed: 2 },
    { by: 'reader', name: 'R2', tried: 1, failed: 1 },
    { by: 'lot', name: '89490200001200', tried: 5, failed: 3 },
    { by: 'template', name: '', tried: 1, failed: 1 },
    { by: 'template', name: 'nordwind', tried: 4, failed: 2 },
  ])
  expect(causes).toEqual(
    expect.arrayContaining([
      { name: 'card.too-small', count: 2 },
      { name: 'card.mismatch', count: 1 },
    ]),
  )
  expect(outcomes).toEqual({ PASS: 1, OWED: 1, FAIL: 3, ERROR: 0, other: 0 })
  db.close()
})

test('only the first try of a card counts, and what the station failed at is no try', () => {
  const { iccid } = record(1)
  const { db, get } = filled([
    record(1, { outcome: 'ERROR', failure: { code: 'reader.lost', reader: 'R1' } }),
    record(2, { outcome: 'FAIL', failure: tooSmall, ...(iccid && { iccid }) }),
    record(3, { ...(iccid && { iccid }) }),
    record(4, { outcome: 'CANCELLED' }),
    record(5, { kind: 'blank', outcome: 'FAIL', failure: tooSmall }),
    record(6, { bench: true }),
    record(7, { startedAt: shift.to }),
    // Two cards that nobody could read are two.
    record(8, { iccid: undefined }),
    record(9, { iccid: undefined }),
  ])
  expect(get().slots).toEqual([{ at: shift.from, tried: 3, failed: 1 }])
  expect(get().outcomes).toEqual({ PASS: 3, OWED: 0, FAIL: 1, ERROR: 1, other: 1 })
  expect(get({}, true).outcomes.PASS).toBe(1)
  db.close()
})

test('takt is from card to card in one reader without pauses, and a card takes its phases without the server', () => {
  const { db, get } = filled([
    record(0),
    record(1, { reader: 'R2' }),
    record(2),
    record(3, { reader: 'R2', outcome: 'FAIL', failure: tooSmall }),
    record(200),
  ])
  expect(get().taktMs).toEqual([{ value: 20_000, count: 2 }])
  expect(get().cardMs).toEqual([{ value: 7400, count: 4 }])
  db.close()
})

test('figures of a batch, a reader or a template are of its own pieces', () => {
  const batch = BatchId.parse('B-7')
  const { db, get } = filled([
    record(0, { batch }),
    record(1, { reader: 'R2' }),
    record(2, { batch: BatchId.parse('B-77'), reader: 'R2', template: { name: 'ostwind', sha256: 'b'.repeat(64) } }),
  ])
  expect(get({ batch }).outcomes.PASS).toBe(1)
  expect(get({ reader: 'R2' }).outcomes.PASS).toBe(2)
  expect(get({ reader: 'R2', template: 'ostwind' }).groups).toHaveLength(3)
  expect(get({ batch, template: 'ostwind' }).outcomes.PASS).toBe(0)
  db.close()
})

test('a card that a person set aside has failed, whatever its job came to, and what the DM Server knows of it stays', () => {
  const { db, get } = filled([record(0), record(1, { rejected: 'damaged', device: imei })])
  expect(get().outcomes).toMatchObject({ PASS: 1, FAIL: 1 })
  expect(get().slots).toMatchObject([{ tried: 2, failed: 1 }])
  expect(get().causes).toEqual([])
  expect(get().cardMs.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  const found = (outcome: string) =>
    findRecords(db, { text: '', outcome: [outcome], bench: false, limit: 9 }).rows.length
  expect([found('PASS'), found('FAIL')]).toEqual([1, 1])
  const journal = createJournal(db, () => 0)
  expect(holderIn(journal, false)(record(1).iccid ?? '')).toBe(imei)
  db.close()
})

test('what is owed is counted by its age, and what is held for a person apart', () => {
  const { db, get } = filled([])
  const outbox = createOutbox(db, false)
  outbox.add(id(1), {}, 'd1', begin)
  outbox.add(id(2), {}, 'd2', begin + 3_590_000)
  outbox.add(id(3), {}, 'd3', begin + 3_000_000)
  outbox.hold(id(3))
  createOutbox(db, true).add(id(4), {}, 'd4', begin)
  expect(get().owed).toEqual({
    count: 2,
    held: 1,
    oldestMs: 3_600_000,
    ages: [
      { value: 0, count: 1 },
      { value: 3_600_000, count: 1 },
    ],
  })
  db.close()
})

test('a time without records has figures too, and records of an older store are in them', () => {
  const { db, get } = filled([])
  expect(get()).toMatchObject({
    slots: [],
    groups: [],
    causes: [],
    taktMs: [],
    cardMs: [],
    owed: { count: 0, held: 0 },
  })
  db.close()
  const old = openDatabase(join(dirs[0] ?? '', 'old.db'))
  migrate(old, schema.slice(0, 5))
  const { job, startedAt, outcome, iccid } = record(1)
  const row = [job, startedAt, outcome, 0, 0, null, iccid ?? null, JSON.stringify(record(1))]
  old.run('INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)', ...row)
  createJournal(old, () => 0)
  expect(createFigures(old, () => 0)({ ...shift, bench: false }).outcomes.PASS).toBe(1)
  old.close()
})

test('all that is counted is in one index', () => {
  const { db } = filled([record(0)])
  const plan = JSON.stringify(
    db.all(
      `EXPLAIN QUERY PLAN SELECT started, outcome, iccid, job, reader, template, failure, card_ms FROM record
       WHERE bench = 0 AND kind = 'write' AND started >= 'a' AND started < 'b' AND batch = 'c'`,
    ),
  )
  expect(plan).toContain('COVERING INDEX record_figures')
  db.close()
})
