// White cards: their ICCID is blank, so that one cannot be told from the next.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchInsertions } from '../../../electron/job/insertions'
import { parseDevice } from '../../../shared/identity/device'
import { armedLine, home, removeHomes, untilFirstUpdate } from '../../support/line'
import { openTestStation, testCard } from '../../support/station'

afterAll(removeHomes)

const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }
const preparation = { format: 'dm', sizeBytes: 2048 } as const
const white = { iccid: '' }
const unnumbered = { code: 'card.unnumbered', reader: 'R1' }

test('a white card is looked at, prepared, written and emptied by hand, as often as a person says', async () => {
  const card = testCard({ ...white, pkcs15: false, spareDirRecords: 2 })
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const report = await ask.card.inspect({ reader: 'R1' })
  expect(report.story[0]).toMatch(/^This is a card without a number/)
  expect(report.iccid).toBeUndefined()
  expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({ outcome: 'PASS' })
  const written = await settled(await ask.job.start(order))
  expect(written).toMatchObject({ outcome: 'OWED' })
  expect(written.iccid).toBeUndefined()
  expect(await settled(await ask.card.blank({ reader: 'R1', entries: false }))).toMatchObject({ outcome: 'PASS' })
  await station.close()
})

test('what a white card left in the middle is done on no other card, neither by itself nor when it is resumed', async () => {
  const card = testCard(white)
  const { ask, station, driver, settled } = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.cue({ fault: 'leave', after: await untilFirstUpdate() })
  const job = await ask.job.start(order)
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL', torn: true })
  driver.tell()

  const told = new Promise((resolve) => {
    watchInsertions(station.readers(), { ...station.jobs, unread: (_, failure) => resolve(failure) }, () => undefined)
  })
  card.swap({ ...white, adm: new TextEncoder().encode('12345678') })
  const blank = card.file('6421')
  driver.tell()
  expect(await told).toEqual(unnumbered)
  await expect(ask.job.resume({ job })).rejects.toMatchObject({ data: unnumbered })
  expect(card.file('6421')).toBe(blank)
  expect(station.journal.notes(job).map(({ note }) => note.note)).not.toContain('resumed')
  await station.close()
})

test('a job of a card with a number is done on no white one', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const { iccid } = await ask.card.inspect({ reader: 'R1' })
  card.swap(white)
  expect(await settled(await ask.job.start({ ...order, iccid }))).toMatchObject({ failure: unnumbered })
  await station.close()
})

test('no batch takes a white card, and the lane says why', async () => {
  const card = testCard(white)
  const line = armedLine({ R1: card })
  const blank = card.file('6421')
  const { job, failure } = await line.lane('R1', 'reseat')
  expect(failure).toEqual(unnumbered)
  expect(line.station.journal.record(job)).toMatchObject({ outcome: 'FAIL', failure: unnumbered })
  line.pull(card)
  line.put(card)
  expect(await line.lane('R1', 'take-out')).toMatchObject({ verdict: 'FAIL', failure: unnumbered })
  expect(card.file('6421')).toBe(blank)
  await line.close()
})

test('a key file that knows cards by their number has none for a white card', async () => {
  const at = home()
  const path = join(at, 'keys.csv')
  writeFileSync(path, 'ICCID,ADM1\n,12345678\n8949000000001234567,12345678\n', { mode: 0o600 })
  const card = testCard(white)
  const cardKeys = { from: 'table', path, form: 'ascii', adm: 'ADM1' } as const
  const { ask, station, settled } = openTestStation({ home: at, cards: { R1: card }, cardKeys })
  expect(await settled(await ask.job.start(order))).toMatchObject({ failure: unnumbered })
  expect(card.dump().tries).toMatchObject({ adm1: 3 })
  await station.close()
})

test('a white card that counts questions is no reason to ask the next one nothing', async () => {
  const card = testCard({ ...white, misbehaves: 'counts questions' })
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.job.start(order))).toMatchObject({ failure: { code: 'card.locked' } })
  card.swap({ ...white, adm: new TextEncoder().encode('12345678') })
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
  await station.close()
})

test('a white card that counts questions loses no card key to four jobs, and two tries of PIN1 to a stay', async () => {
  const card = testCard({ ...white, misbehaves: 'counts questions' })
  const { ask, driver, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  for (const [job, pin1] of [1, 1, 0, 0].entries()) {
    if (job === 2) {
      card.remove()
      driver.tell()
      card.insert()
      driver.tell()
    }
    await ask.card.inspect({ reader: 'R1' })
    expect(await settled(await ask.job.start(order))).toMatchObject({ failure: { code: 'card.locked' } })
    expect(card.dump().tries).toMatchObject({ pin1, adm1: 3 })
  }
  await station.close()
})
