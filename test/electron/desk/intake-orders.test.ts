import { expect, test } from 'vitest'
import { openDatabase } from '../../../electron/records/sqlite'
import { parseDevice } from '../../../shared/identity/device'
import { parsePhone } from '../../../shared/intake/phone'
import { rulesWith } from '../../shared/intake/support'
import { oneServer } from '../../support/one-server'
import { openTestStation } from '../../support/station'

const device = parseDevice('imei:490154203237518')
const phone = parsePhone('+491701234567')
const { home, server, database } = oneServer()

const arrival = { evidence: 'caller', reference: 'C-1', device, phone, marks: [], seenAt: 0 } as const

test('an entry becomes a registration that the DM Server has, with its source and how far it is trusted', async () => {
  const opened = openTestStation({
    home: home(),
    cards: {},
    server: server(),
    intake: rulesWith({ template: 'training' }),
  })
  const { station, ask, until } = opened
  station.inbox().take(arrival)
  await station.inbox().settled()
  const [entry] = (await ask.intake.search({})).entries
  if (!entry?.job) throw new Error('no job was ordered')
  const record = await until(entry.job, ({ outcome }) => outcome === 'PASS')
  expect(record).toMatchObject({
    kind: 'register',
    cause: { entry: entry.id, source: 'voice', trust: 'vouched', why: 'trusted' },
  })
  expect(record.cause).not.toHaveProperty('phone')
  expect(await ask.intake.get({ entry: entry.id })).toMatchObject({ state: 'ordered', outcome: 'PASS' })
  const db = openDatabase(database())
  expect(JSON.stringify(db.all('SELECT * FROM registration'))).toMatch(/dtmf.*told/)
  db.close()
  await station.close()
})

test('without a template to register with, it waits for a person', async () => {
  const { station, ask } = openTestStation({ home: home(), cards: {} })
  station.inbox().take(arrival)
  await station.inbox().settled()
  expect(await ask.intake.search({})).toMatchObject({
    held: 1,
    entries: [{ state: 'held', why: 'registration-failed' }],
  })
  await station.close()
})

test('a person decides through the contract, and who follows the inbox is told', async () => {
  const { station, ask } = openTestStation({ home: home(), cards: {}, intake: rulesWith({ template: 'training' }) })
  station.inbox().take({ ...arrival, evidence: 'caller-unproven' })
  const changes = await ask.intake.changes()
  const first = await changes.next()
  await expect(ask.intake.allow({ entry: 1, reason: '' })).rejects.toMatchObject({
    data: { code: 'request.invalid', path: 'reason' },
  })
  expect(await ask.intake.allow({ entry: 1, reason: 'she is here' })).toMatchObject({
    why: 'person',
    said: 'she is here',
  })
  expect((await changes.next()).value).not.toEqual(first.value)
  await station.inbox().settled()
  expect(await ask.intake.get({ entry: 1 })).toMatchObject({ state: 'ordered', job: expect.any(String) })
  await changes.return?.(undefined)
  await station.close()
})

test('what is registered at this station is in the inbox too', async () => {
  const { station, ask, until } = openTestStation({ home: home(), cards: {} })
  const job = await ask.registration.register({ device, template: 'training' })
  await until(job, ({ outcome }) => outcome === 'OWED')
  expect((await ask.intake.search({})).entries).toMatchObject([
    { source: 'pos', evidence: 'counter', job, outcome: 'OWED' },
  ])
  await station.close()
})

test('a number that was given at the counter is where the DM Server reaches the device, and in no record', async () => {
  const opened = openTestStation({ home: home(), cards: {}, server: server() })
  const { station, ask, until } = opened
  const other = parseDevice('imei:352099001761481')
  const job = await ask.registration.register({ device: other, template: 'training', phone: '+49 170 7654321' })
  const record = await until(job, ({ outcome }) => outcome === 'PASS')
  expect(JSON.stringify(record)).not.toContain('7654321')
  const db = openDatabase(database())
  expect(JSON.stringify(db.all('SELECT * FROM registration'))).toContain('+491707654321')
  db.close()
  await station.close()
})

test('what the rules want decided by a person is not ordered at the counter either, and waits in the inbox', async () => {
  const rules = rulesWith({ devicesPerNumber: 1 })
  const { station, ask } = openTestStation({ home: home(), cards: {}, intake: rules })
  const next = parseDevice('imei:352099001761481')
  const first = await ask.registration.register({ device, template: 'training', phone })
  expect((await ask.records.get({ job: first })).kind).toBe('register')
  for (let again = 0; again < 2; again++)
    await expect(ask.registration.register({ device: next, template: 'training', phone })).rejects.toMatchObject({
      data: { code: 'intake.held', why: 'many-devices' },
    })
  await expect(ask.registration.register({ device: next, template: 'training', phone: '0170' })).rejects.toMatchObject({
    data: { code: 'request.invalid', path: 'phone' },
  })
  expect((await ask.records.search({})).total).toBe(1)
  const { entries } = await ask.intake.search({ state: ['held'] })
  expect(entries).toMatchObject([{ evidence: 'counter', device: next, state: 'held', count: 2 }])
  await station.close()
})
