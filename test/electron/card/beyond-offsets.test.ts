import { expect, test } from 'vitest'
import { prepareCard } from '../../../electron/card/prepare'
import { Preparation } from '../../../shared/preparation'
import { cardWith, sentSince, sessionOn, writeTo } from '../../support/writing'

test('a file of more than offsets reach is prepared as it is, and no byte of it is touched', async () => {
  const card = cardWith({ pkcs15: { bootstrapSizeBytes: 0x9000 } })
  expect(await prepareCard(await sessionOn(card), Preparation.parse({}), writeTo())).toEqual([])
  expect(sentSince(card, 0).filter((command) => command.startsWith('00D6'))).toEqual([])
})
