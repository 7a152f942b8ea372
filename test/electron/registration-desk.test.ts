// Registrations by procedure name, as the window and the command line ask, against the bench's server over TLS.
import { rmSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { DmServer } from '../../electron/bench/server/server'
import { csvHead, exportLine } from '../../electron/desk/records-export'
import { createDmServerClient } from '../../electron/server/client'
import type { JobRecord } from '../../shared/job'
import { maskedRecord } from '../../shared/masked-record'
import { recordOf } from '../../shared/record'
import { startTestServer } from '../support/dm-server'
import { imeiOf, requestFor } from '../support/registration-world'
import { createTestHome, openTestStation } from '../support/station'
import { accessAs } from './server/support'

const homes: string[] = []
const held: { server?: DmServer } = {}
const server = (): DmServer => held.server ?? expect.fail('no server')
const home = (): string => {
  const made = createTestHome()
  homes.push(made)
  return made
}
const dir = join(home(), 'server')
beforeAll(async () => {
  held.server = await startTestServer({ dir, now: Date.now })
})
afterAll(async () => {
  await held.server?.close()
  for (const made of homes) rmSync(made, { recursive: true })
})

const opened = () => {
  const at = openTestStation({ home: home(), cards: {}, server: server() })
  onTestFinished(() => at.station.close())
  return at
}
const other = async () => {
  const client = createDmServerClient(await accessAs('other-shop', server(), dir))
  onTestFinished(client.close)
  return client
}
const isSettled = ({ outcome }: JobRecord): boolean => outcome !== 'running' && outcome !== 'OWED'
const register = async ({ ask, until }: ReturnType<typeof opened>, number: number): Promise<JobRecord> =>
  until(await ask.registration.register({ device: imeiOf(number), template: 'training' }), isSettled)

test('a device is registered, followed to the end, and given back', async () => {
  const at = opened()
  const { ask, station, until } = at
  const { job, registration } = await register(at, 1)
  const stop = station.follow()
  onTestFinished(stop)
  for (const state of ['contacted', 'managed'] as const)
    server().registry.advance(registration.id ?? '', state, 'a session')
  expect(await until(job, (record) => record.registration.state === 'managed')).toMatchObject({ outcome: 'PASS' })
  expect(await ask.registration.status({ device: imeiOf(1) })).toMatchObject({
    isOwed: false,
    registrations: [{ id: registration.id, state: 'managed', history: [{}, {}, {}, { cause: 'a session' }] }],
  })
  const back = await until(await ask.registration.release({ device: imeiOf(1) }), isSettled)
  expect(back).toMatchObject({
    ...{ kind: 'release', outcome: 'PASS', device: imeiOf(1) },
    registration: { id: registration.id, state: 'released' },
  })
  const again = await until(await ask.registration.release({ device: imeiOf(1) }), isSettled)
  expect(again).toMatchObject({ outcome: 'PASS', registration: { state: 'released' } })
  const record = await ask.records.get({ job })
  expect(record.registration).toMatchObject({ state: 'released', version: 5 })
  expect(recordOf(job, station.journal.notes(job))).toEqual(record)
})

test('the references of a sale are told to the server, kept in the record, and leave it by their ends only', async () => {
  const { ask, until } = opened()
  const references = {
    order: { ref: 'ORDER-2026-11-4711', store: 'Berlin 3', seller: 'anna.schmidt' },
    customerRef: 'K-88',
  }
  const job = await ask.registration.register({ device: imeiOf(7), template: 'training', references })
  const record = await until(job, isSettled)
  expect(record).toMatchObject({ outcome: 'PASS', references })
  const { registrations } = await ask.registration.status({ device: imeiOf(7) })
  expect(registrations).toMatchObject([{ order: references.order, customerRef: 'K-88' }])
  const masked = {
    order: { ref: '••••••••••••••4711', store: 'Berlin 3', seller: '••••••••midt' },
    customerRef: '••••',
  }
  expect(maskedRecord(record).references).toEqual(masked)
  const row = exportLine(record, 'csv', false).trim().split(',')
  expect(csvHead().trim().split(',').slice(-4)).toEqual(['order', 'store', 'seller', 'customer'])
  expect(row.slice(-4)).toEqual([masked.order.ref, 'Berlin 3', masked.order.seller, masked.customerRef])
  expect(exportLine(record, 'csv', true)).toContain('ORDER-2026-11-4711')
})

test('a device handed over is the other’s', async () => {
  const at = opened()
  await register(at, 2)
  const job = await at.ask.registration.transfer({ device: imeiOf(2), to: 'other-shop' })
  expect(await at.until(job, isSettled)).toMatchObject({ kind: 'transfer', outcome: 'PASS' })
  expect(await at.ask.registration.status({ device: imeiOf(2) })).toEqual({ isOwed: false, registrations: [] })
  expect(await (await other()).lookup([{ type: 'imei', value: imeiOf(2).slice(5) }])).toHaveLength(1)
})

test('a device that is somebody else’s waits for a person: set aside, then registered once it was given back', async () => {
  const theirs = await other()
  const { id } = await theirs.register(requestFor(imeiOf(3)), 'theirs-3')
  const at = opened()
  const { ask, station, until } = at
  const { job, ...record } = await register(at, 3)
  expect(record).toMatchObject({ outcome: 'ERROR', registration: { state: 'conflict' } })
  expect(await ask.registration.conflicts()).toMatchObject([
    { job, device: imeiOf(3), reason: expect.stringContaining('registered'), sent: { source: 'pos', format: 'dm2' } },
  ])
  await expect(ask.registration.resolve({ job, how: 'set-aside', reason: '  x ' })).rejects.toMatchObject({
    data: { path: 'reason' },
  })
  const asideFor = { how: 'set-aside', reason: 'the other shop was called' } as const
  expect(await ask.registration.resolve({ job, ...asideFor })).toMatchObject({
    outcome: 'ERROR',
    registration: { state: 'conflict', resolution: 'set-aside' },
  })
  const said = { ...asideFor, by: userInfo().username, at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }
  expect(await ask.registration.conflicts()).toMatchObject([{ job, resolution: 'set-aside', decided: said }])
  await theirs.release(id)
  expect(await ask.registration.resolve({ job, how: 'register-again', reason: 'they gave it back' })).toMatchObject({
    outcome: 'OWED',
  })
  const done = await until(job, isSettled)
  expect(await ask.registration.conflicts()).toEqual([])
  expect(done).toMatchObject({ outcome: 'PASS', registration: { state: 'accepted' } })
  expect(done).not.toHaveProperty('failure')
  expect(done.decisions).toMatchObject([said, { how: 'register-again', reason: 'they gave it back' }])
  expect(recordOf(job, station.journal.notes(job))).toEqual(done)
  await expect(ask.registration.resolve({ job, how: 'keep-theirs', reason: 'too late' })).rejects.toMatchObject({
    data: { path: 'job' },
  })
})

test('a device that is left to somebody else is not asked for any more', async () => {
  const theirs = await other()
  await theirs.register(requestFor(imeiOf(4)), 'theirs-4')
  const at = opened()
  const { job } = await register(at, 4)
  expect(await at.ask.registration.resolve({ job, how: 'keep-theirs', reason: 'it is theirs' })).toMatchObject({
    outcome: 'ERROR',
    registration: { state: 'rejected', resolution: 'keep-theirs' },
  })
  await expect(at.ask.registration.resolve({ job, how: 'register-again', reason: 'after all' })).rejects.toMatchObject({
    data: { path: 'job' },
  })
})

test('a device that the server does not know as ours is no device to give back', async () => {
  const { ask, until } = opened()
  for (const job of [
    await ask.registration.release({ device: imeiOf(6) }),
    await ask.registration.transfer({ device: imeiOf(6), to: 'other-shop' }),
  ])
    expect(await until(job, isSettled)).toMatchObject({ outcome: 'ERROR', failure: { status: 404 } })
})

test('a device is given back behind its registration while the server is away, in the order it was said', async () => {
  const { ask, station, until } = openTestStation({
    home: home(),
    cards: {},
    server: { ...server(), url: 'https://127.0.0.1:1' },
  })
  onTestFinished(() => station.close())
  const device = imeiOf(5)
  const first = await ask.registration.register({ device, template: 'training' })
  await until(first, ({ outcome }) => outcome === 'OWED')
  const second = await ask.registration.release({ device })
  expect(await until(second, ({ outcome }) => outcome !== 'running')).toMatchObject({
    ...{ kind: 'release', outcome: 'OWED', registration: { state: 'pending' } },
  })
  expect(station.journal.owed(false)).toBe(2)
  const third = await ask.registration.register({ device, template: 'training' })
  await until(third, ({ outcome }) => outcome === 'OWED')
  expect(station.outbox.size()).toBe(3)
})
