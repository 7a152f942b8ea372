import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchInsertions } from '../../../electron/job/insertions'
import type { Link } from '../../../electron/reader/driver'
import { Failed, type Failure } from '../../../shared/failure'
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

test('a card that left while it was read back is finished by itself, and not after another job made it good', async () => {
  const counted = testCard()
  const first = openTestStation({ home: home(), cards: { R1: counted } })
  await first.settled(await first.ask.job.start(order))
  await first.station.close()
  const lastUpdate = updatesOf(counted).at(-1) ?? 0

  const card = testCard()
  const { ask, station, driver, until, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const leave = async () => {
    card.faults.cue({ fault: 'leave', after: lastUpdate + 2 })
    const job = await ask.job.start(order)
    return { job, record: await settled(job) }
  }
  const { job, record } = await leave()
  expect(record).toMatchObject({ outcome: 'FAIL', torn: false, failure: { code: 'card.removed' } })
  expect(record.phases.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'failed', 'waiting', 'waiting'])
  expect((await ask.job.open()).map((open) => open.job)).toEqual([job])
  card.insert()
  const other = await ask.job.start({ ...order, device: parseDevice('imei:356938035643809') })
  expect(await settled(other)).toMatchObject({ outcome: 'OWED' })
  expect(await ask.records.get({ job })).toMatchObject({ finishedBy: other })
  expect(await ask.job.open()).toEqual([])

  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  const again = await leave()
  driver.tell()
  card.insert()
  driver.tell()
  expect(await until(again.job, ({ outcome }) => outcome === 'OWED')).toMatchObject({ iccid: card.iccid() })
  stop()
  await station.close()
})

test('a torn card that was written elsewhere meanwhile stays as it is until a person says otherwise', async () => {
  const card = testCard()
  const { ask, station, driver, until, settled } = openTestStation({ home: home(), cards: { R1: card } })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  card.faults.cue({ fault: 'leave', after: await untilFirstUpdate() })
  const job = await ask.job.start(order)
  expect(await settled(job)).toMatchObject({ outcome: 'FAIL', torn: true })
  driver.tell()
  card.insert()
  const other = openTestStation({ home: home(), cards: { R1: card } })
  const device = parseDevice('imei:356938035643809')
  expect(await other.settled(await other.ask.job.start({ ...order, device }))).toMatchObject({ outcome: 'OWED' })
  await other.station.close()
  const held = card.file('6421')
  driver.tell()
  expect(await until(job, ({ failure }) => failure?.code === 'card.rewritten')).toMatchObject({ outcome: 'FAIL' })
  expect(card.file('6421')).toBe(held)
  await ask.job.resume({ job })
  await until(job, ({ outcome }) => outcome === 'OWED')
  expect(card.file('6421')).not.toBe(held)
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

/** A station whose driver fails once, at its second update, and the card stays away until it is put back. */
function lostInWrite(failure: Failure) {
  const card = testCard()
  const opened = openTestStation({ home: home(), cards: { R1: card } })
  const { connect } = opened.driver
  let updates = 0
  let busyUntil = 0
  Object.assign(opened.driver, {
    connect: async (reader: string): Promise<Link> => {
      if (performance.now() < busyUntil) throw new Failed({ code: 'reader.busy', reader })
      const link = await connect(reader)
      const transmit: Link['transmit'] = async (command, timeoutMs) => {
        if (command[1] !== 0xd6 || ++updates !== 2) return link.transmit(command, timeoutMs)
        card.remove()
        throw new Failed(failure)
      }
      return { ...link, transmit }
    },
  })
  const keepBusy = (ms: number): void => {
    busyUntil = performance.now() + ms
  }
  return { ...opened, card, keepBusy }
}

const leavings: readonly Failure[] = [
  { code: 'reader.lost', reader: 'R1' },
  { code: 'reader.service-down', reason: 'it stopped' },
  { code: 'card.removed', reader: 'R1' },
]
test.for(leavings)('a card that is torn by $code is finished by itself when it is back', async (failure) => {
  const { ask, station, driver, until, settled, card } = lostInWrite(failure)
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  const job = await ask.job.start(order)
  expect(await settled(job)).toMatchObject({ torn: true, failure })
  driver.tell()
  card.insert()
  driver.tell()
  expect(await until(job, ({ outcome }) => outcome === 'OWED')).toMatchObject({ torn: false })
  stop()
  await station.close()
})

test('a torn card that another program holds when it is back is finished as soon as it is free', async () => {
  const { ask, station, driver, until, settled, card, keepBusy } = lostInWrite({ code: 'card.removed', reader: 'R1' })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  const job = await ask.job.start(order)
  await settled(job)
  driver.tell()
  keepBusy(1800)
  card.insert()
  driver.tell()
  expect(await until(job, ({ outcome }) => outcome === 'OWED')).toMatchObject({ torn: false })
  stop()
  await station.close()
}, 20_000)

test.for(['reader.busy', 'card.mute'] as const)(
  'a card that is %s for a moment at its reset is read back',
  async (code) => {
    const { ask, station, driver, settled } = openTestStation({ home: home(), cards: { R1: testCard() } })
    const { connect } = driver
    let connects = 0
    Object.assign(driver, {
      connect: async (reader: string) => {
        if (++connects !== 2) return connect(reader)
        throw new Failed(code === 'card.mute' ? { code, reader, command: 'power on' } : { code, reader })
      },
    })
    expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED', torn: false })
    await station.close()
  },
)

test('a station that is closed while it meets a card ends quietly', async () => {
  const card = testCard()
  card.faults.slow({ delayMs: 5, perByteMs: 0 })
  const { station, driver } = openTestStation({ home: home(), cards: { R1: card } })
  const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
  driver.tell()
  stop()
  await station.close()
  await expect.poll(() => card.dump().log.some(({ c }) => c.startsWith('00B0'))).toBe(true)
})

test.for([32_768, 32_769, 40_000])('a file of %i bytes is written, verified, rehearsed and emptied', async (size) => {
  const card = testCard({ pkcs15: { bootstrapSizeBytes: size } })
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED', torn: false })
  expect(await ask.card.rehearse({ reader: 'R1' })).toMatchObject({ accounts: [{ serverId: 'dms.bench.example' }] })
  expect(await settled(await ask.card.blank({ reader: 'R1', entries: false }))).toMatchObject({ outcome: 'PASS' })
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
