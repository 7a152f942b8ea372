import { expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import type { Layer } from '../../../electron/bench/uicc/perform'
import { answer } from '../../../electron/bench/uicc/status-word'
import { writeBootstrap } from '../../../electron/card/bootstrap'
import { prepareCard } from '../../../electron/card/prepare'
import { fromHex } from '../../../shared/bytes'
import { Preparation } from '../../../shared/preparation'
import { askFor } from '../../support/card-key'
import { adm, cardWith, failureOf, holds, messageOf, sessionOn, writeTo } from '../../support/writing'

/** ETSI TS 102 221, table 9.3: 8A is the key of the application that is selected, and no key anywhere else. */
const ADM6 = 0x8a
const localAdm: Layer = (_, inner) => {
  let isInside = false
  return (command) => {
    if (command.ins === 0xa4 && command.p1 !== 0) isInside = command.p1 === 0x04
    if (command.ins !== 0x20 || command.p2 !== ADM6) return inner(command)
    return isInside ? inner({ ...command, p2: 0x0a }) : answer(0x6a88)
  }
}
const key: ReturnType<typeof askFor> = async (references, tries) => {
  expect((await tries?.(ADM6))?.left).toBe(3)
  return { ...(await askFor(adm)(references, tries)), reference: ADM6 }
}

test('a key of the application is asked about and shown inside it', async () => {
  const card = cardWith({ layer: localAdm })
  await writeBootstrap(await sessionOn(card), messageOf(1, 300), { ...writeTo(), key })
  expect(holds(fromHex(card.file('6421')), messageOf(1, 300))).toBe(true)
})

test('a card without the application has no key of its own for it, and none is tried', async () => {
  const card = cardWith({ ...optionsOfKind('blank'), layer: localAdm })
  const to = { ...writeTo(), key: async () => ({ ...(await askFor(adm)()), reference: ADM6 }) }
  const work = prepareCard(await sessionOn(card), Preparation.parse({}), to)
  expect(await failureOf(work)).toMatchObject({ code: 'card.unsuitable' })
  expect(card.dump().log.filter(({ c }) => c.startsWith('0020'))).toEqual([])
})
