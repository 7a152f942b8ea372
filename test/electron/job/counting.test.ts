import { afterEach, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import type { CardOptions } from '../../../electron/bench/uicc/options'
import { createTestHome, openTestStation, type TestStation, testCard } from '../../support/station'
import { counting } from '../../support/tries'

const order = { template: 'training', device: 'imei:490154203237518', reader: 'R1' }
const stations: TestStation[] = []

afterEach(async () => {
  for (const { station } of stations.splice(0)) await station.close()
})

/** A program of this home that finds the card in its reader. */
function stationWith(home: string, card: ReturnType<typeof testCard>): TestStation {
  const made = openTestStation({ home, cards: { R1: card } })
  stations.push(made)
  return made
}

const cases: readonly (readonly [string, CardOptions, readonly [pin1: number, adm1: number]])[] = [
  ['keeps its card key, and one try of PIN1', {}, [1, 3]],
  ['keeps two tries of its card key where PIN1 is blocked', { tries: { pin1: 0 } }, [0, 2]],
]

test.for(cases)('a card that counts the question for tries %s, whatever jobs come', async ([, options, left]) => {
  const home = createTestHome()
  const card = testCard({ ...optionsOfKind('hostile-counting'), ...options })
  for (let program = 0; program < 2; program++) {
    const { ask, settled } = stationWith(home, card)
    for (let job = 0; job < 3; job++) {
      await ask.card.inspect({ reader: 'R1' })
      const record = await settled(await ask.job.start(order))
      expect(record).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.locked' } })
    }
  }
  const { pin1, adm1 } = card.dump().tries
  expect([pin1, adm1]).toEqual(left)
})

test('a card that has the message already is asked nothing about its keys', async () => {
  const home = createTestHome()
  const card = testCard()
  const writing = openTestStation({ home, cards: { R1: card } })
  stations.push(writing)
  expect(await writing.settled(await writing.ask.job.start(order))).toMatchObject({
    outcome: 'OWED',
    keys: { adm1: { triesLeft: 3 } },
  })
  const { ask, settled } = stationWith(home, counting(card))
  for (let job = 0; job < 3; job++) expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
  expect(card.dump().tries).toMatchObject({ pin1: 3, adm1: 3 })
})

test('a card that is empty already is asked nothing when it is emptied', async () => {
  const card = testCard()
  const { ask, settled } = stationWith(createTestHome(), counting(card))
  expect(await settled(await ask.card.blank({ reader: 'R1', entries: false }))).toMatchObject({ outcome: 'PASS' })
  expect(card.dump().tries).toMatchObject({ pin1: 3, adm1: 3 })
})
