import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Channel, fetching, onLogicalChannel, send } from '../../../electron/card/channel'
import { queryTries, readBinary, updateBinary, verifyKey } from '../../../electron/card/commands'
import { overT0 } from '../../../electron/card/t0'
import { fromHex, hex } from '../../../shared/bytes'

/** A card that answers these commands so, and says what it was sent. */
function scripted(answers: Readonly<Record<string, string>>) {
  const sent: string[] = []
  const channel: Channel = {
    transmit: async (command) => {
      sent.push(hex(command))
      return fromHex(answers[hex(command)] ?? '6F00')
    },
  }
  return { channel, sent }
}

describe('fetching', () => {
  // ETSI TS 102 221, 7.3.1.1.4 and 10.1.1: the class of GET RESPONSE is that of the channel, never a proprietary one
  test.for([
    ['00A4000402', '00C0000003'],
    ['02A4000402', '02C0000003'],
    ['80F2000002', '00C0000003'],
    ['83F2000002', '03C0000003'],
    ['45A4000402', '45C0000003'],
    ['C9F2000002', '49C0000003'],
    ['A0F2000002', 'A0C0000003'],
    ['84D4000002', '00C0000003'],
  ] as const)('what %s announces is fetched with %s', async ([command, fetched]) => {
    const { channel, sent } = scripted({ [`${command}2FE2`]: '6103', [fetched]: '0102039000' })
    expect(hex(await fetching(channel).transmit(fromHex(`${command}2FE2`)))).toBe('0102039000')
    expect(sent).toEqual([`${command}2FE2`, fetched])
  })

  test('more is fetched until there is no more, and GET RESPONSE may itself be told a length', async () => {
    const { channel, sent } = scripted({
      '00A40004022FE2': '6110',
      '00C0000010': '6C02',
      '00C0000002': '01026101',
      '00C0000001': '039000',
    })
    expect(hex(await fetching(channel).transmit(fromHex('00A40004022FE2')))).toBe('0102039000')
    expect(sent).toHaveLength(4)
  })

  test.for([
    ['00B0000000', '00B000000A'],
    ['00A40004022FE200', '00A40004022FE20A'],
  ] as const)('%s is sent once more with the length that 6Cxx names', async ([command, again]) => {
    const { channel, sent } = scripted({ [command]: '6C0A', [again]: '019000' })
    expect(hex(await fetching(channel).transmit(fromHex(command)))).toBe('019000')
    expect(sent).toEqual([command, again])
  })

  test.for([
    ['a key', '0020000A083132333435363738'],
    ['the question how many tries are left', '0020000A00'],
    ['a new key', `0024000110${'3132333435363738'.repeat(2)}`],
    ['an unblocking key', `002C000110${'3132333435363738'.repeat(2)}00`],
    ['an update', '00D60000021122'],
    ['an extended read', '00B00000000200'],
  ])('%s is never sent again for 6Cxx', async ([, command = '']) => {
    const { channel, sent } = scripted({ [command]: '6C08' })
    expect(hex(await fetching(channel).transmit(fromHex(command)))).toBe('6C08')
    expect(sent).toEqual([command])
  })
})

describe('over T=0', () => {
  // ETSI TS 102 221, 7.3.1.1.1 to 7.3.1.1.4
  test.for([
    ['a case 1', '0020000A', '0020000A00'],
    ['a case 2', '00B000000A', '00B000000A'],
    ['a case 3', '00D60000021122', '00D60000021122'],
    ['a case 4', '00A40004022FE200', '00A40004022FE2'],
  ] as const)('%s goes as the transport wants it', async ([, command, onWire]) => {
    const { channel, sent } = scripted({ [onWire]: '9000' })
    await overT0(channel).transmit(fromHex(command))
    expect(sent).toEqual([onWire])
  })

  test('the answer of a deactivated file is fetched, and the warning stays', async () => {
    const { channel, sent } = scripted({
      '00A40004022FE2': '6283',
      '00C0000000': '6C02',
      '00C0000002': '62009000',
    })
    expect(hex(await fetching(overT0(channel)).transmit(fromHex('00A40004022FE200')))).toBe('62006283')
    expect(sent).toEqual(['00A40004022FE2', '00C0000000', '00C0000002'])
  })

  test('a card that has nothing for GET RESPONSE leaves it at the warning', async () => {
    const { channel } = scripted({ '00A40004022FE2': '6283', '00C0000000': '6985' })
    expect(hex(await overT0(channel).transmit(fromHex('00A40004022FE200')))).toBe('6283')
  })

  test('a refused key has no GET RESPONSE after it', async () => {
    const { channel, sent } = scripted({ '0020000A083132333435363738': '63C2' })
    await overT0(channel).transmit(fromHex('0020000A083132333435363738'))
    expect(sent).toHaveLength(1)
  })
})

// ETSI TS 102 221, 10.1.1, tables 10.3 and 10.4
test.for([
  ['00', 1, '01'],
  ['80', 3, '83'],
  ['00', 4, '40'],
  ['80', 4, 'C0'],
  ['00', 19, '4F'],
  ['80', 19, 'CF'],
  ['0C', 5, '61'],
  ['84', 19, 'EF'],
] as const)('class %s on channel %i is %s', async ([cla, number, onChannel]) => {
  const { channel, sent } = scripted({})
  await onLogicalChannel(channel, number).transmit(fromHex(`${cla}B0000001`))
  expect(sent).toEqual([`${onChannel}B0000001`])
})

describe('status words', () => {
  const answering = (sw: string): Channel => ({ transmit: async () => fromHex(sw) })

  test.for(['9000', '9100', '91FF', '9203', '63C1'])('an update that is answered with %s is done', async (sw) =>
    expect(await send(answering(sw), updateBinary(0, Uint8Array.of(1)))).toBeUndefined(),
  )

  test.for(['9240', '6581', '6300', '6281', '9300', '6982', '6F00', '0000'])(
    'an update that is answered with %s is refused',
    async (sw) =>
      expect(send(answering(sw), updateBinary(0, Uint8Array.of(1)))).rejects.toMatchObject({
        failure: { code: 'card.refused', command: 'UPDATE BINARY', sw },
      }),
  )

  test('a read that is answered with 63C1 is refused', () =>
    expect(send(answering('63C1'), readBinary(0, 1))).rejects.toMatchObject({ failure: { code: 'card.refused' } }))

  test.for([
    ['63C2', { result: 'refused', triesLeft: 2 }],
    ['6300', { result: 'refused', triesLeft: null }],
    ['6983', { result: 'refused', triesLeft: 0 }],
    ['9000', { result: 'verified' }],
    ['9110', { result: 'verified' }],
  ] as const)('a key that is answered with %s', async ([sw, told]) =>
    expect(await send(answering(sw), verifyKey(0x0a, new Uint8Array(8)))).toEqual(told),
  )

  test('any answer to the question for tries is an answer', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 0xffff }), async (sw) => {
        const { left } = await send(answering(sw.toString(16).padStart(4, '0')), queryTries(0x0a))
        expect(left === null || (left >= 0 && left <= 15)).toBe(true)
      }),
    ))
})
