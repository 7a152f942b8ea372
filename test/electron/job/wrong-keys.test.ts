import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { iccidOfSerial } from '../../../electron/bench/uicc/numbers'
import { keySetOf } from '../../../electron/keys/source'
import { openDatabase } from '../../../electron/records/sqlite'
import { parseDevice } from '../../../shared/identity/device'
import type { JobRecord } from '../../../shared/job'
import { utf8 } from '../../../shared/utf8'
import type { TestCard } from '../../support/card'
import { failureOf } from '../../support/failure'
import { createTestHome, openTestStation, testCard } from '../../support/station'

const homes: string[] = []
const home = (): string => {
  const made = createTestHome()
  homes.push(made)
  return made
}
afterAll(() => {
  for (const made of homes) rmSync(made, { recursive: true })
})

const order = { device: parseDevice('imei:490154203237518'), template: 'training', variables: {} }
const wrongKeyed = (count: number): readonly TestCard[] =>
  Array.from({ length: count }, (_, at) => testCard({ iccid: iccidOfSerial(at + 1), adm: utf8('NOT-THIS') }))
const triesOf = (cards: readonly TestCard[]) => cards.map((card) => card.dump().tries.adm1 ?? -1)
const touched = (cards: readonly TestCard[]) => cards.filter((card) => card.dump().log.length > 0)
const tried = (cards: readonly TestCard[]) =>
  cards.filter((card) => card.dump().log.some(({ c }) => c.startsWith('0020000A08')))
const codes = (records: readonly JobRecord[]) => records.map(({ failure }) => failure?.code)
const reason = 'the right keys were delivered'

type Opened = ReturnType<typeof openTestStation>
async function write({ ask, settled }: Opened, reader: string): Promise<JobRecord> {
  return settled(await ask.job.start({ ...order, reader }))
}

test('a hundred cards with wrong keys, one after the other: two are touched, and none has fewer than two tries', async () => {
  const cards = wrongKeyed(100)
  const at = home()
  const records: JobRecord[] = []
  // Program after program of one home: the first has one card, the second four, and so on.
  for (let from = 0; from < cards.length; from = from * 4 + 1) {
    const now = cards.slice(from, from * 4 + 1).map((card, number) => [`R${number}`, card] as const)
    const station = openTestStation({ home: at, cards: Object.fromEntries(now) })
    for (const [name] of now) records.push(await write(station, name))
    await station.station.close()
  }
  expect(codes(records.slice(0, 2))).toEqual(['card.key-refused', 'card.key-refused'])
  expect(new Set(codes(records.slice(2)))).toEqual(new Set(['key.stopped']))
  expect(touched(cards)).toEqual(cards.slice(0, 2))
  expect(triesOf(cards)).toEqual([2, 2, ...Array.from({ length: 98 }, () => 3)])
}, 60_000)

test('a hundred cards with wrong keys in eight readers at once: two are tried, and none has fewer than two tries', async () => {
  const cards = wrongKeyed(104)
  const at = home()
  for (let row = 0; row < 13; row++) {
    const now = cards.slice(row * 8, row * 8 + 8)
    for (const card of now) card.faults.slow({ delayMs: 2, perByteMs: 0 })
    const names = now.map((_, number) => `R${number + 1}`)
    const station = openTestStation({
      home: at,
      cards: Object.fromEntries(names.map((name, of) => [name, now[of] ?? testCard()])),
    })
    await Promise.all(names.map((name) => write(station, name)))
    await station.station.close()
  }
  expect(tried(cards)).toHaveLength(2)
  expect(touched(cards).length).toBeLessThanOrEqual(8)
  expect(Math.min(...triesOf(cards))).toBe(2)
}, 60_000)

test('stations of one home that try at the same time are stopped together', async () => {
  const cards = wrongKeyed(24)
  const at = home()
  const stations = Array.from({ length: 4 }, (_, number) =>
    openTestStation({
      home: at,
      cards: Object.fromEntries(cards.slice(number * 6, number * 6 + 6).map((card, of) => [`R${of}`, card])),
    }),
  )
  await Promise.all(stations.flatMap((station) => [0, 1, 2, 3, 4, 5].map((number) => write(station, `R${number}`))))
  expect(tried(cards)).toHaveLength(2)
  expect(Math.min(...triesOf(cards))).toBe(2)
  for (const { station } of stations) await station.close()
})

test('a key set that was stopped stays so until a supervisor says why it may go on, and the reason is kept', async () => {
  const at = home()
  const cards = wrongKeyed(2)
  const good = testCard()
  const open = () => openTestStation({ home: at, cards: { R1: cards[0] ?? good, R2: cards[1] ?? good, R3: good } })
  const first = open()
  await write(first, 'R1')
  await write(first, 'R2')
  await first.station.close()

  const second = open()
  const keySet = keySetOf({ from: 'file', path: join(at, 'adm.txt'), adm: 'ADM1' })
  expect(await write(second, 'R3')).toMatchObject({
    outcome: 'ERROR',
    failure: { code: 'key.stopped', keySet, refusals: 2 },
  })
  expect(touched([good])).toEqual([])
  expect(await second.ask.keys.sets()).toMatchObject([{ keySet, refusals: 2, isStopped: true }])
  expect(keySet).not.toContain('12345678')
  await expect(second.ask.keys.allow({ keySet, reason: 'because' })).rejects.toThrow()
  await expect(second.ask.keys.allow({ keySet: 'file-0', reason })).rejects.toThrow()
  expect(await write(second, 'R3')).toMatchObject({ failure: { code: 'key.stopped' } })
  await second.ask.keys.allow({ keySet, reason })
  const db = openDatabase(join(at, 'station.db'))
  expect(db.all('SELECT act, detail FROM audit')).toEqual([
    { act: 'allow key set', detail: JSON.stringify({ keySet, reason }) },
  ])
  db.close()
  expect(await write(second, 'R3')).toMatchObject({ outcome: 'OWED' })
  await second.station.close()
})

test('a card with too few tries is tried once where a supervisor allows it, and not twice for one insertion', async () => {
  const at = home()
  const card = testCard({ tries: { adm1: 2 }, adm: utf8('NOT-THIS') })
  const station = openTestStation({ home: at, cards: { R1: card } })
  const allow = () => station.ask.keys.allowLastTries({ iccid: card.iccid(), reason: 'the issuer asked for it' })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.locked', attemptsLeft: 2 } })
  await station.ask.keys.allowLastTries({ iccid: '8988211000000430010', reason: 'the issuer asked for it' })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.locked' } })
  await allow()
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.key-refused', attemptsLeft: 1 } })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.locked', attemptsLeft: 1 } })
  await allow()
  expect(await write(station, 'R1'), 'the last try is nobody’s').toMatchObject({
    failure: { code: 'card.locked', attemptsLeft: 1 },
  })
  expect(triesOf([card])).toEqual([1])
  await station.station.close()
})

test('a SIM that does not tell its tries is tried once where a supervisor allows it, by all programs together', async () => {
  const at = home()
  const card = testCard({ mode: 'sim', admTries: 'not told', adm: utf8('NOT-THIS') })
  const station = openTestStation({ home: at, cards: { R1: card } })
  const allow = (on: Opened) => on.ask.keys.allowLastTries({ iccid: card.iccid(), reason: 'the issuer asked for it' })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.locked', attemptsLeft: null } })
  expect(card.dump().log.filter(({ c }) => c.startsWith('A020'))).toEqual([])
  await allow(station)
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.key-refused', attemptsLeft: null } })
  await allow(station)
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'key.tried' } })
  await station.station.close()

  const later = openTestStation({ home: at, cards: { R1: card } })
  await allow(later)
  expect(await write(later, 'R1'), 'another process, the same insertion').toMatchObject({
    failure: { code: 'key.tried' },
  })
  expect(triesOf([card])).toEqual([2])
  await later.station.close()
})

test('an answer to a key that nobody understands ends its tries for this insertion', async () => {
  const card = testCard()
  const probe = testCard()
  const at = home()
  const first = openTestStation({ home: home(), cards: { R1: probe } })
  await write(first, 'R1')
  await first.station.close()
  const verifyAt = probe.dump().log.findIndex(({ c }) => c.startsWith('0020000A08')) + 1
  const station = openTestStation({ home: at, cards: { R1: card } })
  card.faults.cue({ fault: 'answer', at: verifyAt, sw: 0x6f00 })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'card.refused', command: 'VERIFY' } })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'key.tried' } })
  card.remove()
  card.insert()
  expect(await write(station, 'R1')).toMatchObject({ outcome: 'OWED' })
  await station.station.close()
})

test('each card is written with its own key of a key file, and one without a key is not touched by a guess', async () => {
  const at = home()
  const cards = Array.from({ length: 8 }, (_, number) =>
    testCard({ iccid: iccidOfSerial(number + 1), adm: utf8(`KEY-000${number}`) }),
  )
  const path = join(at, 'keys.csv')
  const rows = cards.slice(0, 7).map((card, number) => `${card.iccid()},KEY-000${number}`)
  writeFileSync(path, ['ICCID,ADM1', ...rows].join('\n'))
  const station = openTestStation({
    home: at,
    cards: Object.fromEntries(cards.map((card, number) => [`R${number}`, card])),
    cardKeys: { from: 'table', path, adm: 'ADM1' },
  })
  const records = await Promise.all(cards.map((_, number) => write(station, `R${number}`)))
  expect(records.slice(0, 7).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'OWED'))
  expect(records[7]).toMatchObject({ outcome: 'ERROR', failure: { code: 'key.missing', key: 'ADM1' } })
  expect(triesOf(cards)).toEqual(Array.from({ length: 8 }, () => 3))
  await station.station.close()
})

test('a key that a supervisor types is asked for, used, and forgotten when a card refuses it', async () => {
  const cards = [testCard(), testCard({ iccid: iccidOfSerial(2), adm: utf8('NOT-THIS') })] as const
  const station = openTestStation({
    home: home(),
    cards: { R1: cards[0], R2: cards[1] },
    cardKeys: { from: 'person', adm: 'ADM1' },
  })
  expect(await write(station, 'R1')).toMatchObject({ failure: { code: 'key.wanted', what: 'card-key' } })
  expect(tried(cards)).toEqual([])
  expect((await failureOf(Promise.resolve().then(() => station.station.keys.give('card-key', 'abc')))).code).toBe(
    'request.invalid',
  )
  await station.ask.keys.give({ what: 'card-key', typed: '12345678' })
  expect(station.station.keys.wanted()).toBeUndefined()
  expect(await write(station, 'R1')).toMatchObject({ outcome: 'OWED' })
  expect(await write(station, 'R2')).toMatchObject({ failure: { code: 'card.key-refused' } })
  expect(station.station.keys.wanted()).toBe('card-key')
  await station.station.close()
})
