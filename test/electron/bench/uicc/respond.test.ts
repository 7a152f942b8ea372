import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createUicc } from '../../../../electron/bench/uicc/uicc'
import { fitsLuhn } from '../../../../shared/identity/luhn'
import { hexCard } from './exchange'

describe('classes and instructions', () => {
  test.for([
    ['an unknown instruction', '00010000', '6D00'],
    ['ENVELOPE', '80C20000', '6D00'],
    ['the class of a SIM', 'A0A40000023F00', '6E00'],
    ['an instruction of the other class', '80A4000C023F00', '6E00'],
    ['secure messaging', '04A4000C023F00', '6882'],
    ['chaining', '10D6000001FF', '6884'],
    ['channels from four on', '40A4000C023F00', '6881'],
    ['three bytes', '00A400', '6700'],
    ['an Lc without its data', '00A4000C02', '6C'],
    ['too much data', '00A4000C023F00FFFF', '6700'],
    ['an extended Lc of zero', '00D600000000000102', '6700'],
    ['nothing', '', '6700'],
  ] as const)('%s: %s is answered %s', ([, command, answer]) => {
    if (answer !== '6C') return expect(hexCard().send(command)).toBe(answer)
    // four bytes and one more are a command with an Le: SELECT without data is the MF
    return expect(hexCard().send(command)).toBe('9000')
  })
})

describe('GET RESPONSE', () => {
  test('fetches what no Le asked for', () => {
    const card = hexCard()
    const announced = card.send('00A40004022FE2')
    expect(announced).toBe('6119')
    expect(card.send('00C0000019')).toMatch(/^6217.*9000$/)
    expect(card.send('00C0000019')).toBe('6985')
  })
  test('hands out in parts, and says the length when asked for too much', () => {
    const card = hexCard()
    card.send('00A40004022FE2')
    expect(card.send('00C0000020')).toBe('6C19')
    expect(card.send('00C0000010')).toMatch(/^6217.{28}6109$/)
    expect(card.send('00C0000000')).toMatch(/9000$/)
  })
  test('an Le that is too short is answered with the right one', () =>
    expect(hexCard().send('00A40004022FE205')).toBe('6C19'))
})

test('GET CHALLENGE gives as many bytes as asked for', () => {
  const card = hexCard({ random: (size) => new Uint8Array(size).fill(7) })
  expect(card.sendAll('0084000004', '0084000000', '00840000', '0084000108')).toEqual([
    '070707079000',
    '07070707070707079000',
    '6700',
    '6A86',
  ])
})

test('the ATR fits its check byte, offers T=1 and names the bench', () => {
  const { atr } = createUicc()
  expect(atr.subarray(1).reduce((sum, byte) => sum ^ byte, 0)).toBe(0)
  expect(atr.length).toBeLessThanOrEqual(33)
  expect(atr[3]).toBe(0x81)
})

test('the ICCID of a card without wishes is valid', () => expect(fitsLuhn(createUicc().iccid)).toBe(true))

const byte = fc.integer({ min: 0, max: 255 })
const ins = fc.constantFrom(0x20, 0x70, 0x84, 0xa4, 0xb0, 0xb2, 0xc0, 0xd6, 0xdc, 0xf2)
const near = fc
  .tuple(fc.constantFrom(0x00, 0x01, 0x80, 0x02), ins, byte, byte, fc.uint8Array({ maxLength: 20 }))
  .map(([cla, code, p1, p2, rest]) => Uint8Array.of(cla, code, p1, p2, ...rest))

test('any bytes are answered with at least two, and the card goes on', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(near, fc.uint8Array({ maxLength: 300 })), { maxLength: 30 }), (commands) => {
      const card = createUicc()
      const sizes = card.dump().files.map(({ hex }) => hex.length)
      expect(commands.every((command) => card.transmit(command).length >= 2)).toBe(true)
      expect(card.dump().files.map(({ hex }) => hex.length)).toEqual(sizes)
      card.reset()
      expect(card.transmit(Uint8Array.of(0x00, 0xa4, 0x00, 0x0c, 0x02, 0x3f, 0x00))).toEqual(Uint8Array.of(0x90, 0x00))
    }),
    { numRuns: 500 },
  )
})
