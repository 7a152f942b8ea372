// What reads back wrong is not left for devices, and what becomes of its job.
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
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
    expect(record, `update ${number}`).toMatchObject({
      outcome: 'FAIL',
      touched: false,
      failure: { code: 'card.mismatch' },
    })
    expect(other.file('6421').slice(0, 2), `update ${number}`).toBe('FF')
    await station.close()
  }
  await station.close()
})

/** Where a card with short commands says done and does not: the second update, and the withdrawal of what came of it. */
async function lies(): Promise<readonly [number, number]> {
  const plain = testCard({ lengths: 'short' })
  const first = openTestStation({ home: home(), cards: { R1: plain } })
  await first.settled(await first.ask.job.start(order))
  await first.station.close()
  const [, write = 0] = updatesOf(plain)
  const lying = testCard({ lengths: 'short' })
  const second = openTestStation({ home: home(), cards: { R1: lying } })
  lying.faults.cue({ fault: 'answer', at: write, sw: 0x9000 })
  await second.settled(await second.ask.job.start(order))
  await second.station.close()
  return [write, updatesOf(lying).at(-1) ?? 0]
}

test('a message that was withdrawn leaves no job open once another has written its card', async () => {
  const [write] = await lies()
  const card = testCard({ lengths: 'short' })
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.cue({ fault: 'answer', at: write, sw: 0x9000 })
  const job = await ask.job.start(order)
  expect(await settled(job)).toMatchObject({ failure: { code: 'card.mismatch' }, touched: false, torn: true })
  const other = await ask.job.start({ ...order, device: parseDevice('imei:356938035643809') })
  expect(await settled(other)).toMatchObject({ outcome: 'OWED' })
  expect(await ask.records.get({ job })).toMatchObject({ finishedBy: other, torn: false })
  expect(await ask.job.open()).toEqual([])
  await station.close()
})

test('a card that says its message is gone and keeps it may hold it', async () => {
  const [write, withdraw] = await lies()
  const card = testCard({ lengths: 'short' })
  const { ask, station, settled } = openTestStation({ home: home(), cards: { R1: card } })
  card.faults.cue({ fault: 'answer', at: write, sw: 0x9000 })
  card.faults.cue({ fault: 'answer', at: withdraw, sw: 0x9000 })
  expect(await settled(await ask.job.start(order))).toMatchObject({
    outcome: 'FAIL',
    touched: true,
    failure: { code: 'card.mismatch' },
  })
  expect(card.file('6421').slice(0, 2)).not.toBe('FF')
  await station.close()
})
