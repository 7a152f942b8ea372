import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardKinds, optionsOfKind } from '../../../electron/bench/kinds'
import { createUicc } from '../../../electron/bench/uicc/uicc'
import { bench, benchCard } from '../../../electron/cli/bench'
import { concat, fromHex } from '../../../shared/bytes'

const byte = fc.integer({ min: 0, max: 255 })
const cla = fc.constantFrom(0x00, 0x01, 0x80, 0xa0, 0x40, 0x84)
const ins = fc.constantFrom(
  ...[0x04, 0x10, 0x12, 0x14, 0x20, 0x24, 0x26, 0x28, 0x2c, 0x44, 0x50, 0x70, 0x82, 0x84, 0xa4, 0xb0, 0xb2],
  ...[0xc0, 0xd4, 0xd6, 0xdc, 0xe0, 0xe4, 0xf2],
)
const anyhow = fc
  .tuple(cla, ins, byte, byte, fc.uint8Array({ maxLength: 40 }))
  .map(([...parts]) => concat(Uint8Array.from(parts.slice(0, 4).map(Number)), parts[4]))
const selecting = fc
  .tuple(fc.constantFrom(0x00, 0xa0), fc.constantFrom('3F00', '2F00', '2F06', '7F50', '5031', '6420', '6421', '7F20'))
  .map(([of, fid]) => concat(Uint8Array.of(of, 0xa4, 0x00, of === 0 ? 0x04 : 0x00, 0x02), fromHex(fid)))
// the security attribute is what came in, whatever it is
const creating = fc
  .tuple(fc.constantFrom(0x8b, 0x8c, 0xab), fc.uint8Array({ maxLength: 30 }), byte)
  .map(([tag, rule, low]) => {
    const template = concat(
      fromHex('820241218302'),
      Uint8Array.of(0x6f, low, 0x8a, 0x01, 0x05, 0x80, 0x01, 0x10, tag, rule.length),
      rule,
    )
    return concat(Uint8Array.of(0, 0xe0, 0, 0, template.length + 2, 0x62, template.length), template)
  })
const writing = fc.tuple(fc.constantFrom(0xd6, 0xdc), byte).map(([how, value]) => Uint8Array.of(0, how, 0, 0, 1, value))
const command = fc.oneof(anyhow, selecting, selecting, creating, writing)

describe.each(cardKinds)('a card of the kind %s', (kind) => {
  test('answers anything with at least two bytes, and never has less memory than none', () => {
    const conversation = fc.array(fc.tuple(command, fc.option(fc.nat(20), { nil: undefined })), { maxLength: 25 })
    fc.assert(
      fc.property(conversation, (commands) => {
        const card = createUicc({ ...optionsOfKind(kind), adm: fromHex('0102030405060708') })
        card.transmit(fromHex('0020000A080102030405060708'))
        card.transmit(fromHex('A020000A080102030405060708'))
        for (const [bytes, powerBytes] of commands)
          expect(card.transmit(bytes, powerBytes).length).toBeGreaterThanOrEqual(2)
        const { freeBytes, files } = card.dump()
        expect(freeBytes).toBeGreaterThanOrEqual(0)
        expect(freeBytes).toBeLessThanOrEqual(0xffff)
        expect(files.every(({ hex }) => hex.length % 2 === 0)).toBe(true)
        card.reset()
      }),
      { numRuns: 60 },
    )
  })
})

test('a kind nobody knows is answered with the names of all', async () => {
  const io = { home: '/nowhere', isJson: true, say: () => {}, out: () => {}, print: () => {}, answer: () => {} }
  const asked = { values: { kind: 'gold', reader: '1' }, positionals: ['swap'] }
  const named = { failure: { code: 'request.invalid', reason: expect.stringContaining(cardKinds.join(', ')) } }
  const signal = new AbortController().signal
  await expect(benchCard.run(asked, { ...io, signal })).rejects.toMatchObject(named)
  await expect(bench.run({ ...asked, values: { kind: 'usim,gold' } }, { ...io, signal })).rejects.toMatchObject(named)
})
