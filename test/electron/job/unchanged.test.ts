import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDevice } from '../../../shared/identity/device'
import { createTestHome, openTestStation, testCard } from '../../support/station'

const order = {
  device: parseDevice('imei:490154203237518'),
  template: 'training',
  reader: 'R1',
  variables: {},
} as const

test.for(['short', 'extended'] as const)(
  'a card with %s commands that holds the message already is read once, not reset, and no key is asked for',
  async (lengths) => {
    const card = testCard({ lengths })
    const home = createTestHome()
    const { ask, station, settled } = openTestStation({ home, cards: { R1: card } })
    const first = await settled(await ask.job.start(order))
    const before = card.dump().log.length
    const again = await settled(await ask.job.start(order))
    const log = card.dump().log.slice(before)
    expect(again).toMatchObject({
      outcome: 'OWED',
      sha256: first.sha256,
      accounts: first.accounts,
      iccid: card.iccid(),
    })
    expect(log.filter(({ c }) => /^..D6/.test(c))).toEqual([])
    expect(log.filter(({ c }) => /^..20....08/.test(c))).toEqual([])
    expect(log.filter(({ c }) => /^..A4.*2FE2/.test(c))).toHaveLength(1)
    expect(log.filter(({ c }) => /^..A4.*6421/.test(c))).toHaveLength(1)
    const content = log.slice(log.findIndex(({ c }) => /^..A4.*6421/.test(c))).filter(({ c }) => /^..B0/.test(c))
    expect(content.reduce((sum, { r }) => sum + r.length / 2 - 2, 0)).toBe(4096)
    await station.close()
    rmSync(home, { recursive: true })
  },
)
