import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, hex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { devIdOf, parseDevice } from '../../../shared/identity/device'
import { bytesOfIccid, iccidOf } from '../../../shared/identity/iccid'
import { fitsLuhn, luhnDigit } from '../../../shared/identity/luhn'
import { readScan } from '../../../shared/identity/scan'

const refused = (text: string): string => {
  try {
    return parseDevice(text)
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'request.invalid') return `refused: ${error.failure.reason}`
    throw error
  }
}

test.for([
  ['imei:490154203237518', 'imei:490154203237518'],
  ['IMEI: 49-015420-323751-8', 'imei:490154203237518'],
  ['meid:a0000000002329', 'meid:A0000000002329'],
  ['esn:80a1b2c3', 'esn:80A1B2C3'],
  ['uuid:550E8400-E29B-41D4-A716-446655440000', 'uuid:550e8400-e29b-41d4-a716-446655440000'],
] as const)('%s is %s', ([typed, canonical]) => expect(parseDevice(typed)).toBe(canonical))

test.for([
  ['imei:490154203237519', 'check digit'],
  ['imei:000000000000000', 'zeros'],
  ['imei:49015420323751', 'is not 15 digits'],
  ['imei:49015420323751A', 'is not 15 digits'],
  ['490154203237518', 'does not begin'],
  ['mac:001122334455', 'does not begin'],
  ['meid:0123456789ABCD', 'is not 14 hex digits'],
  ['constructor:x', 'does not begin'],
] as const)('%s is refused: %s', ([typed, reason]) => expect(refused(typed)).toContain(reason))

test('a device tells its DevID in upper case', () =>
  expect(devIdOf(parseDevice('imei:493005100592800'))).toBe('IMEI:493005100592800'))

test('one wrong digit is always found', () => {
  const digits = fc.stringMatching(/^\d{14}$/)
  fc.assert(
    fc.property(digits, fc.nat(14), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const whole = body + luhnDigit(body)
      const wrong = `${whole.slice(0, at)}${(Number(whole[at]) + by) % 10}${whole.slice(at + 1)}`
      return fitsLuhn(whole) && !fitsLuhn(wrong)
    }),
  )
})

// EF(ICCID), ETSI TS 102 221, 13.2; both as published with the tests of other programs.
test.for(['988812010000400310F0', '989301140300203646F1'])('EF(ICCID) %s reads back', (bytes) =>
  expect(hex(bytesOfIccid(iccidOf(fromHex(bytes)) ?? ''))).toBe(bytes),
)
test('EF(ICCID) 988812010000400310F0 is 8988211000000430010', () =>
  expect(iccidOf(fromHex('988812010000400310F0'))).toBe('8988211000000430010'))

// Blank as delivered, zeroed, one digit all along, too short, and none at all.
test.for(['F'.repeat(20), '0'.repeat(20), '1'.repeat(20), '98F'.padEnd(20, 'F'), '9888120100', ''])(
  'EF(ICCID) "%s" is no number of a card',
  (bytes) => expect(iccidOf(fromHex(bytes))).toBeUndefined(),
)
test('letters of an ICCID, as some issuers have them, are part of it', () =>
  expect(iccidOf(fromHex('986820B01361C1008088'))).toBe('8986020B31161C000888'))

describe('a scan', () => {
  test.for([
    ['490154203237518', { kind: 'device', device: 'imei:490154203237518' }],
    [']C0490154203237518', { kind: 'device', device: 'imei:490154203237518' }],
    ['IMEI:490154203237518', { kind: 'device', device: 'imei:490154203237518' }],
    ['IMEI1: 49 015420 323751 8', { kind: 'device', device: 'imei:490154203237518' }],
    ['8988211000000430010', { kind: 'iccid', iccid: '8988211000000430010' }],
    ['A0000000002329', { kind: 'device', device: 'meid:A0000000002329', as: 'hex' }],
    [
      'urn:uuid:550e8400-e29b-41d4-a716-446655440000',
      { kind: 'device', device: 'uuid:550e8400-e29b-41d4-a716-446655440000' },
    ],
    ['hello', { kind: 'unknown', text: 'hello' }],
  ] as const)('%s is told by its shape', ([typed, scan]) => expect(readScan(typed)).toEqual(scan))

  test('never throws', () => fc.assert(fc.property(fc.string(), (typed) => readScan(typed).kind.length > 0)))
})
