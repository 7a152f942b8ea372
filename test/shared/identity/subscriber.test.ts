import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex } from '../../../shared/bytes'
import { alphaOf } from '../../../shared/identity/alpha'
import { imsiOf, numberOf, providerOf } from '../../../shared/identity/subscriber'

// 3GPP TS 31.102, 4.2.2; the first two are facts of osmocom/pysim's tests
test.for([
  ['082982608200002080', '228062800000208'],
  ['082926101160845740', '262011106487504'],
  ['0721001032547698', '2000123456789'],
  ['FFFFFFFFFFFFFFFFFF', undefined],
  ['00FFFFFFFFFFFFFFFF', undefined],
  ['', undefined],
] as const)('EF(IMSI) %s is %s', ([bytes, imsi]) => expect(imsiOf(fromHex(bytes))).toBe(imsi))

// 4.2.26; the first is a fact of osmocom/pysim's tests, the second of JinghaoZhao/eSIM-Loader's profile
test.for([
  ['456967656E65205275666E756D6D6572FFFFFFFF0891947172199181F3FFFFFFFFFF', '+4917279119183'],
  ['FFFFFFFFFFFF07918812014230F9FFFFFFFFFFFF', '+88211024039'],
  ['04812143F5FFFFFFFFFFFFFFFFFF', '12345'],
  ['FFFFFFFFFFFFFFFFFFFFFFFFFFFF', undefined],
  ['0181FFFFFFFFFFFFFFFFFFFFFFFF', undefined],
  ['', undefined],
] as const)('EF(MSISDN) %s has the number %s', ([record, number]) => expect(numberOf(fromHex(record))).toBe(number))

// 4.2.12; the first is a fact of osmocom/pysim's tests
test.for([
  ['0147534D2D52204348FFFFFFFFFFFFFFFF', 'GSM-R CH'],
  ['0180041104380043FFFFFF', 'БиC'],
  ['00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', undefined],
  ['', undefined],
] as const)('EF(SPN) %s is of %s', ([bytes, provider]) => expect(providerOf(fromHex(bytes))).toBe(provider))

// ETSI TS 102 221, annex A, with its examples
test.for([
  ['4F4D4120444DFFFF', 'OMA DM'],
  ['00115B5E', '@_ÄÜ'],
  ['8104135395A6A6FFFF', 'S\u0995\u09a6\u09a6'],
  ['820505302D82D32D31', '-\u0532\u0583-1'],
] as const)('text %s is %s', ([bytes, text]) => expect(alphaOf(fromHex(bytes))).toBe(text))

test('any bytes give a text, a number or none', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(typeof alphaOf(bytes)).toBe('string')
      expect(imsiOf(bytes) ?? '000000').toMatch(/^\d{6,15}$/)
      expect(numberOf(bytes) ?? '0').toMatch(/^\+?[0-9*#abc]+$/)
    }),
  ))
