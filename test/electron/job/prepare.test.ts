import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { watchInsertions } from '../../../electron/job/insertions'
import { parseDevice } from '../../../shared/identity/device'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
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

const preparation = Preparation.parse({ sizeBytes: 2048 })
const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }
const cardOfKind = (kind: CardKind): TestCard => testCard(optionsOfKind(kind))
const isChange = (command: string) => /^[08]0(D6|DC|E0|D4)/.test(command)

test('a blank card is prepared, verified as a device would see it, and then written', async () => {
  const card = cardOfKind('blank')
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await ask.card.plan({ reader: 'R1', preparation })).toHaveLength(9)
  const record = await settled(await ask.card.prepare({ reader: 'R1', preparation }))
  expect(record).toMatchObject({
    kind: 'prepare',
    outcome: 'PASS',
    iccid: card.iccid(),
    torn: false,
    keys: { adm1: { triesLeft: 3 } },
    phases: [
      { name: 'prepare', outcome: 'done' },
      { name: 'verify', outcome: 'done' },
    ],
  })
  expect(record.steps).toHaveLength(9)
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED', torn: false })
  await station.close()
})

test('a card that is prepared already is only read', async () => {
  const card = cardOfKind('usim')
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({
    outcome: 'PASS',
    steps: [],
  })
  expect(card.dump().log.filter(({ c }) => isChange(c) || c.startsWith('0020000A08'))).toEqual([])
  await station.close()
})

test('a card that cannot be prepared is not torn: a device reads it as before', async () => {
  const card = cardOfKind('no-102-222')
  const before = card.dump().files
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({
    outcome: 'FAIL',
    torn: false,
    failure: { code: 'card.cannot-prepare', lack: 'create', sw: '6D00' },
  })
  expect(card.dump().files).toEqual(before)
  await station.close()
})

test('a card that left while it was prepared is finished by itself when it comes back', async () => {
  const card = cardOfKind('blank')
  const { ask, station, driver, until, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  const whole = cardOfKind('blank')
  const other = openTestStation({ home: home(), cards: { R1: whole } })
  await other.settled(await other.ask.card.prepare({ reader: 'R1', preparation }))
  await other.station.close()
  const changes = whole.dump().log.flatMap(({ c }, at) => (isChange(c) ? [at] : []))
  card.faults.cue({ fault: 'leave', after: changes[3] ?? 0 })
  const job = await ask.card.prepare({ reader: 'R1', preparation })
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL', torn: true, failure: { code: 'card.removed' } })
  driver.tell()
  card.insert()
  driver.tell()
  expect(await until(job, ({ outcome }) => outcome === 'PASS')).toMatchObject({ torn: false })
  stop()
  await station.close()
})

test('a half prepared card at another station is told apart, and preparing there finishes it', async () => {
  const card = cardOfKind('blank')
  const first = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.cue({ fault: 'leave', after: 30 })
  await first.settled(await first.ask.card.prepare({ reader: 'R1', preparation }))
  await first.station.close()
  card.insert()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.job.start(order))).toMatchObject({
    outcome: 'FAIL',
    failure: { code: 'card.unsuitable', remedy: 'prepare' },
  })
  expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({ outcome: 'PASS' })
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
  await station.close()
})

test('a card that was torn while it was written elsewhere is written anew, and the record says so', async () => {
  const card = cardOfKind('torn')
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED', findings: ['torn'] })
  await station.close()
})

test('a card that EF(DIR) does not name the application of is written with a warning', async () => {
  const card = cardOfKind('usim')
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await forget(card)
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED', findings: ['unlisted'] })
  expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({
    outcome: 'PASS',
    steps: [{ does: 'list', record: 1 }],
  })
  expect((await settled(await ask.job.start(order))).findings).toBeUndefined()
  await station.close()
})

test('emptying a card takes its entries out only when asked to', async () => {
  const card = cardOfKind('usim')
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await settled(await ask.job.start(order))
  const entry = card.file('6420')
  expect(await settled(await ask.card.blank({ reader: 'R1' }))).toMatchObject({ outcome: 'PASS' })
  expect(card.file('6420')).toBe(entry)
  expect(await settled(await ask.card.blank({ reader: 'R1', entries: true }))).toMatchObject({ outcome: 'PASS' })
  expect([card.file('6421'), card.file('6420')].join('')).toMatch(/^(FF)+$/)
  await station.close()
})

test('a failed job does not overwrite what a later one wrote to its card, unless it is told to', async () => {
  const card = cardOfKind('usim')
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.cue({ fault: 'leave', after: 6 })
  const old = await ask.job.start(order)
  expect(await settled(old)).toMatchObject({ outcome: 'FAIL', iccid: card.iccid(), torn: false })
  card.faults.clear()
  card.insert()
  const device = parseDevice('imei:356938035643809')
  const later = await ask.job.start({ ...order, device })
  expect(await settled(later)).toMatchObject({ outcome: 'OWED' })
  await expect(ask.job.resume({ job: old })).rejects.toMatchObject({
    data: { code: 'request.superseded', job: later, device },
  })
  expect(await settled(await ask.job.resume({ job: old, again: true }))).toMatchObject({ outcome: 'OWED' })
  await station.close()
})

/** The bench's own hand: the record of PKCS#15 goes from EF(DIR). */
async function forget(card: TestCard): Promise<void> {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'))
  for (const command of [
    '00A40004023F00',
    '00A40004022F00',
    '0020000A083132333435363738',
    `00DC010426${'FF'.repeat(38)}`,
  ])
    await card.transmit(bytes(command))
  card.reset()
}
