import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchInsertions } from '../../../electron/job/insertions'
import { parseDevice } from '../../../shared/identity/device'
import { createTestHome, openTestStation, testCard, trainingTemplate } from '../../support/station'

const home = createTestHome()
afterAll(() => rmSync(home, { recursive: true }))

const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }

test('a server cannot be added to a message of another format: the card keeps what it has, and no key is shown', async () => {
  const card = testCard()
  const { ask, station, settled } = openTestStation({ home, cards: { R1: card } })
  await settled(await ask.job.start({ ...order, format: 'dm2' }))
  const held = card.file('6421')
  const before = card.dump().log.length
  expect(await settled(await ask.job.start({ ...order, format: 'dm1', add: true }))).toMatchObject({
    outcome: 'FAIL',
    torn: false,
    failure: { code: 'message.invalid', reason: 'the card holds dm2, this is dm1' },
  })
  expect(card.file('6421')).toBe(held)
  expect(
    card
      .dump()
      .log.slice(before)
      .some(({ c }) => /^00(D6|20)/.test(c)),
  ).toBe(false)
  await station.close()
})

const second = JSON.stringify(trainingTemplate)
  .replaceAll('dms.bench.example', 'second.example')
  .replace('"training"', '"second"')

/** A card with one server, to which another is added, and which leaves after so many commands. */
async function tornWhileAdded(at: number, card = testCard()) {
  const mine = createTestHome()
  writeFileSync(join(mine, 'templates', 'second.json'), second)
  const opened = openTestStation({ home: mine, cards: { R1: card } })
  const { ask, settled } = opened
  await settled(await ask.job.start(order))
  const before = card.dump().log.length
  card.faults.cue({ fault: 'leave', after: at })
  const job = await ask.job.start({ ...order, template: 'second', add: true })
  return { ...opened, mine, card, before, job, record: await settled(job) }
}

test('a card that leaves while a server is added to it is finished with both servers, wherever it left', {
  timeout: 60_000,
}, async () => {
  const whole = await tornWhileAdded(200)
  const sent = whole.card.dump().log.slice(whole.before)
  const updates = sent.flatMap(({ c }, at) => (c.startsWith('00D6') ? [at] : []))
  await whole.station.close()
  rmSync(whole.mine, { recursive: true })
  expect(updates.length).toBeGreaterThan(1)
  let torn = 0
  for (let at = (updates[0] ?? 0) - 1; at <= (updates.at(-1) ?? 0) + 2; at++) {
    const { station, ask, driver, until, mine, card, job, record } = await tornWhileAdded(at)
    const stop = watchInsertions(station.readers(), station.jobs, () => undefined)
    driver.tell()
    card.faults.clear()
    card.insert()
    driver.tell()
    if (record.torn) {
      torn++
      expect(statSync(join(mine, 'kept', job)).mode & 0o777).toBe(0o600)
      await until(job, ({ outcome }) => outcome === 'OWED')
    } else if (record.outcome !== 'OWED') {
      await ask.job.resume({ job }).catch(() => undefined)
      await until(job, ({ outcome }) => outcome === 'OWED')
    }
    const { accounts } = await ask.card.rehearse({ reader: 'R1' })
    expect(
      accounts.map(({ serverId }) => serverId),
      `left after ${at}`,
    ).toEqual(['dms.bench.example', 'second.example'])
    expect(existsSync(join(mine, 'kept')) ? readdirSync(join(mine, 'kept')) : [], `left after ${at}`).toEqual([])
    stop()
    await station.close()
    rmSync(mine, { recursive: true })
  }
  expect(torn).toBeGreaterThan(1)
})

test('another station does not add to a torn card, for it would lose what was there; it writes anew', {
  timeout: 60_000,
}, async () => {
  for (let at = 14; at < 30; at++) {
    const { station, card, mine, record } = await tornWhileAdded(at)
    await station.close()
    rmSync(mine, { recursive: true })
    if (!record.torn || !card.file('6421').startsWith('FF')) continue
    card.insert()
    const held = card.file('6421')
    const other = openTestStation({ home, cards: { R1: card } })
    expect(await other.settled(await other.ask.job.start({ ...order, add: true }))).toMatchObject({
      outcome: 'FAIL',
      torn: false,
      failure: { code: 'card.torn', path: '6421' },
    })
    expect(card.file('6421')).toBe(held)
    expect(await other.settled(await other.ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
    await other.station.close()
    return
  }
  throw new Error('no card was torn')
})

test('what was read of a white card that leaves half written is not kept, and its job waits for nobody', async () => {
  const white = () => testCard({ iccid: '' })
  const whole = await tornWhileAdded(200, white())
  const sent = whole.card.dump().log.slice(whole.before)
  await whole.station.close()
  const at = sent.findIndex(({ c }) => c.startsWith('00D6')) + 1
  const { ask, station, mine, record } = await tornWhileAdded(at, white())
  expect(record).toMatchObject({ outcome: 'FAIL', torn: true })
  expect(await ask.job.open()).toEqual([])
  expect(readdirSync(join(mine, 'kept'))).toEqual([])
  await station.close()
  for (const made of [whole.mine, mine]) rmSync(made, { recursive: true })
})
