import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issue, newKey } from '../../electron/bench/server/certificate'
import type { DmServer } from '../../electron/bench/server/server'
import { parseDevice } from '../../shared/identity/device'
import { recordOf } from '../../shared/record'
import { startTestServer } from '../support/dm-server'
import { createTestHome, openTestStation, testCard } from '../support/station'

const device = parseDevice('imei:490154203237518')
const homes: string[] = []
let server: DmServer
const home = (): string => {
  const made = createTestHome()
  homes.push(made)
  return made
}

beforeAll(async () => {
  server = await startTestServer({ dir: join(home(), 'server'), now: Date.now })
})
afterAll(async () => {
  await server.close()
  for (const made of homes) rmSync(made, { recursive: true })
})

const order = { device, template: 'training', reader: 'R1', variables: {} }

test.for(['dm2', 'dm1'] as const)('a card is written, verified, rehearsed and registered in %s', async (format) => {
  const card = testCard()
  const { ask, station, until } = openTestStation({ home: home(), cards: { R1: card }, server })
  const preview = await ask.message.preview({ device, template: 'training', format })
  const job = await ask.job.start({ ...order, format, sha256: preview.sha256 })
  const record = await until(job, ({ outcome }) => outcome === 'PASS')
  expect(record).toMatchObject({
    sha256: preview.sha256,
    bytes: preview.bytes,
    format,
    iccid: card.iccid(),
    keys: { adm1: { triesLeft: 3 } },
    accounts: [{ serverId: 'dms.bench.example', url: 'https://localhost:4433/dm' }],
    registration: { state: 'accepted' },
    torn: false,
  })
  expect(record.phases.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(recordOf(job, station.journal.notes(job))).toEqual(record)
  await station.close()
})

test('a message that is not the reviewed one is not written', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const record = await settled(await ask.job.start({ ...order, sha256: '0'.repeat(64) }))
  expect(record).toMatchObject({ outcome: 'FAIL', failure: { code: 'message.invalid', path: 'sha256' }, commands: 0 })
  expect(card.dump().log).toEqual([])
  await station.close()
})

test('a card that is not the reviewed one is not written', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const record = await settled(await ask.job.start({ ...order, iccid: '8999900000000000000' }))
  expect(record).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.other' } })
  expect(card.dump().log.some(({ c }) => /^00(D6|20)/.test(c))).toBe(false)
  await station.close()
})

test('a job that ends while its station is closed is noted in the inbox, and owed', async () => {
  const where = home()
  const { ask, station } = openTestStation({ home: where, cards: { R1: testCard() }, server })
  station.inbox()
  const job = await ask.job.start(order)
  await new Promise<void>((resolve) => {
    const stop = station.journal.watch(() => {
      const phases = station.journal.record(job)?.phases ?? []
      if (!phases.some(({ name, outcome }) => name === 'rehearse' && outcome === 'done')) return
      stop()
      resolve()
    })
  })
  await station.close()
  const again = openTestStation({ home: where, cards: {}, server })
  expect((await again.until(job, ({ outcome }) => outcome !== 'running')).outcome).toMatch(/PASS|OWED/)
  expect(again.station.inbox().search({ text: '', state: [], limit: 9, offset: 0 }).entries).toMatchObject([
    { job, state: 'ordered', why: 'person' },
  ])
  await again.station.close()
})

test('with an expired certificate no card is touched', async () => {
  const made = home()
  const pair = issue({ is: 'client', name: 'station' }, await newKey(), Date.now() - 500 * 24 * 3600 * 1000)
  const cert = join(made, 'expired.pem')
  writeFileSync(cert, `${pair.cert}${pair.key}`)
  const card = testCard()
  const access = { url: server.url, ca: server.ca, cert, key: cert }
  const { ask, station, settled } = openTestStation({ home: made, cards: { R1: card }, server: access })
  const record = await settled(await ask.job.start(order))
  expect(record).toMatchObject({
    outcome: 'ERROR',
    failure: { code: 'server.certificate' },
    commands: 0,
  })
  expect(card.dump().log).toEqual([])
  await station.close()
})

test('a second write of the same message touches nothing', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await settled(await ask.job.start(order))
  const before = card.dump().log.length
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
  expect(
    card
      .dump()
      .log.slice(before)
      .some(({ c }) => /^00(D6|200000?0A08)/.test(c)),
  ).toBe(false)
  await station.close()
})

test('a card torn at any command never passes, and its next job finishes it', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  for (let count = 0; ; count++) {
    const variables = { apn: `apn-${count}` }
    card.faults.cue({ fault: 'leave', after: count })
    const record = await settled(await ask.job.start({ ...order, variables }))
    card.faults.clear()
    card.insert()
    if (record.outcome === 'OWED') break
    expect(record.failure?.code, `after ${count}`).toMatch(/^card\.(removed|absent)$/)
    expect(record.outcome).not.toBe('PASS')
    const again = await settled(await ask.job.start({ ...order, variables }))
    expect(again.outcome, `after ${count}`).toBe('OWED')
    if (record.torn)
      expect(await ask.records.get({ job: record.job })).toMatchObject({ torn: false, finishedBy: again.job })
  }
  await station.close()
}, 60_000)

test('adding a server keeps the one that is there', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await settled(await ask.job.start(order))
  const other = join(homes.at(-1) ?? '', 'templates', 'other.json')
  const { writeFileSync } = await import('node:fs')
  const { trainingTemplate } = await import('../support/station')
  const [training] = trainingTemplate.servers
  writeFileSync(
    other,
    JSON.stringify({ ...trainingTemplate, name: 'other', servers: [{ ...training, id: 'second.example' }] }),
  )
  const record = await settled(await ask.job.start({ ...order, template: 'other', add: true }))
  expect(record.accounts.map(({ serverId }) => serverId)).toEqual(['dms.bench.example', 'second.example'])
  await station.close()
})

test('blanking leaves nothing a device would take', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await settled(await ask.job.start(order))
  expect(await settled(await ask.card.blank({ reader: 'R1' }))).toMatchObject({ outcome: 'PASS', kind: 'blank' })
  expect(await ask.card.rehearse({ reader: 'R1' })).toMatchObject({ outcome: 'FAIL', accounts: [] })
  expect((await ask.card.inspect({ reader: 'R1' })).bootstrap).toMatchObject([{ format: 'empty' }])
  await station.close()
})

test('what is owed while the server is away is delivered once it is back', async () => {
  const card = testCard()
  const { ask, station, until, settled } = openTestStation({ home: home(), cards: { R1: card }, server })
  await server.setMode('down')
  const job = await ask.job.start({ ...order, device: parseDevice('imei:356938035643809') })
  expect(await settled(job)).toMatchObject({ outcome: 'OWED', registration: { state: 'pending' } })
  await server.setMode('up')
  station.hurry()
  expect(await until(job, ({ outcome }) => outcome === 'PASS')).toMatchObject({ registration: { state: 'accepted' } })
  await station.close()
})

test('a server that refuses ends the job in ERROR, and resume asks it again', async () => {
  const { ask, station, until } = openTestStation({ home: home(), cards: { R1: testCard() }, server })
  await server.setMode('refuse')
  const job = await ask.job.start(order)
  expect(await until(job, ({ outcome }) => outcome === 'ERROR')).toMatchObject({
    failure: { code: 'server.refused' },
    registration: { state: 'rejected' },
  })
  await server.setMode('up')
  await ask.job.resume({ job })
  expect(await until(job, ({ outcome }) => outcome === 'PASS')).toMatchObject({ registration: { state: 'accepted' } })
  await station.close()
})

test('a job whose process ended is interrupted, waits for a person, and can be resumed', async () => {
  const at = home()
  const card = testCard()
  const first = openTestStation({ home: at, cards: { R1: card } })
  const id = await first.ask.job.start(order)
  await first.settled(id)
  const [noted] = first.station.journal.notes(id)
  if (noted?.note.note !== 'ordered') throw new Error('no order')
  const job = crypto.randomUUID() as typeof id
  first.station.journal.append(job, { ...noted.note, owner: '999999:1' }, { note: 'began', phase: 'compose' })
  await first.station.close()

  const second = openTestStation({ home: at, cards: { R1: card } })
  expect(await second.ask.records.get({ job })).toMatchObject({ outcome: 'INTERRUPTED' })
  expect((await second.ask.job.open()).map((record) => record.job)).toEqual([job])
  await second.ask.job.resume({ job })
  expect(await second.settled(job)).toMatchObject({ outcome: 'OWED' })
  await second.station.close()
})

test('no key, no secret and no message is in what the station keeps', async () => {
  const at = home()
  const { ask, station, settled } = openTestStation({ home: at, cards: { R1: testCard() } })
  const preview = await ask.message.preview({ device, template: 'training' })
  const job = await ask.job.start(order)
  await settled(job)
  const kept = JSON.stringify([preview, station.journal.notes(job), station.journal.record(job)])
  for (const canary of ['12345678', '3132333435363738', '00112233445566778899aabbccddeeff'])
    expect(kept).not.toContain(canary)
  const { composer } = station
  const text = new TextDecoder().decode(composer.make({ device, template: 'training', variables: {} }).message)
  const secrets = [...text.matchAll(/"Secret":"([^"]+)"/g)].map(([, value]) => value)
  expect(secrets.length).toBeGreaterThan(0)
  for (const value of secrets) expect(kept).not.toContain(value)
  await station.close()
})

test('a registration that no DM Server would take fails its own job, and the station goes on', async () => {
  const { ask, station, until } = openTestStation({ home: home(), cards: { R1: testCard() }, server })
  const good = await ask.job.start(order)
  station.outbox.add(good, { identities: 'none' }, device, 0)
  await until(good, ({ outcome }) => outcome === 'PASS' || outcome === 'ERROR')
  const next = await ask.job.start({ ...order, device: parseDevice('imei:493005100592800') })
  expect(await until(next, ({ outcome }) => outcome !== 'running' && outcome !== 'OWED')).toMatchObject({
    outcome: 'PASS',
  })
  await expect(ask.registration.register({ device, template: 'training', iccid: 'abc' })).rejects.toThrow()
  await station.close()
})

test('a job goes on with its own card only', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({
    home: home(),
    cards: { R1: card, R2: testCard({ iccid: '8999900000000000024' }) },
  })
  card.faults.cue({ fault: 'leave', after: 20 })
  const job = await ask.job.start(order)
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL' })
  await ask.job.resume({ job, reader: 'R2' })
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.other' }, iccid: card.iccid() })
  card.insert()
  await ask.job.resume({ job, reader: 'R1' })
  expect(await settled(job)).toMatchObject({ outcome: 'OWED' })
  await station.close()
})
