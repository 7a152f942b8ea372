import { describe, expect, test } from 'vitest'
import { dodfEntry, odfEntry } from '../../../electron/bench/uicc/pkcs15'
import { blankBootstrap } from '../../../electron/card/blank'
import { planFor, prepareCard } from '../../../electron/card/prepare'
import { inspectCard } from '../../../electron/device/inspect'
import { concat } from '../../../shared/bytes'
import { Preparation } from '../../../shared/preparation'
import { noPins } from '../../support/card-key'
import { cardWith, failureOf, messageOf, sentSince, sessionOn, write, writeTo } from '../../support/writing'

/** A card whose entry for the message leads to this file; EF(ODF) names a directory of public keys in 6421 too. */
const leadingTo = (fid: number) =>
  cardWith({
    pkcs15: {
      odf: concat(odfEntry('publicKeys', 0x6421), odfEntry('dataObjects', 0x6420)),
      dodf: dodfEntry({ form: 'opaqueDO', oid: 'wrapped once', label: 'Round', fid, flags: 'none' }),
    },
  })

const files = [
  ['EF(ODF)', 0x5031],
  ['EF(TokenInfo)', 0x5032],
  ['its own EF(DODF)', 0x6420],
  ['a directory of keys', 0x6421],
  ['EF(DIR)', 0x2f00],
  ['EF.ARR', 0x2f06],
  ['EF(ICCID)', 0x2fe2],
] as const

describe.for(files)('a bootstrap entry that leads to %s', ([, fid]) => {
  const acts = {
    write: (card: ReturnType<typeof cardWith>) => write(card, messageOf(1, 20)),
    prepare: async (card: ReturnType<typeof cardWith>) =>
      prepareCard(await sessionOn(card), Preparation.parse({ sizeBytes: 284 }), writeTo()),
    plan: async (card: ReturnType<typeof cardWith>) =>
      planFor(await sessionOn(card), Preparation.parse({ sizeBytes: 284 }), noPins),
    blank: async (card: ReturnType<typeof cardWith>) =>
      blankBootstrap(await sessionOn(card), { ...writeTo(), entries: true }),
  }
  test.for(Object.entries(acts))('is refused by %s before anything is touched', async ([, act]) => {
    const card = leadingTo(fid)
    const before = card.dump().files
    expect(await failureOf(act(card))).toMatchObject({
      code: 'card.unsuitable',
      missing: expect.stringContaining('which the card needs itself'),
    })
    expect(card.dump().files).toEqual(before)
    expect(sentSince(card, 0).filter((command) => /^[08]0(20....08|D6|DC|E0|D4)/.test(command))).toEqual([])
  })
})

test('inspect tells of an entry that leads back to its directory', async () => {
  const card = leadingTo(0x6420)
  const report = await inspectCard(await sessionOn(card), { hash: () => '', now: () => 0 })
  expect(report.story.join(' ')).toContain('6420, which the card needs itself')
})
