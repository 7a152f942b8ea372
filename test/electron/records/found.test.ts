import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import type { Search } from '../../../electron/records/found'
import { createJournal, schema } from '../../../electron/records/journal'
import { keepRecord, saleKeySchema } from '../../../electron/records/record-keys'
import { type Database, migrate, openDatabase, transaction } from '../../../electron/records/sqlite'
import { BatchId } from '../../../shared/batch-id'
import { type DeviceId, parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'
import { JobId, type JobRecord } from '../../../shared/job'
import { countLimit } from '../../../shared/records-query'

const dirs: string[] = []
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
})

function opened(): Database {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-found-'))
  dirs.push(dir)
  return openDatabase(join(dir, 'station.db'))
}

const id = (number: number) => JobId.parse(`${String(number).padStart(8, '0')}-0000-4000-8000-0123456789ab`)
const imei = (body: string): DeviceId => parseDevice(`imei:${body}${luhnDigit(body)}`)

const record = (number: number, change: Partial<JobRecord>): JobRecord => ({
  job: id(number),
  kind: 'write',
  outcome: 'PASS',
  reader: 'R1',
  phases: [],
  commands: 0,
  keys: { adm1: { triesLeft: 3 } },
  accounts: [],
  registration: { state: 'none' },
  torn: false,
  bench: false,
  startedAt: new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString(),
  ...change,
})

function filled(records: readonly JobRecord[]) {
  const db = opened()
  const journal = createJournal(db, () => 0)
  transaction(db, () => {
    for (const one of records) keepRecord(db, one)
  })
  const search = (asked: Partial<Search>) => {
    const found = journal.search({ text: '', outcome: [], bench: false, limit: 100, ...asked })
    return { total: found.total, jobs: found.records.map(({ job }) => job) }
  }
  return { db, journal, search }
}

test('a record is found by how its order and its customer’s reference begin, among few of an outcome too', () => {
  const { db, search } = filled([
    record(1, { references: { order: { ref: 'SO 2026/117', store: 'Nord' }, customerRef: 'K-88' } }),
    record(2, { references: { customerRef: 'K-89' }, outcome: 'FAIL' }),
    record(3, { batch: BatchId.parse('k-9') }),
  ])
  for (const outcome of [[], ['PASS', 'FAIL']]) {
    const found = (text: string) => search({ text, outcome }).jobs
    expect(found('SO2026/117')).toEqual([id(1)])
    expect(found('so 2026')).toEqual([id(1)])
    expect(found('k-8')).toEqual([id(2), id(1)])
    expect(found('K-')).toEqual([id(3), id(2), id(1)])
    expect(found('Nord')).toEqual([])
  }
  db.close()
})

test('a reference with capitals of any alphabet is found as it is typed, among few of an outcome too', () => {
  const { db, search } = filled([record(1, { references: { order: { ref: 'ÖL-Übergabe' }, customerRef: 'ΚΑΦΕΣ 7' } })])
  for (const outcome of [[], ['PASS']])
    for (const text of ['öl-ü', 'ÖL-ÜB', 'Καφες']) expect(search({ text, outcome }).jobs, text).toEqual([id(1)])
  db.close()
})

test('the newest good job of a card is found behind any number that failed', () => {
  const iccid = '8949000000000000011'
  const failed = Array.from({ length: 120 }, (_, at) => record(at + 2, { iccid, outcome: 'FAIL' }))
  const { db, journal } = filled([record(1, { iccid }), record(0, { iccid, kind: 'blank' }), ...failed])
  const newest = (card: string, kind?: string) =>
    journal.newestOf({ iccid: card, bench: false }, (one) => kind === undefined || one.kind === kind)?.job
  expect([newest(iccid), newest(iccid, 'blank'), newest(iccid, 'prepare')]).toEqual([id(1), id(0), undefined])
  expect(newest('8949000000000000029')).toBeUndefined()
  db.close()
})

test('orders of records that were kept before they were keys are found as well', () => {
  const { db, search } = filled([record(1, { references: { order: { ref: 'A-1' } } })])
  db.run('DELETE FROM record_day_key')
  db.exec(`PRAGMA user_version = ${schema.indexOf(saleKeySchema)}`)
  expect(search({ text: 'A-1' }).jobs).toEqual([])
  migrate(db, schema.slice(0, schema.indexOf(saleKeySchema) + 1))
  expect(search({ text: 'A-1' }).jobs).toEqual([id(1)])
  db.close()
})

test('a record is found by the whole, the beginning and the end of its device, its card and its job', () => {
  const { db, search } = filled([
    record(1, { device: imei('35693803564380'), iccid: '8949020000123518827' }),
    record(2, { device: parseDevice('meid:A000000FF09FA6') }),
    record(3, { device: parseDevice('uuid:12345678-9abc-4ef0-8123-456789abcdef'), iccid: '8949020000123518999' }),
  ])
  const found = (text: string) => search({ text }).jobs
  expect(found('356938035643809')).toEqual([id(1)])
  expect(found('3569 3803')).toEqual([id(1)])
  expect(found('43809')).toEqual([id(1)])
  expect(found('89490200001235')).toEqual([id(3), id(1)])
  expect(found('518827')).toEqual([id(1)])
  expect(found('a000000ff09fa6')).toEqual([id(2)])
  expect(found('09FA6')).toEqual([id(2)])
  expect(found('12345678-9ABC')).toEqual([id(3)])
  expect(found(id(2))).toEqual([id(2)])
  expect(found('00000002')).toEqual([id(2)])
  expect(found('9380356')).toEqual([])
  expect(found('imei')).toEqual([])
  expect(search({ text: '356938035643809', bench: true }).total).toBe(0)
  expect(search({ text: id(1), bench: true }).total).toBe(0)
  db.close()
})

test('a batch names its records by its beginning, and a number is found however it is printed', () => {
  const batch = BatchId.parse('Nordwind_2026-07')
  const { db, search } = filled([
    record(1, { batch, device: imei('35693803564380') }),
    record(2, { batch }),
    record(3, { batch: BatchId.parse('2026-117') }),
  ])
  const found = (text: string) => search({ text }).jobs
  expect(found('nordwind_2026')).toEqual([id(2), id(1)])
  expect(found('Nordwind_2026-07')).toEqual([id(2), id(1)])
  expect(found('2026-117')).toEqual([id(3)])
  expect(found('35-693803-564380')).toEqual([id(1)])
  db.close()
})

test('the newest come first over many weeks, also of what was made long ago alone', () => {
  const [days, daily] = [40, 60]
  const startedAt = (at: number) => new Date(Date.UTC(2026, 0, 1 + Math.floor(at / daily)) + at).toISOString()
  const { db, search } = filled(
    Array.from({ length: days * daily }, (_, at) =>
      record(at, {
        device: imei(`${at < 1200 ? '356938' : '866938'}${String(at).padStart(8, '0')}`),
        outcome: at % 10 === 3 ? 'FAIL' : 'PASS',
        startedAt: startedAt(at),
      }),
    ),
  )
  expect(search({ text: '356938', limit: 3 })).toEqual({ total: 1200, jobs: [id(1199), id(1198), id(1197)] })
  expect(search({ text: '356938', limit: 2, outcome: ['FAIL'] })).toEqual({ total: 120, jobs: [id(1193), id(1183)] })
  expect(search({ text: '356938', outcome: ['FAIL', 'PASS'], limit: 1 })).toEqual({ total: 1200, jobs: [id(1199)] })
  expect(search({ text: '866938' }).total).toBe(1200)
  const pages = [0, 1, 2, 3].map((page) => page * 300 + 300)
  for (const from of pages) {
    const before = { job: id(from), startedAt: startedAt(from) }
    const below = Array.from({ length: 300 }, (_, at) => id(from - 1 - at))
    expect(search({ text: '356938', limit: 300, before }).jobs).toEqual(below)
  }
  db.close()
})

test('a device or a card that a job learns of later is a key of its record too', () => {
  const { db, search } = filled([record(1, {})])
  expect(search({ text: '8949020000123518827' }).total).toBe(0)
  keepRecord(db, record(1, { iccid: '8949020000123518827' }))
  keepRecord(db, record(1, { iccid: '8949020000123518827', outcome: 'FAIL' }))
  expect(search({ text: '8949020000123518827' })).toEqual({ total: 1, jobs: [id(1)] })
  expect(search({ outcome: ['PASS'] }).total).toBe(0)
  db.close()
})

test('records of a store without keys are found once it was opened', () => {
  const db = opened()
  migrate(db, schema.slice(0, 5))
  for (const number of [1, 2]) {
    const old = record(number, { device: imei(`3569380356438${number}`) })
    const row = [old.job, old.startedAt, old.outcome, 0, 0, old.device ?? null, null, JSON.stringify(old)]
    db.run('INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)', ...row)
  }
  const journal = createJournal(db, () => 0)
  const found = journal.search({ text: '35693803564382', outcome: [], bench: false, limit: 10 })
  expect(found.records.map(({ job }) => job)).toEqual([id(2)])
  db.close()
})

test('pages follow each other without a gap, whatever is asked', () => {
  const devices = [imei('35693803564380'), imei('35693803564381')]
  const { db, search } = filled(
    Array.from({ length: 25 }, (_, at) => {
      const device = devices[at % 2]
      // Several in the same moment.
      return record(at, { ...(device && { device }), startedAt: new Date(Math.floor(at / 3) * 1000).toISOString() })
    }),
  )
  for (const text of ['', '35693803564380']) {
    const whole = search({ text }).jobs
    const pages = []
    for (let before: Search['before']; pages.length < whole.length; ) {
      const { jobs } = search({ text, limit: 4, ...(before && { before }) })
      pages.push(...jobs)
      const last = Number(jobs.at(-1)?.slice(0, 8))
      before = { job: id(last), startedAt: new Date(Math.floor(last / 3) * 1000).toISOString() }
    }
    expect(pages).toEqual(whole)
    expect(new Set(whole).size).toBe(text === '' ? 25 : 13)
  }
  db.close()
})

test('what very many have in common is counted no further, and the newest come first', () => {
  const count = countLimit + 50
  const { db, search } = filled(
    Array.from({ length: count }, (_, at) =>
      record(at, {
        device: imei(`356938${String(at).padStart(8, '0')}`),
        outcome: at % 1000 === 5 ? 'FAIL' : 'PASS',
        bench: at === 7,
      }),
    ),
  )
  const newest = [id(count - 1), id(count - 2)]
  expect(search({ text: '356938', limit: 2 })).toEqual({ total: countLimit, jobs: newest })
  expect(search({ limit: 2 })).toEqual({ total: countLimit, jobs: newest })
  expect(search({ text: '356938', outcome: ['FAIL'], limit: 1 })).toEqual({ total: 11, jobs: [id(10_005)] })
  expect(search({ text: '35693800010005', limit: 2 })).toEqual({ total: 1, jobs: [id(10_005)] })
  expect(search({ text: '356938000000', outcome: ['FAIL'] })).toEqual({ total: 1, jobs: [id(5)] })
  expect(search({ text: '356938', bench: true })).toEqual({ total: 1, jobs: [id(7)] })
  db.close()
})

test('a search finds what begins or ends so, and nothing else', () => {
  const bodies = fc.array(fc.stringMatching(/^3[0-3]{13}$/), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(bodies, fc.stringMatching(/^[0-3]{1,15}$/), (all, text) => {
      const records = all.map((body, at) => record(at, { device: imei(body), iccid: `89${body}${body.slice(0, 3)}` }))
      const { db, search } = filled(records)
      const fits = (key = '') => key.startsWith(text) || key.endsWith(text)
      const expected = records.filter(({ device, iccid, job }) => {
        const isJob = text.length >= 8 && job.startsWith(text)
        return fits(device?.slice(5)) || fits(iccid) || isJob
      })
      expect([...search({ text }).jobs].sort()).toEqual(expected.map(({ job }) => job).sort())
      db.close()
    }),
    { numRuns: 40 },
  )
})
