import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAtr } from '../../../electron/card/atr'
import { fetching, send } from '../../../electron/card/channel'
import { readBinary } from '../../../electron/card/commands'
import { fallingBack } from '../../../electron/card/lengths'
import { meetCard } from '../../../electron/card/meet'
import { readSelected } from '../../../electron/card/selected'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { createTestCard, type TestCard } from '../../support/card'
import { meetTestCard } from '../../support/met'

const sentTo = (card: TestCard) => card.dump().log.map(({ c }) => c)

test.for([
  ['a UICC', {}, 'uicc3g'],
  ['a UICC on T=0', { protocol: 'T=0' }, 'uicc3g'],
  ['a UICC that is also a SIM', { mode: 'both' }, 'uicc3g'],
  ['a SIM', { mode: 'sim' }, 'sim2g'],
  ['an R-UIM', { mode: 'sim', subscription: 'GSM and CDMA' }, 'sim2g'],
] as const)('%s is met as what it is', async ([, options, kind]) => {
  const card = createTestCard(options)
  expect(await meetTestCard(card)).toMatchObject({ kind, iccid: card.iccid() })
})

test('a UICC is met in two commands, a SIM in four, and none of them is sent twice', async () => {
  const uicc = createTestCard()
  await meetTestCard(uicc)
  expect(sentTo(uicc)).toEqual(['00A4080C022FE2', '00B0000000000A'])
  const sim = createTestCard({ mode: 'sim' })
  await meetTestCard(sim)
  expect(sentTo(sim).map((command) => command.slice(0, 4))).toEqual(['00A4', 'A0A4', 'A0A4', 'A0B0'])
})

test.for(['6A86', '6B00', '6A81'])('a UICC that answers %s to a SELECT that wants no answer is no SIM', async (sw) => {
  const card = createTestCard({ mode: 'both' })
  const { kind } = await meetCard(
    {
      transmit: async (command) =>
        command[0] === 0 && command[1] === 0xa4 && command[3] === 0x0c ? fromHex(sw) : card.transmit(command),
    },
    { atrHex: hex(card.atr()), mayExtend: true },
  )
  expect(kind).toBe('uicc3g')
})

test('a card that takes neither class is refused in its own words', async () => {
  const mute = { transmit: async () => fromHex('6E00') }
  await expect(meetCard(mute, { atrHex: '', mayExtend: true })).rejects.toMatchObject({
    failure: { code: 'card.refused', command: 'SELECT MF', sw: '6E00' },
  })
})

describe('lengths', () => {
  const long = { read: 4096, update: 4096 }
  const short = { read: 256, update: 255 }

  test.for([
    ['a card that says so', {}, long],
    ['one that tells in EF.ATR how long', { extendedBytes: 2048 }, { read: 2046, update: 2041 }],
    ['a card that says nothing', { lengths: 'short' }, short],
    ['a card on T=0', { protocol: 'T=0', lengths: 'extended' }, short],
    ['a SIM', { mode: 'sim' }, short],
  ] as const)('of %s', async ([, options, lengths]) => {
    expect((await meetTestCard(createTestCard(options))).lengths).toEqual(lengths)
  })

  test('stay short in a reader that speaks T=0 or has refused longer ones', async () => {
    const card = createTestCard()
    const atrHex = hex(card.atr())
    expect((await meetCard(card, { atrHex, protocol: 'T=0', mayExtend: true })).lengths).toEqual(short)
    card.reset()
    expect((await meetCard(card, { atrHex, protocol: 'T=1', mayExtend: false })).lengths).toEqual(short)
  })

  test.for(['6700', '6E00', '6D00'])('stay short on a card that answers %s to an extended read', async (sw) => {
    const card = createTestCard()
    const refusing = {
      transmit: async (command: Uint8Array) =>
        command[4] === 0 && command.length > 5 ? fromHex(sw) : card.transmit(command),
    }
    const met = await meetCard(refusing, { atrHex: hex(card.atr()), mayExtend: true })
    expect(met).toMatchObject({ lengths: short, iccid: card.iccid() })
  })

  test('a card that takes a small extended command but no large one gets short ones, and nothing is lost', async () => {
    const card = createTestCard()
    const most = 300
    const sent: string[] = []
    const choosy = {
      transmit: async (command: Uint8Array) => {
        sent.push(hex(command))
        const [, , , , zero, high = 0, low = 0] = command
        const isLong = zero === 0 && command.length >= 7 && high * 256 + low > most
        return isLong ? fromHex('6700') : card.transmit(command)
      },
    }
    const { channel } = await meetCard(choosy, { atrHex: hex(card.atr()), mayExtend: true })
    for (const command of ['00A4080402' + '7F50', '00A40004026421'].map((head) => fromHex(`${head}00`)))
      await channel.transmit(command)
    const before = sent.length
    expect(await send(channel, readBinary(0, 1000))).toHaveLength(1000)
    expect(sent.slice(before)).toEqual(['00B000000003E8', '00B0000000', '00B0010000', '00B0020000', '00B00300E8'])
    expect(await send(channel, readBinary(100, 300))).toHaveLength(300)
    expect(sent.slice(-2)).toEqual(['00B0006400', '00B001642C'])
  })
})

test('a long read that goes on in short ones has no hole where one of them brings less than was asked', async () => {
  const card = createTestCard()
  const content = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)
  card.swap({ pkcs15: { content } })
  const sparing = {
    transmit: async (command: Uint8Array) => {
      if (command[4] === 0 && command.length > 5) return fromHex('6700')
      const answer = await card.transmit(command)
      return command[1] === 0xb0 && answer.length > 202 ? concat(answer.subarray(0, 200), fromHex('9000')) : answer
    },
  }
  const met = fallingBack(fetching(sparing))
  for (const command of ['00A4080402' + '7F50', '00A40004026421'].map((head) => fromHex(`${head}00`)))
    await met.transmit(command)
  expect(await readSelected(met, 1000, { most: 900 })).toEqual(content)
})

describe('an ATR', () => {
  // ISO/IEC 7816-3, 8.2, and ISO/IEC 7816-4, 8.1.1.2.7; all from published cards but the last four
  test.for([
    ['3B9F96801F878031E073FE211B674A4C753034054BA9', [0], 'short'],
    ['3B9F96801FC78031A073BE21136743200718000001A5', [0], 'short'],
    ['3B9A940092027593110001020221', [0], 'short'],
    ['3B9F96803FC7A08031E073FE211B6407689A00829000B4', [0], 'short'],
    ['3B9F95801FC78031E073FE211B63E208A8830F900089', [0], 'short'],
    ['3B951381018073FF01000B', [1], 'short'],
    ['3BF59600008131FE454D7945494414', [1], 'short'],
    ['3B00', [0], 'short'],
    ['3B068073FE216000', [0], 'extended, told in EF.ATR'],
    ['3B070073FE21409000', [0], 'short'],
    ['3B080073FE2140009000', [0], 'extended'],
    ['3B9F96', [], 'short'],
    ['', [], 'short'],
  ] as const)('%s is read', ([atr, protocols, lengths]) => {
    expect(readAtr(fromHex(atr))).toMatchObject({ protocols, lengths })
  })

  test.for([
    ['3B9D9581B1FE451FC78031E073FE215B6542656E6368DA', 4],
    ['3B068073FE211F00', 8],
    ['3B068073FE210000', undefined],
    ['3B9A940092027593110001020221', undefined],
  ] as const)('%s has so many channels', ([atr, channels]) => expect(readAtr(fromHex(atr)).channels).toBe(channels))

  test('of any bytes tells something or nothing', () =>
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => readAtr(bytes).historical.length <= 15)))
})
