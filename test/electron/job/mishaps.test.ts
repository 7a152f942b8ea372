import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchInsertions } from '../../../electron/job/insertions'
import { parseDevice } from '../../../shared/identity/device'
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

/** How many commands it takes on such a card until the first update is done. */
async function untilFirstUpdate(): Promise<number> {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await settled(await ask.job.start(order))
  await station.close()
  return updatesOf(card)[0] ?? 0
}

const updatesOf = (card: TestCard): readonly number[] =>
  card.dump().log.flatMap(({ c }, at) => (c.startsWith('00D6') ? [at + 1] : []))

const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }

test('a card that forgets what it was told is found out, byte for byte', async () => {
  const card = testCard({ lengths: 'short' })
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  await settled(await ask.job.start(order))
  const updates = updatesOf(card)
  expect(updates.length).toBeGreaterThan(2)
  for (const [number, at] of updates.entries()) {
    const other = testCard({ lengths: 'short' })
    const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: other } })
    other.faults.cue({ fault: 'answer', at, sw: 0x9000 })
    const record = await settled(await ask.job.start(order))
    expect(record, `update ${number}`).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.mismatch' } })
    expect(other.file('6421').slice(0, 2), `update ${number}`).toBe('FF')
    await station.close()
  }
  await station.close()
})

test('a job is stopped between two phases, never inside a write', async () => {
  const card = testCard()
  card.faults.slow({ delayMs: 3, perByteMs: 0 })
  const { ask, station, until, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const job = await ask.job.start(order)
  await until(job, ({ phases }) => phases[1]?.outcome === 'running')
  await ask.job.cancel({ job })
  const record = await settled(job)
  expect(record).toMatchObject({ outcome: 'CANCELLED', torn: false })
  expect(record.phases.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'waiting', 'waiting', 'waiting'])
  await station.close()
})

test('a torn card is finished by itself when it comes back, and by itself only then', async () => {
  const card = testCard()
  const { ask, station, driver, until, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  card.faults.cue({ fault: 'leave', after: await untilFirstUpdate() })
  const job = await ask.job.start(order)
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL', torn: true })
  driver.tell()
  card.insert()
  driver.tell()
  expect(await until(job, ({ outcome }) => outcome === 'OWED')).toMatchObject({ torn: false, iccid: card.iccid() })
  stop()
  await station.close()
})

test('a torn card whose key was refused waits for a person', async () => {
  const at = home()
  const card = testCard()
  const { ask, station, driver, settled } = openTestStation({ home: at, cards: { R1: card } })
  card.faults.cue({ fault: 'leave', after: await untilFirstUpdate() })
  const job = await ask.job.start(order)
  await settled(job)
  card.insert()
  writeFileSync(join(at, 'adm.txt'), '87654321\n')
  await ask.job.resume({ job })
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL', torn: true, failure: { code: 'card.key-refused' } })
  const before = card.dump().tries.adm1
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  card.remove()
  driver.tell()
  card.insert()
  driver.tell()
  await expect.poll(() => station.readers().state().readers[0]?.iccid).toBe(card.iccid())
  expect(card.dump().tries.adm1).toBe(before)
  expect(await ask.records.get({ job })).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.key-refused' } })
  stop()
  await station.close()
})

test('a card that took the place of another is named, though nobody told that the reader was empty in between', async () => {
  const card = testCard()
  const { station, driver } = openTestStation({ home: home(), cards: { R1: card } })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  const named = () => station.readers().state().readers[0]?.iccid
  await expect.poll(named).toBe(card.iccid())
  card.swap({ iccid: '8999900000000000024' })
  driver.tell()
  await expect.poll(named).toBe('8999900000000000024')
  stop()
  await station.close()
})
