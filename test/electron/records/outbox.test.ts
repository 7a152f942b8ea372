import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createJournal, schema } from '../../../electron/records/journal'
import { createOutbox, heldSchema } from '../../../electron/records/outbox'
import { ownerOf } from '../../../electron/records/owner'
import { migrate, openDatabase } from '../../../electron/records/sqlite'
import { parseDevice } from '../../../shared/identity/device'
import { JobId } from '../../../shared/job'

const id = (number: number) => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const me = ownerOf(process.pid)

function open() {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-outbox-'))
  const db = openDatabase(join(dir, 'station.db'))
  onTestFinished(() => {
    db.close()
    rmSync(dir, { recursive: true })
  })
  createJournal(db, () => 1)
  return { ...createOutbox(db, false), ofBench: createOutbox(db, true) }
}

test('a registration is leased by one process at a time, and by another when that one is gone', () => {
  const outbox = open()
  outbox.add(id(1), { a: 1 }, 'imei:1', 100)
  expect(outbox.take(me, 200, 9)).toMatchObject([{ job: id(1), attempts: 1, request: { a: 1 } }])
  expect(outbox.take(me, 200, 9)).toEqual([])
  outbox.putBack(id(1), 200, 300)
  expect(outbox.take('999999:1', 400, 9)).toEqual([])
  expect(outbox.take('999999:1', 600, 9)).toMatchObject([{ attempts: 2 }])
  expect(outbox.take(me, 600, 9)).toMatchObject([{ attempts: 3 }])
  outbox.remove(id(1))
  expect(outbox.size()).toBe(0)
})

test('what waits longest goes first, and as many as asked for', () => {
  const outbox = open()
  for (const number of [3, 1, 2]) outbox.add(id(number), {}, `imei:${number}`, 100)
  expect(outbox.take(me, 100, 2).map(({ job }) => job)).toEqual([id(3), id(1)])
  expect(outbox.take(me, 100, 2).map(({ job }) => job)).toEqual([id(2)])
})

test('of one device the older goes first, and the newer only when it is gone', () => {
  const outbox = open()
  outbox.add(id(1), {}, 'imei:1', 100)
  outbox.add(id(2), {}, 'imei:1', 100)
  expect(outbox.take(me, 100, 9).map(({ job }) => job)).toEqual([id(1)])
  outbox.putBack(id(1), 100, 50_000)
  expect(outbox.take(me, 200, 9)).toEqual([])
  outbox.remove(id(1))
  expect(outbox.take(me, 200, 9).map(({ job }) => job)).toEqual([id(2)])
})

test('a device that is to be given back waits for what is older of it, and what is newer of it waits', () => {
  const outbox = open()
  outbox.add(id(1), {}, 'imei:1', 100)
  outbox.add(id(2), {}, 'imei:2', 100, 'imei:1')
  outbox.add(id(3), {}, 'imei:1', 100)
  const taken = () => outbox.take(me, 100, 9).map((one) => [one.job, 'releases' in one ? one.releases : undefined])
  expect(taken()).toEqual([[id(1), undefined]])
  expect(taken()).toEqual([])
  outbox.remove(id(1))
  expect(taken()).toEqual([[id(2), 'imei:1']])
  expect(taken()).toEqual([])
  expect(outbox.owes('imei:1')).toBe(true)
  outbox.released(id(2), 100)
  expect(taken()).toEqual([
    [id(2), undefined],
    [id(3), undefined],
  ])
})

test('what was refused waits for a person and stands in nobody’s way', () => {
  const outbox = open()
  outbox.add(id(1), {}, 'imei:1', 100)
  outbox.take(me, 100, 9)
  outbox.hold(id(1))
  outbox.add(id(2), {}, 'imei:1', 100)
  expect(outbox.size()).toBe(1)
  expect(outbox.take(me, 100, 9).map(({ job }) => job)).toEqual([id(2)])
  expect(outbox.free(id(1), 100)).toBe(true)
  expect(outbox.free(id(9), 100)).toBe(false)
  expect(outbox.take(me, 100, 9).map(({ job }) => job)).toEqual([id(1)])
})

test('a clock that was set back makes nothing wait longer than it was meant to', () => {
  const outbox = open()
  const day = 86_400_000
  outbox.add(id(1), {}, 'imei:1', 10 * day)
  outbox.take(me, 10 * day, 9)
  outbox.putBack(id(1), 10 * day, 60_000)
  expect(outbox.take(me, 10 * day + 30_000, 9)).toEqual([])
  expect(outbox.take(me, 9 * day, 9)).toMatchObject([{ job: id(1) }])
})

test('a device that is given back or handed over keeps the order of its device, and what was found of it', () => {
  const outbox = open()
  outbox.add(id(1), {}, 'imei:1', 100)
  outbox.giveBack(id(2), 'imei:1', 100)
  outbox.giveBack(id(3), 'imei:1', 100, 'other-shop')
  outbox.add(id(4), {}, 'imei:2', 100, 'imei:1')
  const taken = () => outbox.take(me, 100, 9)
  expect(taken()).toMatchObject([{ job: id(1), act: 'register' }])
  outbox.remove(id(1))
  expect(taken()).toEqual([{ job: id(2), act: 'give-back', device: 'imei:1', attempts: 1, began: 100 }])
  outbox.remove(id(2))
  expect(taken()).toMatchObject([{ job: id(3), to: 'other-shop' }])
  outbox.found(id(3), ['a', 'b'], 100)
  expect(taken()).toMatchObject([{ job: id(3), to: 'other-shop', ids: ['a', 'b'], attempts: 2 }])
  expect(outbox.owes('imei:1')).toBe(true)
  outbox.remove(id(3))
  expect(taken()).toMatchObject([{ job: id(4), releases: 'imei:1' }])
})

test('what a station owes is nothing to a bench of the same home, and the other way round', () => {
  const { ofBench, ...outbox } = open()
  outbox.add(id(1), {}, 'imei:1', 100)
  expect(ofBench.take(me, 200, 9)).toEqual([])
  expect([ofBench.size(), ofBench.owes('imei:1')]).toEqual([0, false])
  ofBench.add(id(2), {}, 'imei:1', 100)
  ofBench.add(id(3), {}, 'imei:3', 100)
  ofBench.hold(id(3))
  expect(ofBench.take(me, 200, 9).map(({ job }) => job)).toEqual([id(2)])
  expect(outbox.take(me, 200, 9).map(({ job }) => job)).toEqual([id(1)])
  outbox.putBack(id(1), 200, 300)
  ofBench.putBack(id(2), 200, 300)
  ofBench.hurry()
  expect(ofBench.take(me, 201, 9).map(({ job }) => job)).toEqual([id(2)])
  expect(outbox.take(me, 201, 9)).toEqual([])
  expect([outbox.held(), ofBench.held()]).toMatchObject([[], [{ job: id(3) }]])
})

test('what is asked for once more begins with the first wait, for the device that it is for now', () => {
  const outbox = open()
  outbox.add(id(1), {}, 'imei:1', 100)
  outbox.take(me, 100, 9)
  outbox.putBack(id(1), 100, 50_000)
  outbox.take(me, 100_000, 9)
  outbox.add(id(1), {}, 'imei:2', 200_000)
  expect(outbox.owes('imei:1')).toBe(false)
  expect(outbox.take(me, 200_000, 9)).toMatchObject([{ job: id(1), attempts: 1 }])
})

test('what was held for another reason than that a device is somebody’s already goes with an upgrade', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bootstation-outbox-'))
  const db = openDatabase(join(dir, 'station.db'))
  onTestFinished(() => {
    db.close()
    rmSync(dir, { recursive: true })
  })
  const journal = createJournal(db, () => 1)
  const outbox = createOutbox(db, false)
  const order = { kind: 'register', device: parseDevice('imei:490154203237518'), reader: '', variables: {} } as const
  for (const [number, problem] of [
    [1, 'identity-claimed'],
    [2, 'quota-exceeded'],
  ] as const) {
    journal.append(
      id(number),
      { note: 'ordered', order: { ...order, add: false, bench: false }, owner: me },
      { note: 'began', phase: 'register' },
      {
        note: 'failed',
        phase: 'register',
        failure: { code: 'server.refused', status: 409, reason: 'no', retryable: false, problem },
      },
    )
    outbox.add(id(number), {}, 'imei:1', 1)
    outbox.hold(id(number))
  }
  db.exec(`PRAGMA user_version = ${schema.indexOf(heldSchema)}`)
  migrate(db, schema.slice(0, schema.indexOf(heldSchema) + 1))
  expect(outbox.held().map(({ job }) => job)).toEqual([id(1)])
})
