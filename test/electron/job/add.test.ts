import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { createTestHome, openTestStation, testCard } from '../../support/station'

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
