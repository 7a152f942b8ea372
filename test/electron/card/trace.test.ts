import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMask } from '../../../electron/card/mask'
import { createTrace } from '../../../electron/card/trace'
import type { Driver } from '../../../electron/reader/driver'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { filled, hidden, partsOf, shown, sizeOf, TracedBytes, TraceLine } from '../../../shared/trace'

const tagOf = (bytes: Uint8Array): string => hex(bytes).slice(0, 2).toLowerCase().padStart(8, '0')

/** What is kept of exchanges in this order, as `command > answer`. */
function keptOf(...exchanges: readonly (readonly [command: string, response: string])[]): readonly string[] {
  const mask = createMask(tagOf)
  return exchanges
    .map(([command, response]) => mask(fromHex(command), fromHex(response)))
    .map(({ c, r }) => `${c} > ${r}`)
}

describe('what is kept of a command and its answer', () => {
  test.for([
    ['VERIFY', '0020000A083132333435363738', '9000', '0020000A08[8] > 9000'],
    ['VERIFY without a key', '0020000A', '63C3', '0020000A > 63C3'],
    ['CHANGE PIN', '0024000110313233343536373831323334FFFFFFFF', '63C2', '0024000110[16] > 63C2'],
    ['UNBLOCK PIN', '002C000110313233343536373831323334FFFFFFFF', '9000', '002C000110[16] > 9000'],
    ['VERIFY CHV of a SIM', 'A020000108313233 34FFFFFFFF', '9000', 'A020000108[8] > 9000'],
    ['EXTERNAL AUTHENTICATE', '84823300106359A7479A2261B8E9B88F31589B4F8F', '9000', '8482330010[16] > 9000'],
    ['a wrapped command', '05B0000008B20E18A66D6ED2DD20', 'AABBCCDDEEFF00119000', '05B0000008[8]20 > [8]9000'],
    ['INITIALIZE UPDATE', '8050300002101100', 'A0A19000', '8050300002101100 > A0A19000'],
    ['AUTHENTICATE', '008800010210 11', 'DB9000', '0088000102[2] > [1]9000'],
    ['an unknown instruction', '80CA9F7F00', '010203049000', '80CA9F7F00 > [4]9000'],
    ['MANAGE CHANNEL', '0070000001', '019000', '0070000001 > 019000'],
    ['what is no command', '00A404000501', '6700', '00A40400[2] > [2]'],
    ['READ BINARY of a file that nobody selected', '00B0000004', 'DEADBEEF9000', '00B0000004 > [4:000000de]9000'],
    ['READ BINARY of EF.ICCID by SFI', '00B0820003', '9888129000', '00B0820003 > 9888129000'],
  ])('%s', ([, command = '', response = '', expected]) => expect(keptOf([command, response])).toEqual([expected]))

  test('the content of a file is hidden, its padding is not', () =>
    expect(
      keptOf(
        ['00A4000402642100', '62029000'],
        ['00B0000008', 'FF7B7D5DFFFFFFFF9000'],
        ['00D6000108225345435245FFFF', '9000'],
        ['00D600000101', '9000'],
      ).slice(1),
    ).toEqual([
      '00B0000008 > FF[3:0000007b][4xFF]9000',
      '00D6000108[6:00000022]FFFF > 9000',
      '00D6000001[1:00000001] > 9000',
    ]))

  test('EF(ICCID), EF(DIR), EF(ODF) and EF.ARR are told, and so is what a directory holds that EF(ODF) names', () =>
    expect(
      keptOf(
        ['00A40004022FE200', '9000'],
        ['00B000000A', '988812010000400310F09000'],
        ['00A40004025031', '9000'],
        ['00B0000008', 'A7063004040244019000'],
        ['00A40004024401', '9000'],
        ['00B0000008', 'A1063004040244029000'],
        ['00B0000802', 'FFFF9000'],
        ['00D6000802A106', '9000'],
      ).filter((_, at) => at % 2 === 1 || at > 5),
    ).toEqual([
      '00B000000A > 988812010000400310F09000',
      '00B0000008 > A7063004040244019000',
      '00B0000008 > A1063004040244029000',
      '00B0000802 > FFFF9000',
      '00D6000802[2:000000a1] > 9000',
    ]))

  test('a message is hidden in a file that held something like a directory before', () =>
    expect(
      keptOf(
        ['00A40004025031', '9000'],
        ['00B0000008', 'A7063004040264209000'],
        ['00A40004026421', '9000'],
        ['00B0000004', '3002CAFE9000'],
        ['00D6000001FF', '9000'],
        ['00D60001067B2253454352', '9000'],
      ).slice(3),
    ).toEqual(['00B0000004 > [4:00000030]9000', '00D6000001FF > 9000', '00D6000106[6:0000007b] > 9000']))

  test('the digits of an IMSI and of a phone number are not', () => {
    const kept = keptOf(
      ['00A40004026F0700', '9000'],
      ['00B0000009', '0829261011608457409000'],
      ['00A40004026F4000', '9000'],
      ['00B201040E', '0791947119279119FFFFFFFFFFFF9000'],
    )
    expect(kept.join()).not.toMatch(/2926|9194/)
  })

  test('a file is known on its own logical channel', () =>
    expect(
      keptOf(
        ['00A40004025031', '9000'],
        ['01A40004026421', '9000'],
        ['00B0000003', 'A700019000'],
        ['01B0000003', '7B22229000'],
      ).slice(2),
    ).toEqual(['00B0000003 > A700019000', '01B0000003 > [3:0000007b]9000']))

  test('a file that could not be selected is not the one that is read', () =>
    expect(keptOf(['00A40004026421', '9000'], ['00A40004025031', '6A82'], ['00B0000002', '7B7D9000']).at(-1)).toBe(
      '00B0000002 > [2:0000007b]9000',
    ))

  test('what GET RESPONSE fetches is kept as the answer would have been', () =>
    expect(
      keptOf(
        ['05A4000402642100', '6102'],
        ['01C0000002', 'CAFE9000'],
        ['00A4000402642100', '6102'],
        ['00C0000002', '62009000'],
      ),
    ).toEqual(['05A4000402[2]00 > 6102', '01C0000002 > [2]9000', '00A4000402642100 > 6102', '00C0000002 > 62009000']))
})

test('no run of a secret is in what is kept, whatever the command', () =>
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 255 }), fc.integer({ min: 0, max: 255 }), (secret, ins) => {
      fc.pre(
        secret.some((byte) => byte !== 0xff) &&
          ![0xa4, 0xf2, 0x70, 0x84, 0xe0, 0xe4, 0xd4, 0x44, 0x04, 0x50].includes(ins),
      )
      fc.pre(secret[0] !== 0x30 && secret[0] !== 0x61 && (secret[0] ?? 0) >> 4 !== 0xa)
      const command = Uint8Array.from([0x00, ins, 0x00, 0x0a, secret.length, ...secret])
      const { c, r } = createMask(tagOf)(command, Uint8Array.from([...secret, 0x90, 0x00]))
      const core = hex(secret).replace(/^(FF)+|(FF)+$/g, '')
      return core.length < 6 || !(c + r).includes(core)
    }),
  ))

test('what is kept can be read back: sizes to the byte, padding as it was', () =>
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constant(0xff), fc.integer({ min: 0, max: 255 })), { maxLength: 300 }),
      (values) => {
        const bytes = Uint8Array.from(values)
        const traced = hidden(bytes, tagOf)
        expect(TracedBytes.parse(traced)).toBe(traced)
        expect(sizeOf(partsOf(traced))).toBe(bytes.length)
        expect(hex(filled(partsOf(shown(bytes))))).toBe(hex(bytes))
      },
    ),
  ))

/** Readers of which each has a card that answers so. */
const driverOf = (transmit: () => Promise<Uint8Array>): Driver => ({
  watch: () => undefined,
  connect: async () => ({ atrHex: '3B00', protocol: 'T=0', transmit, close: async () => undefined }),
  close: async () => undefined,
})

test('equal bytes have equal tags within a trace and other ones in another', async () => {
  const tagged = async (key: number) => {
    const lines: TraceLine[] = []
    const trace = createTrace({ now: () => 0, tagKey: new Uint8Array(16).fill(key), note: (line) => lines.push(line) })
    const link = await trace.driver(driverOf(async () => fromHex('7B227D9000'))).connect('R')
    await link.transmit(fromHex('00B0000003'), 1)
    await link.transmit(fromHex('00B0000103'), 1)
    return lines.flatMap((line) => ('r' in line ? [line.r] : []))
  }
  const [first, again] = await tagged(1)
  expect(first).toBe(again)
  expect(first).toMatch(/^\[3:[0-9a-f]{8}\]9000$/)
  expect((await tagged(2))[0]).not.toBe(first)
})

test('every line says when, and what was not answered says why', async () => {
  const lines: TraceLine[] = []
  let nowMs = 1000
  const trace = createTrace({ now: () => nowMs, tagKey: new Uint8Array(16), note: (line) => lines.push(line) })
  const answer = async () => {
    nowMs += 5.25
    if (nowMs > 1006) throw new Failed({ code: 'card.removed', reader: 'R' })
    return fromHex('9000')
  }
  const link = await trace.driver(driverOf(answer)).connect('R')
  expect(link.protocol).toBe('T=0')
  await link.transmit(fromHex('00A4000C023F00'), 1)
  await expect(link.transmit(fromHex('0020000A083132333435363738'), 1)).rejects.toThrow('card.removed')
  await link.close('unpower')
  expect(lines).toEqual([
    { trace: 'power', ms: 0, is: 'on', atr: '3B00', protocol: 'T=0' },
    { trace: 'apdu', ms: 0, tookMs: 5.25, c: '00A4000C023F00', r: '9000' },
    { trace: 'lost', ms: 5.25, c: '0020000A08[8]', code: 'card.removed' },
    { trace: 'power', ms: 10.5, is: 'off' },
  ])
  for (const line of lines) expect(TraceLine.parse(line)).toEqual(line)
})

test('what is inside a secure channel is noted behind it, hidden by its own files', async () => {
  const lines: TraceLine[] = []
  const trace = createTrace({ now: () => 0, tagKey: new Uint8Array(16), note: (line) => lines.push(line) })
  const channel = trace.inside({ transmit: async (command) => fromHex(command[1] === 0xb0 ? '7B7D9000' : '9000') })
  await channel.transmit(fromHex('00A4000C026421'))
  await channel.transmit(fromHex('00B0000002'))
  expect(lines).toMatchObject([
    { trace: 'inside', c: '00A4000C026421', r: '9000' },
    { trace: 'inside', c: '00B0000002', r: expect.stringMatching(/^\[2:.{8}\]9000$/) },
  ])
})

test('a script is noted command by command, and where it was lost', async () => {
  const notes: TraceLine[] = []
  const answers = ['9000', '6A82']
  const driver: Driver = {
    watch: () => undefined,
    connect: async () => ({
      atrHex: '3B00',
      transmit: async () => fromHex('9000'),
      script: async (commands, _, onAnswer) => {
        for (const [at] of commands.entries()) {
          const answer = answers[at]
          if (answer === undefined) throw new Failed({ code: 'card.removed', reader: 'R1' })
          onAnswer(fromHex(answer))
        }
      },
      close: async () => undefined,
    }),
    close: async () => undefined,
  }
  const trace = createTrace({ now: () => 0, tagKey: new Uint8Array(16), note: (line) => void notes.push(line) })
  const link = await trace.driver(driver).connect('R1')
  const heard: string[] = []
  const commands = ['00A4000C023F00', '00A4000C022FE2', '00B000000A'].map(fromHex)
  const work = link.script?.(commands, 0, (answer) => void heard.push(hex(answer)))
  await expect(work).rejects.toMatchObject({ failure: { code: 'card.removed' } })
  expect(heard).toEqual(answers)
  expect(notes.slice(1)).toEqual([
    { trace: 'apdu', ms: 0, tookMs: 0, c: '00A4000C023F00', r: '9000' },
    { trace: 'apdu', ms: 0, tookMs: 0, c: '00A4000C022FE2', r: '6A82' },
    { trace: 'lost', ms: 0, c: '00B000000A', code: 'card.removed' },
  ])
})
