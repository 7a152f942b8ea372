import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { fetching } from '../../../electron/card/channel'
import { prepareCard } from '../../../electron/card/prepare'
import { readAsDevice } from '../../../electron/device/card'
import { fromHex, hex } from '../../../shared/bytes'
import { Preparation } from '../../../shared/preparation'
import { cardWith, sessionOn, writeTo } from '../../support/writing'

test('a blank card has a record that it wrote only after it tried again, and no other change is made for it', async () => {
  const card = cardWith(optionsOfKind('blank'))
  const trying = fetching({
    transmit: async (command) => {
      const answer = await card.transmit(command)
      return command[1] === 0xdc && hex(answer) === '9000' ? fromHex('63C2') : answer
    },
  })
  card.reset()
  await prepareCard({ ...(await sessionOn(card)), channel: trying }, Preparation.parse({}), writeTo())
  card.reset()
  expect(card.file('3F00/2F00')).toContain('611C4F0CA000000063504B43532D3135')
  expect(await readAsDevice(fetching(card))).toMatchObject([{ path: '6421' }])
})
