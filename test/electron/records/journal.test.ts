import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { createJournal } from '../../../electron/records/journal'
import { createOutbox } from '../../../electron/records/outbox'
import { isAlive, ownerOf } from '../../../electron/records/owner'
import { openDatabase } from '../../../electron/records/sqlite'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { JobId, type Note, type Order } from '../../../shared/job'
import { recordOf } from '../../../shared/record'

const dirs: string[] = []
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true })
})

const order: Order = {
  kind: 'write',
  device: parseDevice('imei:490154203237518'),
  reader: 'R1',
  template: { name: 't', sha256: 'a'.repeat(64) },
  format: 'dm2',
  variables: {},
  add: false,
  bench: false,
}
const id = (number: number) => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const ordered = (owner = ownerOf(process.pid)): Note => ({ note: 'ordered', order, owner })

function open() {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-journal-'))
  dirs.push(dir)
  const db = openDatabase(join(dir, 'station.db'))
  let now = 1000
  return { db, journal: createJournal(db, () => now++) }
}

test('a record is rebuilt from the notes of its job', () => {
  const { journal, db } = open()
  journal.append(id(1), ordered())
  journal.append(id(1), { note: 'began', phase: 'compose' }, { note: 'done', phase: 'compose', ms: 3 })
  journal.append(id(1), { note: 'began', phase: 'write' }, { note: 'touched', at: 5 })
  journal.append(id(1), { note: 'failed', phase: 'write', failure: { code: 'card.removed', reader: 'R1' } })
  expect(journal.record(id(1))).toMatchObject({ outcome: 'FAIL', torn: true })
  expect(recordOf(id(1), journal.notes(id(1)))).toEqual(journal.record(id(1)))
  db.close()
})

test('a job whose process is gone is interrupted once, and one that runs is left alone', () => {
  const { journal, db } = open()
  journal.append(id(1), ordered('999999:1'), { note: 'began', phase: 'write' })
  journal.append(id(2), ordered(), { note: 'began', phase: 'write' })
  journal.markInterrupted()
  journal.markInterrupted()
  expect([journal.record(id(1))?.outcome, journal.record(id(2))?.outcome]).toEqual(['INTERRUPTED', 'running'])
  expect(journal.notes(id(1)).filter(({ note }) => note.note === 'interrupted')).toHaveLength(1)
  expect(journal.record(id(1))?.phases[1]).toMatchObject({ name: 'write', outcome: 'interrupted' })
  db.close()
})

test('several notes are all there or none', () => {
  const { journal, db } = open()
  journal.append(id(1), ordered())
  expect(() =>
    journal.atomically((append) => {
      append(id(1), { note: 'began', phase: 'register' })
      throw new Failed({ code: 'job.cancelled' })
    }),
  ).toThrow(Failed)
  expect(journal.notes(id(1))).toHaveLength(1)
  expect(journal.record(id(1))?.outcome).toBe('running')
  db.close()
})

test('a disk that is full refuses the note, and nothing is half noted', () => {
  const { journal, db } = open()
  journal.append(id(1), ordered())
  db.exec('PRAGMA max_page_count = 1')
  const long: Note = { note: 'done', phase: 'compose', ms: 1, detail: 'x'.repeat(200_000) }
  const refused = () => journal.append(id(1), long)
  expect(refused).toThrow(Failed)
  expect(refused).toThrow('disk.failed')
  expect(journal.notes(id(1))).toHaveLength(1)
  db.close()
})

test('records are found by device, card and outcome, newest first', () => {
  const { journal, db } = open()
  for (const number of [1, 2, 3])
    journal.append(id(number), ordered(), { note: 'card', iccid: `899990000000000000${number}`, atrHex: '3B' })
  journal.append(id(2), { note: 'failed', failure: { code: 'card.mismatch', offset: 3 } })
  const search = (text: string, outcome: readonly string[] = []) =>
    journal.search({ text, outcome, bench: false, limit: 10 }).records.map(({ job }) => job)
  expect(search('')).toEqual([id(3), id(2), id(1)])
  expect(search('8999900000000000001')).toEqual([id(1)])
  expect(search('490154 203237518')).toHaveLength(3)
  expect(search('', ['FAIL'])).toEqual([id(2)])
  expect(search('%')).toEqual([])
  expect(journal.search({ text: '', outcome: [], bench: true, limit: 10 }).total).toBe(0)
  db.close()
})

test('what another process notes is told too', async () => {
  const { journal, db } = open()
  const other = createJournal(openDatabase(db.path), () => 5)
  const told = new Promise<string>((resolve) => journal.watch(resolve))
  other.append(id(7), ordered())
  expect(await told).toBe(id(7))
  journal.close()
  db.close()
})

test('one look at the store serves all who watch, and none is taken for nobody', () => {
  vi.useFakeTimers()
  const { db } = open()
  const get = vi.fn(db.get)
  const journal = createJournal({ ...db, get }, () => 5)
  const stops = Array.from({ length: 50 }, () => journal.watch(() => undefined))
  get.mockClear()
  vi.advanceTimersByTime(1000)
  expect(get).toHaveBeenCalledTimes(10)
  for (const stop of stops) stop()
  vi.advanceTimersByTime(1000)
  expect(get).toHaveBeenCalledTimes(10)
  vi.useRealTimers()
  db.close()
})

test('a process is told from a later one of the same number', () => {
  expect(isAlive(ownerOf(process.pid))).toBe(true)
  expect(isAlive(`${process.pid}:1`)).toBe(false)
  expect(isAlive('999999:12')).toBe(false)
  expect(isAlive('')).toBe(false)
})

test('numbers of people are taken out of old orders, and nothing else changes', () => {
  const { journal, db } = open()
  const phone = '+491701234567'
  const cause = { entry: 1, source: 'pos', evidence: 'till', trust: 'vouched', why: 'trusted', phone } as const
  for (const number of [1, 2])
    journal.append(id(number), { note: 'ordered', order: { ...order, phone, cause }, owner: ownerOf(process.pid) })
  const before = journal.record(id(1))
  const outbox = createOutbox(db, false)
  for (const [number, began] of [
    [1, 1000],
    [2, 1000],
    [3, 1001],
  ] as const)
    outbox.add(id(number), { device: 'd', reach: { msisdn: phone } }, 'd', began)
  for (const number of [1, 3]) outbox.hold(id(number))
  journal.forgetNumbers(1001)
  expect(outbox.held().map(({ request }) => JSON.stringify(request).includes(phone))).toEqual([true, false])
  expect(outbox.take('1:1', 9999, 9)).toMatchObject([{ request: { reach: { msisdn: phone } } }])
  expect(JSON.stringify(journal.notes(id(1)))).not.toContain(phone)
  expect(journal.notes(id(1))).toMatchObject([{ note: { order: { device: order.device, cause: { entry: 1 } } } }])
  expect(recordOf(id(1), journal.notes(id(1)))).toEqual(before)
  expect(JSON.stringify(journal.notes(id(2)))).toContain(phone)
  db.close()
})
