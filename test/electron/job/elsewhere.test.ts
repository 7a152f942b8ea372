import { rmSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import type { Cue } from '../../../electron/bench/faults'
import { parseDevice } from '../../../shared/identity/device'
import type { JobRecord } from '../../../shared/job'
import { utf8 } from '../../../shared/utf8'
import type { TestCard } from '../../support/card'
import { admKey, createTestHome, openTestStation, testCard } from '../../support/station'

// A card that leaves one station in the middle of a job and comes into a reader of another, which knows nothing of it.

const device = parseDevice('imei:490154203237518')
const homes: string[] = []
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true })
})

/** A station of its own home, with this card in its reader. */
function stationAt(reader: string, card: TestCard) {
  const home = createTestHome()
  homes.push(home)
  const { ask, station, settled } = openTestStation({ home, cards: { [reader]: card } })
  const write = async (format: 'dm1' | 'dm2'): Promise<JobRecord> =>
    settled(await ask.job.start({ device, template: 'training', reader, variables: {}, format }))
  return { write, close: () => station.close() }
}

const options = { adm: utf8(admKey), lengths: 'short' } as const

const mishaps: readonly (readonly [name: string, at: (command: number) => Cue])[] = [
  ['pulled', (command) => ({ fault: 'leave', after: command })],
  ['mute', (command) => ({ fault: 'mute', at: command + 1 })],
  ['torn before the first byte of a write', (command) => ({ fault: 'tear', at: command + 1, bytes: 0 })],
  ['torn after some bytes of a write', (command) => ({ fault: 'tear', at: command + 1, bytes: 9 })],
]

test.for(mishaps)(
  '%s at any command, a card is old, new or empty, and another station finishes it',
  { timeout: 60_000 },
  async ([, at]) => {
    const card = testCard(options)
    const [here, there] = [stationAt('Here', card), stationAt('There', card)]
    let unfinished = 0
    for (let command = 0; ; command++) {
      card.swap(options)
      await here.write('dm1')
      const old = card.file('6421')
      card.faults.cue(at(command))
      const record = await here.write('dm2')
      if (record.outcome === 'OWED') break
      unfinished++
      const where = `at command ${command}`
      expect(record.failure?.code, where).toMatch(/^card\.(removed|absent|mute)$/)
      card.insert()
      const found = card.file('6421')
      const finished = await there.write('dm2')
      expect(finished.outcome, where).toBe('OWED')
      expect([null, 3], where).toContain(finished.keys.adm1.triesLeft)
      expect(card.dump().tries.adm1, where).toBe(3)
      expect(found.startsWith('FF') || found === old || found === card.file('6421'), where).toBe(true)
    }
    expect(unfinished).toBeGreaterThan(15)
    await here.close()
    await there.close()
  },
)

test('a card that takes the place of another after any command, unseen by the reader, is not written and never good', {
  timeout: 60_000,
}, async () => {
  const other = { ...options, iccid: '8999900000000000024', adm: utf8('87654321') }
  const card = testCard(options)
  let left = Number.POSITIVE_INFINITY
  const swapping: TestCard = {
    ...card,
    transmit: (command) => {
      if (left-- === 0) card.swap(other)
      return card.transmit(command)
    },
  }
  const here = stationAt('Here', swapping)
  const spent: number[] = []
  for (let command = 1; ; command++) {
    card.swap(options)
    const iccid = card.iccid()
    left = command
    const record = await here.write('dm2')
    left = Number.POSITIVE_INFINITY
    const where = `after command ${command}`
    if (record.outcome === 'OWED') {
      // All had been read by then: what was left is to close the logical channel.
      expect(record.commands - command, where).toBeLessThanOrEqual(1)
      break
    }
    expect(card.iccid(), where).not.toBe(iccid)
    expect(card.file('6421').replaceAll('F', ''), where).toBe('')
    const { adm1 = 0 } = card.dump().tries
    if (adm1 < 3) spent.push(adm1)
  }
  // Between the question which card it is and the key, nothing is sent; a card that comes just there takes the key.
  expect(spent).toEqual([2])
  await here.close()
})
