// A returned card, bootstrapped anew: all or nothing, wherever it is stopped.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Cue } from '../../../electron/bench/faults'
import { watchInsertions } from '../../../electron/job/insertions'
import { parseDevice } from '../../../shared/identity/device'
import type { JobRecord } from '../../../shared/job'
import { recordOf } from '../../../shared/record'
import type { TestCard } from '../../support/card'
import { homeWithOld, oneServer } from '../../support/one-server'
import { imeiOf } from '../../support/registration-world'
import { openTestStation, testCard } from '../../support/station'

const { home, server } = oneServer(homeWithOld)

const before = parseDevice('imei:490154203237518')
const after = parseDevice('imei:356938035643809')
const away = () => ({ ...server(), url: 'https://127.0.0.1:1' })
const isSettled = ({ outcome }: JobRecord): boolean => outcome !== 'running' && outcome !== 'OWED'
const asked = { device: after, template: 'training', reader: 'R1', variables: {} }
const old = { ...asked, device: before, template: 'old' }

type Access = Parameters<typeof openTestStation>[0]['server']
async function returned(access: Access, options: Parameters<typeof testCard>[0] = {}, device = before) {
  const card = testCard(options)
  const opened = openTestStation({ home: home(), cards: { R1: card }, ...(access && { server: access }) })
  const first = await opened.ask.job.start({ ...old, device })
  await opened.until(first, access === away() ? isSettled : ({ outcome }) => outcome !== 'running')
  return { ...opened, card, first }
}

const serversOn = async ({ ask }: Pick<ReturnType<typeof openTestStation>, 'ask'>): Promise<readonly string[]> =>
  (await ask.card.rehearse({ reader: 'R1' })).accounts.map(({ serverId }) => serverId)
const updatesSince = (card: TestCard, start: number): readonly string[] =>
  card
    .dump()
    .log.slice(start)
    .map(({ c }) => c)
    .filter((c) => c.startsWith('00D6'))

test('a card for one device becomes one for another: its old registration is given back, the new one made', async () => {
  const at = await returned(server())
  const { ask, station, until, first } = at
  onTestFinished(() => station.close())
  await until(first, isSettled)
  const record = await until(await ask.card.rebootstrap(asked), isSettled)
  expect(record).toMatchObject({
    kind: 'rebootstrap',
    outcome: 'PASS',
    torn: false,
    replaces: before,
    before: [{ serverId: 'old.example' }],
    accounts: [{ serverId: 'dms.bench.example' }],
    registration: { state: 'accepted' },
  })
  expect(record.phases.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 8 }, () => 'done'))
  expect(recordOf(record.job, station.journal.notes(record.job))).toEqual(record)
  expect(await serversOn(at)).toEqual(['dms.bench.example'])
  expect(await ask.registration.status({ device: before })).toMatchObject({ registrations: [{ state: 'released' }] })
  expect(await ask.registration.status({ device: after })).toMatchObject({ registrations: [{ state: 'accepted' }] })
  expect(await ask.records.get({ job: first })).toMatchObject({ outcome: 'PASS', registration: { state: 'released' } })
})

test('the same device gets a new registration, and its old one is given back; again changes no byte of the card', async () => {
  const device = imeiOf(1)
  const { ask, station, until, first, card } = await returned(server(), {}, device)
  onTestFinished(() => station.close())
  const { registration } = await until(first, isSettled)
  const again = async () => until(await ask.card.rebootstrap({ ...asked, device }), isSettled)
  const record = await again()
  expect(record).toMatchObject({ outcome: 'PASS', replaces: device })
  expect(record.registration.id).not.toBe(registration.id)
  const { registrations } = await ask.registration.status({ device })
  expect(registrations).toMatchObject([{ id: record.registration.id, state: 'accepted' }])
  const start = card.dump().log.length
  const repeated = await again()
  expect(repeated).toMatchObject({ outcome: 'PASS', before: [{ serverId: 'dms.bench.example' }] })
  expect(updatesSince(card, start)).toEqual([])
})

test('a device that went on to another card keeps that card’s registration when its old card is used for another', async () => {
  const device = imeiOf(2)
  const cards = { R1: testCard(), R2: testCard({ iccid: '8999900000000000024' }) }
  const { ask, station, until } = openTestStation({ home: home(), cards, server: server() })
  onTestFinished(() => station.close())
  await until(await ask.job.start({ ...old, device }), isSettled)
  const moved = await until(await ask.job.start({ ...old, device, reader: 'R2' }), isSettled)
  const record = await until(await ask.card.rebootstrap({ ...asked, device: imeiOf(3) }), isSettled)
  expect(record).toMatchObject({ outcome: 'PASS', replaces: device })
  expect(await ask.registration.status({ device })).toMatchObject({
    registrations: [{ id: moved.registration.id, state: 'accepted' }],
  })
})

test('what other formats left on the card goes too', async () => {
  const card = testCard()
  const at = openTestStation({ home: home(), cards: { R1: card }, server: away() })
  onTestFinished(() => at.station.close())
  await at.settled(await at.ask.card.prepare({ reader: 'R1', preparation: { cp: true } }))
  await at.settled(await at.ask.job.start({ ...old, format: 'cp' }))
  await at.settled(await at.ask.job.start({ ...old, format: 'dm1', add: false }))
  expect(new Set(await serversOn(at))).toEqual(new Set(['old.example']))
  const record = await at.settled(await at.ask.card.rebootstrap(asked))
  expect(record).toMatchObject({ outcome: 'OWED', torn: false })
  expect(await serversOn(at)).toEqual(['dms.bench.example'])
  const { bootstrap } = await at.ask.card.inspect({ reader: 'R1' })
  expect(bootstrap.filter(({ format }) => format !== 'empty')).toMatchObject([{ use: 'dm', format: 'dm2' }])
  expect(bootstrap.length).toBeGreaterThan(1)
})

test('with the server away the card is done, and the old registration stays until the new one is told with it', async () => {
  const { ask, station, settled } = await returned(away())
  onTestFinished(() => station.close())
  const record = await settled(await ask.card.rebootstrap(asked))
  expect(record).toMatchObject({ outcome: 'OWED', registration: { state: 'pending' } })
  expect(record.phases.map(({ outcome }) => outcome).slice(-3)).toEqual(['done', 'running', 'waiting'])
  expect(station.outbox.owes(before)).toBe(true)
  expect(station.outbox.owes(after)).toBe(true)
})

test('a station that ended while it owed both goes on where it was, and each is told once', async () => {
  const place = home()
  const [first, next] = [imeiOf(5), imeiOf(6)]
  const cards = { R1: testCard() }
  const here = (access: Access) => openTestStation({ home: place, cards, ...(access && { server: access }) })
  const written = here(server())
  await written.until(await written.ask.job.start({ ...old, device: first }), isSettled)
  await written.station.close()
  const owing = here(away())
  const job = await owing.ask.card.rebootstrap({ ...asked, device: next })
  await owing.settled(job)
  await owing.station.close()
  const again = here(server())
  onTestFinished(() => again.station.close())
  expect(await again.until(job, isSettled)).toMatchObject({ outcome: 'PASS', replaces: first })
  const states = async (device: typeof first) =>
    (await again.ask.registration.status({ device })).registrations.map(({ state }) => state)
  expect([await states(first), await states(next)]).toEqual([['released'], ['accepted']])
})

const refusals: readonly {
  readonly why: string
  readonly code: string
  readonly outcome: string
  readonly card?: Parameters<typeof testCard>[0]
}[] = [
  { why: 'too few tries', code: 'card.locked', outcome: 'FAIL', card: { tries: { adm1: 2 } } },
  {
    why: 'too little room',
    code: 'card.too-small',
    outcome: 'FAIL',
    card: { pkcs15: { bootstrapSizeBytes: 128 } },
  },
]
test.for(refusals)('$why is found before anything is changed', async ({ code, outcome, card: options = {} }) => {
  const card = testCard(options)
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card }, server: away() })
  onTestFinished(() => station.close())
  const before = card.file('6421')
  const record = await settled(await ask.card.rebootstrap(asked))
  expect(record).toMatchObject({ outcome, torn: false, failure: { code }, registration: { state: 'none' } })
  expect(record.phases.find(({ outcome }) => outcome === 'failed')).toMatchObject({ name: 'check' })
  expect(card.file('6421')).toBe(before)
  expect(updatesSince(card, 0)).toEqual([])
})

test('a wrong key is found before anything is changed, and costs the one try', async () => {
  const { station, card } = await returned(away())
  onTestFinished(() => station.close())
  const file = card.file('6421')
  const start = card.dump().log.length
  const wrong = join(home(), 'wrong.txt')
  writeFileSync(wrong, 'ascii:00000000\n', { mode: 0o600 })
  const other = openTestStation({ home: home(), cards: { R1: card }, server: away(), admFile: wrong })
  onTestFinished(() => other.station.close())
  const record = await other.settled(await other.ask.card.rebootstrap(asked))
  expect(record).toMatchObject({ outcome: 'FAIL', torn: false, failure: { code: 'card.key-refused', attemptsLeft: 2 } })
  expect(card.file('6421')).toBe(file)
  expect(updatesSince(card, start)).toEqual([])
})

/** One job with one mishap: what a device finds then, once the card is back and the job went on to its end. */
async function afterMishap(fault: Cue, told: string): Promise<string | undefined> {
  const { ask, station, driver, until, settled, card } = await returned(away())
  card.faults.cue(fault)
  const job = await ask.card.rebootstrap(asked)
  const record = await settled(job)
  if (record.outcome === 'OWED') {
    await station.close()
    return undefined
  }
  expect(record, told).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.removed' } })
  expect(station.outbox.owes(before), told).toBe(true)
  expect(station.outbox.owes(after), told).toBe(false)
  const other = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.clear()
  card.insert()
  const found = (await serversOn(other)).join(' ')
  await other.station.close()
  expect(['', 'old.example', 'dms.bench.example'], told).toContain(found)
  if (found !== 'old.example') expect(record.phases[1], told).toMatchObject({ outcome: 'done' })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  driver.tell()
  const touched = record.torn || record.phases[3]?.outcome === 'done'
  if (!touched) await ask.job.resume({ job })
  const done = await until(job, ({ outcome }) => outcome === 'OWED')
  expect(done, told).toMatchObject({
    torn: false,
    replaces: before,
    before: [{ serverId: 'old.example' }],
    accounts: [{ serverId: 'dms.bench.example' }],
  })
  expect(await serversOn({ ask }), told).toEqual(['dms.bench.example'])
  stop()
  await station.close()
  return found
}

test('pulled before any command: the card is old, new or empty to a device, nothing is given back, and it goes on from there', {
  timeout: 300_000,
}, async () => {
  const { commands, updates } = await wholeJob()
  const [first = 0, last = 0] = [updates[0], updates.at(-1)]
  const seen = new Set<string>()
  for (let at = 1; at < commands; at += at < first - 2 || at > last + 4 ? 5 : 1) {
    const found = await afterMishap({ fault: 'leave', after: at }, `pulled at ${at}`)
    if (found !== undefined) seen.add(found)
  }
  expect([...seen].sort()).toEqual(['', 'dms.bench.example', 'old.example'])
})

test('torn inside any write: the card is old, new or empty to a device, never half, and it goes on from there', {
  timeout: 300_000,
}, async () => {
  const { updates } = await wholeJob()
  for (const at of updates)
    for (const bytes of [1, 60]) await afterMishap({ fault: 'tear', at: at + 1, bytes }, `torn at ${at}, byte ${bytes}`)
})

test('a card that was written elsewhere meanwhile stays as it is until a person says otherwise', async () => {
  const { updates } = await wholeJob()
  const { ask, station, driver, until, settled, card } = await returned(away())
  onTestFinished(() => station.close())
  card.faults.cue({ fault: 'leave', after: (updates[0] ?? 0) + 2 })
  const job = await ask.card.rebootstrap(asked)
  expect(await settled(job)).toMatchObject({ torn: true })
  driver.tell()
  card.insert()
  const other = openTestStation({ home: home(), cards: { R1: card } })
  await other.settled(await other.ask.job.start({ ...old, device: imeiOf(4) }))
  await other.station.close()
  const found = card.file('6421')
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  onTestFinished(stop)
  driver.tell()
  await until(job, ({ failure }) => failure?.code === 'card.rewritten')
  expect(card.file('6421')).toBe(found)
})

/** What a job on such a card sends when nothing comes in between. */
async function wholeJob() {
  const { ask, station, settled, card } = await returned(away())
  const start = card.dump().log.length
  await settled(await ask.card.rebootstrap(asked))
  await station.close()
  const sent = card.dump().log.slice(start)
  return { commands: sent.length, updates: sent.flatMap(({ c }, at) => (c.startsWith('00D6') ? [at] : [])) }
}
