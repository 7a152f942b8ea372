import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import type { Layer } from '../../../electron/bench/uicc/perform'
import { PIN1 } from '../../../electron/bench/uicc/rules'
import { answer, sw } from '../../../electron/bench/uicc/status-word'
import type { HolderPins } from '../../../electron/card/pin'
import { planFor, prepareCard } from '../../../electron/card/prepare'
import { parseCardPin } from '../../../electron/keys/pins'
import { fromHex, hex } from '../../../shared/bytes'
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

/** EF(DODF) reads with PIN1 only, and says so. */
const behindPin: Layer = (state, inner) => {
  let isCurrent = false
  return (command) => {
    if (command.ins === 0xa4) isCurrent = hex(command.data).endsWith('6420')
    if (command.ins === 0xb0 && isCurrent && !state.verified.has(PIN1)) return answer(sw.notAllowed)
    const given = inner(command)
    return isCurrent ? { ...given, data: fromHex(hex(given.data).replace('8B032F0601', '8B032F0604')) } : given
  }
}

test.for([
  ['1234', 'is left to the job that carries the plan out', 0],
  ['9999', 'is forgotten where the card refuses it', 1],
] as const)('a PIN that a plan is made behind, %s, %s', async ([typed, , times]) => {
  const card = cardWith({ layer: behindPin, pkcs15: { bootstrapSizeBytes: 64 } })
  const forgotten: string[] = []
  const pins: HolderPins = {
    pinOf: async () => ({ value: parseCardPin(typed), once: (attempt) => attempt(), from: 'person' }),
    forgetPin: (iccid) => void forgotten.push(iccid),
  }
  const plan = planFor(await sessionOn(card), Preparation.parse({ sizeBytes: 128 }), pins)
  if (times === 0) expect(await plan).toMatchObject([{ does: 'enlarge', toBytes: 128 }])
  else expect(await failureOf(plan)).toMatchObject({ code: 'card.pin', state: 'refused' })
  expect(forgotten).toHaveLength(times)
})
