import { describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import { fetching } from '../../../electron/card/channel'
import { prepareCard } from '../../../electron/card/prepare'
import { readAsDevice } from '../../../electron/device/card'
import { rehearse } from '../../../electron/device/rehearse'
import { concat, fromHex } from '../../../shared/bytes'
import { Preparation } from '../../../shared/preparation'
import type { TestCard } from '../../support/card'
import { bytesOfVector } from '../../support/vectors'
import { cardWith, messageOf, put, sessionOn, write, writeTo } from '../../support/writing'

const provisioning = bytesOfVector('cp-w7')

async function cardWithCp(): Promise<TestCard> {
  const card = cardWith(optionsOfKind('blank'))
  await prepareCard(await sessionOn(card), Preparation.parse({ cp: true, sizeBytes: 2048 }), writeTo())
  card.reset()
  return card
}

describe('a message of Client Provisioning', () => {
  test('goes into EF-Bootstrap where the card has one, and leaves the file of OMA DM alone', async () => {
    const card = await cardWithCp()
    await write(card, messageOf(1, 300))
    await write(card, provisioning)
    expect(fromHex(card.file('6441')).subarray(0, provisioning.length)).toEqual(provisioning)
    expect(fromHex(card.file('6421')).subarray(0, 300)).toEqual(messageOf(1, 300))
  })

  test('goes into EF(DM_Bootstrap) where that is all the card has', async () => {
    const card = cardWith()
    await write(card, provisioning)
    expect(fromHex(card.file('6421')).subarray(0, provisioning.length)).toEqual(provisioning)
  })

  test('is taken by a device from the first of Bootstrap, Config1 and Config2 that has content', async () => {
    const card = await cardWithCp()
    await put(card, '6442', provisioning)
    await put(card, '6443', concat(provisioning.subarray(0, 40), new Uint8Array(400).fill(0x01)))
    const files = await readAsDevice(fetching(card))
    expect(rehearse(files)).toMatchObject({ outcome: 'PASS' })
    card.reset()
    await put(card, '6441', concat(fromHex('030B6A'), new Uint8Array(30).fill(0x01)))
    expect(rehearse(await readAsDevice(fetching(card)))).toMatchObject({ outcome: 'FAIL' })
  })
})
