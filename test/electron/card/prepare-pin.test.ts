import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { prepareCard } from '../../../electron/card/prepare'
import { hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { cardWith, failureOf, sessionOn, writeTo } from '../../support/writing'

test('a file that everybody reads, left by a torn preparation, is not used for one that only PIN1 reads', async () => {
  const card = cardWith(optionsOfKind('blank'))
  const leaving: TestCard = {
    ...card,
    transmit: async (command) => {
      const answer = await card.transmit(command)
      if (hex(command).startsWith('00E0') && hex(command).includes('83026421'))
        throw new Failed({ code: 'card.removed', reader: 'Test 01' })
      return answer
    },
  }
  const prepared = async (on: TestCard, wish: unknown) => {
    card.reset()
    return prepareCard(await sessionOn(on), Preparation.parse(wish), writeTo())
  }
  expect(await failureOf(prepared(leaving, { sizeBytes: 64 }))).toMatchObject({ code: 'card.removed' })
  const steps = await prepared(card, { sizeBytes: 64, read: 'pin1' })
  const made = steps.filter((step) => step.does === 'create' && step.file === 'EF(DM_Bootstrap)')
  expect(made).toMatchObject([{ path: '642C' }])
  expect(await prepared(card, { sizeBytes: 64, read: 'pin1' })).toEqual([])
  expect(card.file('6420')).toContain('642C')
})
