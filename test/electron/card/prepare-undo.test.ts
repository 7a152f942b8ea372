import { expect, test } from 'vitest'
import { type CardKind, optionsOfKind } from '../../../electron/bench/kinds'
import { fetching } from '../../../electron/card/channel'
import { prepareCard } from '../../../electron/card/prepare'
import { fromHex } from '../../../shared/bytes'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { cardWith, failureOf, messageOf, sessionOn, write, writeTo } from '../../support/writing'

const cardOfKind = (kind: CardKind, more: Parameters<typeof cardWith>[0] = {}) =>
  cardWith({ ...optionsOfKind(kind), ...more })

async function prepare(card: TestCard, wish: Partial<Preparation>): Promise<void> {
  card.reset()
  await prepareCard(await sessionOn(card), Preparation.parse(wish), writeTo())
}

test.for(['blank', 'foreign'] as const)(
  'a card that was %s and has no memory for all of it is as it was',
  async (kind) => {
    const whole = cardOfKind(kind)
    const begun = whole.dump().freeBytes
    await prepare(whole, { sizeBytes: 512, cp: true })
    const needed = begun - whole.dump().freeBytes
    for (let freeBytes = 0; freeBytes < needed; freeBytes += 40) {
      const card = cardOfKind(kind, { freeBytes })
      const { files } = card.dump()
      const failure = await failureOf(prepare(card, { sizeBytes: 512, cp: true }))
      expect(failure, `${freeBytes} bytes`).toMatchObject({ code: 'card.cannot-prepare', lack: 'memory', sw: '6A84' })
      expect('left' in failure, `${freeBytes} bytes`).toBe(false)
      expect(card.dump().files, `${freeBytes} bytes`).toEqual(files)
      expect(card.dump().freeBytes).toBe(freeBytes)
    }
  },
)

test('a card that deletes nothing tells what stays, and a smaller preparation goes on from there', async () => {
  const card = cardOfKind('blank', { freeBytes: 1000 })
  const keeping = { ...(await sessionOn(card)), channel: withoutDelete(card) }
  const failure = await failureOf(prepareCard(keeping, Preparation.parse({ sizeBytes: 512, cp: true }), writeTo()))
  expect(failure).toMatchObject({ code: 'card.cannot-prepare', left: ['3F007F50', '6420', '6421'] })
  await prepare(card, { sizeBytes: 16 })
  await write(card, messageOf(1, 400))
})

/** A card that knows no DELETE FILE. */
const withoutDelete = (card: TestCard) =>
  fetching({
    transmit: async (command) => (command[1] === 0xe4 ? fromHex('6D00') : card.transmit(command)),
  })
