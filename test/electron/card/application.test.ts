import { describe, expect, test } from 'vitest'
import { findHome, openPkcs15 } from '../../../electron/card/application'
import { fetching } from '../../../electron/card/channel'
import { readAsDevice } from '../../../electron/device/card'
import { fromHex, hex } from '../../../shared/bytes'
import type { TestCard } from '../../support/card'
import { cardWith, failureOf, holds, messageOf, sentSince, write } from '../../support/writing'

/** A card that answers some commands its own way. */
const answering = (card: TestCard, own: (command: string) => string | undefined) =>
  fetching({
    transmit: async (command) => {
      const answer = own(hex(command))
      return answer === undefined ? card.transmit(command) : fromHex(answer)
    },
  })

const withoutName = (command: string) => (/^0.A404/.test(command) ? '6A82' : undefined)
const withoutDir = (command: string) => (/^0.A408..022F00/.test(command) ? '6A82' : undefined)

describe('the application is found', () => {
  test('by its name, and nothing else is asked', async () => {
    const card = cardWith()
    expect(await findHome(fetching(card))).toEqual({ by: 'AID' })
    expect(sentSince(card, 0)).toEqual(['00A4040C0CA000000063504B43532D3135'])
  })

  test('by the path of EF(DIR) where the card knows no names', async () => {
    const card = cardWith({ pkcs15: { fids: { pkcs15: 0x7f60 } } })
    expect(await findHome(answering(card, withoutName))).toEqual({ by: 'path', path: fromHex('7F60') })
  })

  test.for(['7F50', '5015'])('at %s where EF(DIR) is missing too', async (fid) => {
    const card = cardWith({ pkcs15: { fids: { pkcs15: Number.parseInt(fid, 16) } } })
    const channel = answering(card, (command) => withoutName(command) ?? withoutDir(command))
    expect(await findHome(channel)).toEqual({ by: 'path', path: fromHex(fid) })
    expect(await readAsDevice(channel)).toHaveLength(1)
  })

  test('on a card that does not select without answering', async () => {
    const card = cardWith()
    const channel = answering(card, (command) => (/^0.A4..0C/.test(command) ? '6A86' : undefined))
    expect(await readAsDevice(channel)).toHaveLength(1)
  })

  test('nowhere, in words', async () => {
    expect(await failureOf(openPkcs15(fetching(cardWith({ pkcs15: false }))))).toMatchObject({
      code: 'card.unsuitable',
      missing: 'PKCS#15 application',
    })
  })
})

/** An entry of EF(DODF) with this path: opaqueDO, no label, OID of DM bootstrap. */
const entryTo = (path: string): string => {
  const length = (text: string) => (text.length / 2).toString(16).padStart(2, '0')
  const tlv = (tag: string, value: string) => `${tag}${length(value)}${value}`
  return tlv('30', tlv('30', '') + tlv('30', '0604672B0701') + tlv('A1', tlv('30', tlv('04', path))))
}

describe('a path of an entry', () => {
  test.for([
    ['a bare identifier', '6420', '6421'],
    ['absolute', '3F007F506420', '3F007F506421'],
    ['from the current application', '7FFF6420', '7FFF6421'],
    ['from the current directory', '3FFF6420', '3FFF6421'],
    ['beginning with the directory it starts from', '7F506420', '7F506421'],
    ['absolute in EF(ODF) alone', '3F007F506420', '6421'],
  ] as const)('that is %s is followed, to write and as a device', async ([, dodf, file]) => {
    const odf = fromHex(
      `A7${(dodf.length / 2 + 4).toString(16).padStart(2, '0')}30${(dodf.length / 2 + 2).toString(16).padStart(2, '0')}04${(dodf.length / 2).toString(16).padStart(2, '0')}${dodf}`,
    )
    const card = cardWith({ pkcs15: { odf, dodf: fromHex(entryTo(file)) } })
    expect(await write(card, messageOf(1, 300))).toMatchObject({ result: 'written' })
    const [found] = await readAsDevice(fetching(card))
    expect(found && 'bytes' in found && holds(found.bytes, messageOf(1, 300))).toBe(true)
    const channel = answering(card, withoutName)
    card.reset()
    expect(await readAsDevice(channel)).toHaveLength(1)
  })

  test('of an object that is stored elsewhere than in a file is passed over', async () => {
    const external = 'A0073005300030000400'.slice(0, 18)
    const dodf = fromHex(`${external}${entryTo('6421')}`)
    const card = cardWith({ pkcs15: { dodf } })
    expect(await readAsDevice(fetching(card))).toMatchObject([{ path: '6421' }])
  })

  test('of a file that is not there is passed over', async () => {
    const card = cardWith({ pkcs15: { dodf: fromHex(`${entryTo('6499')}${entryTo('6421')}`) } })
    expect(await write(card, messageOf(1, 300))).toMatchObject({ result: 'written' })
    expect(await readAsDevice(fetching(card))).toMatchObject([{ path: '6421' }])
  })
})
