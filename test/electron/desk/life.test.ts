// The whole life of a device, asked by procedure name, by each of its identities.
import { expect, onTestFinished, test } from 'vitest'
import { identityOf, parseDevice } from '../../../shared/identity/device'
import { luhnDigit } from '../../../shared/identity/luhn'
import { parsePhone } from '../../../shared/intake/phone'
import type { JobRecord } from '../../../shared/job'
import { homeWithOld, oneServer } from '../../support/one-server'
import { imeiOf } from '../../support/registration-world'
import { openTestStation, testCard } from '../../support/station'

const { home, server } = oneServer(homeWithOld)

const isSettled = ({ outcome }: JobRecord): boolean => outcome !== 'running' && outcome !== 'OWED'
const phone = parsePhone('+491701234567')
const draft = { template: 'old', reader: 'R1', variables: {} }

/** A device that a till sold, written to a card that is then bootstrapped anew for another device. */
async function lived(numbers: readonly [number, number], url = server().url) {
  const card = testCard()
  const opened = openTestStation({ home: home(), cards: { R1: card }, server: { ...server(), url } })
  onTestFinished(() => opened.station.close())
  const { ask, station, until } = opened
  const [first, next] = [imeiOf(numbers[0]), imeiOf(numbers[1])]
  const is = url === server().url ? isSettled : ({ outcome }: JobRecord) => outcome === 'OWED'
  station.inbox().take({ evidence: 'till', reference: 'sale-1', device: first, phone, marks: ['clock-off'], seenAt: 1 })
  const written = await until(await ask.job.start({ ...draft, device: first }), is)
  const anew = await until(await ask.card.rebootstrap({ ...draft, template: 'training', device: next }), is)
  return { ...opened, card, first, next, written, anew }
}

test('a device is found by its IMEI, its card, its job, its label and its phone number, and its life is the same', async () => {
  const { ask, card, first, written } = await lived([11, 12])
  const { value } = identityOf(first)
  const lives = await Promise.all(
    [
      ...[first, value, `IMEI: ${value}`, value.slice(0, 14), `${value.slice(0, 14)}07`, `${value}07`],
      ...[`${value.slice(0, 2)}-${value.slice(2, 8)}-${value.slice(8, 14)}-${value.slice(14)}`, `]C18002${value}`],
      ...[`(01)09506000134352(8002)${value}`, `S/N: ${value}`, `SN: 7\nIMEI1: ${value}`],
      ...[phone, `TEL: ${phone}`, '0049 (0)170 1234567', written.job, written.job.toUpperCase()],
    ].map((identity) => ask.device.life({ identity })),
  )
  for (const life of lives) {
    expect(life).toMatchObject({ devices: [first], cards: [card.iccid()], told: 'server' })
    expect(life.events).toEqual(lives[0]?.events)
  }
  const ofCard = await ask.device.life({ identity: card.iccid() })
  expect(ofCard).toMatchObject({ cards: [card.iccid()], holder: imeiOf(12) })
  for (const identity of [card.iccid().slice(0, -1), `ICCID: ${card.iccid()}`, `${card.iccid()}F`])
    expect(await ask.device.life({ identity })).toEqual(ofCard)
})

test('a card that went on to another device tells of the first only how it left, and of the next only what came then', async () => {
  const { ask, until, card, first, next, written, anew } = await lived([13, 14])
  const again = await until(await ask.card.rebootstrap({ ...draft, template: 'training', device: next }), isSettled)
  const jobsOf = async (identity: string) =>
    (await ask.device.life({ identity })).events.flatMap((event) => (event.is === 'job' ? [event.job] : []))
  expect(await jobsOf(first)).toEqual([written.job, anew.job])
  expect(await jobsOf(next)).toEqual([anew.job, again.job])
  expect(await jobsOf(card.iccid())).toEqual([written.job, anew.job, again.job])
})

test('an IMEI without its check digit is one where its digits would make a GTIN too', async () => {
  const { ask, station } = openTestStation({ home: home(), cards: {} })
  onTestFinished(() => station.close())
  for (const identity of ['49015420323751', '49-015420-323751'])
    expect(await ask.device.life({ identity })).toMatchObject({ devices: ['imei:490154203237518'] })
  await expect(ask.device.life({ identity: '(01)49015420323751' })).rejects.toMatchObject({
    data: { path: 'identity' },
  })
})

test('a card of 20 digits is found by the 19 that are printed on it', async () => {
  const card = testCard({ iccid: '89999000000000000129' })
  const { ask, station, until } = openTestStation({ home: home(), cards: { R1: card }, server: server() })
  onTestFinished(() => station.close())
  await until(await ask.job.start({ ...draft, device: imeiOf(31) }), isSettled)
  for (const identity of ['89999000000000000129', '8999900000000000012'])
    expect(await ask.device.life({ identity })).toMatchObject({ cards: ['89999000000000000129'], holder: imeiOf(31) })
})

test('a device without an IMEI is found by its MEID in hex, with its check digit, and in decimal', async () => {
  const { ask, station, until } = openTestStation({ home: home(), cards: { R1: testCard() }, server: server() })
  onTestFinished(() => station.close())
  // 3GPP2 S.R0048: A0000000002329 is 2684354560 00009001 in decimal.
  const device = parseDevice('meid:A0000000002329')
  await until(await ask.job.start({ ...draft, device }), isSettled)
  const lives = await Promise.all(
    [
      'meid:A0000000002329',
      'a0 000000 002329',
      '268435456000009001',
      `A0000000002329${luhnDigit('A0000000002329', 16)}`,
    ].map((identity) => ask.device.life({ identity })),
  )
  for (const life of lives) {
    expect(life.devices).toEqual([device])
    expect(life.events.some(({ is }) => is === 'job')).toBe(true)
  }
})

test('a sale at the counter is found by the number that was given there', async () => {
  const { ask, station, until } = openTestStation({ home: home(), cards: { R1: testCard() }, server: server() })
  onTestFinished(() => station.close())
  await until(await ask.job.start({ ...draft, device: imeiOf(41), phone: '+49 170 7654321' }), isSettled)
  expect(await ask.device.life({ identity: '+491707654321' })).toMatchObject({ devices: [imeiOf(41)] })
})

test.for([
  ['490154203237519', /check digit of this IMEI/],
  ['89049032000000000000000000000001', /check digit of this EID/],
  ['89049032123451234512345678901235', /by no other number/],
  ['4006381333931', /by no other number/],
  ['S/N: R58N12ABCDE', /by no other number/],
] as const)('%s leads to nobody, and it is said why', async ([identity, reason]) => {
  const { ask, station } = openTestStation({ home: home(), cards: {} })
  onTestFinished(() => station.close())
  await expect(ask.device.life({ identity })).rejects.toMatchObject({
    data: { code: 'request.invalid', reason: expect.stringMatching(reason) },
  })
})

test('it tells who told of the device, what was done with before and after, and how its registration went', async () => {
  const { ask, first, next, written, anew } = await lived([13, 14])
  const { events } = await ask.device.life({ identity: first })
  expect(events.filter(({ is }) => is === 'intake')).toMatchObject([{ source: 'pos', phone: '…567' }])
  const jobs = events.filter(({ is }) => is === 'job')
  expect(jobs).toMatchObject([
    { job: written.job, kind: 'write', accounts: [{ serverId: 'old.example' }] },
    {
      job: anew.job,
      kind: 'rebootstrap',
      device: next,
      replaces: first,
      before: [{ serverId: 'old.example' }],
      accounts: [{ serverId: 'dms.bench.example' }],
    },
  ])
  const steps = events.flatMap((event) => (event.is === 'registration' ? [event.state] : []))
  expect(steps).toEqual(['received', 'accepted', 'released'])
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((one, other) => one - other))
  expect(JSON.stringify(events)).not.toContain(phone.slice(1))
})

test('with the server away it is told as far as this station heard', async () => {
  const { ask, first, next } = await lived([15, 16], 'https://127.0.0.1:1')
  const life = await ask.device.life({ identity: first })
  expect(life).toMatchObject({ told: 'station', devices: [first], holder: next })
  expect(life.events.some(({ is }) => is === 'job')).toBe(true)
})

test('what is no identity is refused, and one that nobody knows has no life', async () => {
  const { ask } = await lived([17, 18])
  await expect(ask.device.life({ identity: 'hello' })).rejects.toMatchObject({ data: { path: 'identity' } })
  expect(await ask.device.life({ identity: imeiOf(99) })).toMatchObject({ devices: [imeiOf(99)], events: [] })
  expect(await ask.device.life({ identity: '8949000000000000017' })).toMatchObject({ events: [] })
})

test.for(['dm2', 'dm1', 'cp'] as const)(
  'the device of a card that was written elsewhere is named by its %s message',
  async (format) => {
    const { card } = await lived([19, 20], 'https://127.0.0.1:1')
    const elsewhere = openTestStation({ home: home(), cards: { R1: card } })
    onTestFinished(() => elsewhere.station.close())
    const { ask, settled } = elsewhere
    await settled(await ask.job.start({ ...draft, device: imeiOf(21), format }))
    const here = openTestStation({
      home: home(),
      cards: { R1: card },
      server: { ...server(), url: 'https://127.0.0.1:1' },
    })
    onTestFinished(() => here.station.close())
    const { bootstrap } = await here.ask.card.inspect({ reader: 'R1' })
    expect(bootstrap.filter(({ bytes }) => bytes > 0)).toMatchObject([{ device: imeiOf(21) }])
    const anew = await here.ask.card.rebootstrap({ ...draft, device: imeiOf(22) })
    expect(await here.settled(anew)).toMatchObject({ replaces: imeiOf(21) })
  },
)
