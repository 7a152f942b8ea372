import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cmac, pad, unpad } from '../../../electron/card/aes'
import { areEqual, bytesOf, fromHex, hex } from '../../../shared/bytes'

const message =
  '6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710'

// RFC 4493, 4 (128 bits); NIST SP 800-38B, D.2 and D.3 (192 and 256)
test.for([
  ['2B7E151628AED2A6ABF7158809CF4F3C', 0, 'BB1D6929E95937287FA37D129B756746'],
  ['2B7E151628AED2A6ABF7158809CF4F3C', 16, '070A16B46B4D4144F79BDD9DD04A287C'],
  ['2B7E151628AED2A6ABF7158809CF4F3C', 40, 'DFA66747DE9AE63030CA32611497C827'],
  ['2B7E151628AED2A6ABF7158809CF4F3C', 64, '51F0BEBF7E3B9D92FC49741779363CFE'],
  ['8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B', 0, 'D17DDF46ADAACDE531CAC483DE7A9367'],
  ['8E73B0F7DA0E6452C810F32B809079E562F8EAD2522C6B7B', 40, '8A1DE5BE2EB31AAD089A82E6EE908B0E'],
  ['603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4', 0, '028962F61B7BF89EFC6B551F4667D983'],
  ['603DEB1015CA71BE2B73AEF0857D77811F352C073B6108D72D9810A30914DFF4', 64, 'E1992190549F6ED5696A2C056C315410'],
] as const)('the CMAC with the key %s over %i bytes is %s', ([key, sizeBytes, mac]) =>
  expect(hex(cmac(fromHex(key), fromHex(message).subarray(0, sizeBytes)))).toBe(mac),
)

test('what is padded fills whole blocks, always one byte more, and comes back', () =>
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const padded = pad(bytes)
      const back = unpad(padded)
      return padded.length % 16 === 0 && padded.length > bytes.length && back !== undefined && areEqual(back, bytes)
    }),
  ))

test.for([
  ['no padding at all', new Uint8Array(16).fill(1)],
  ['only zeros', new Uint8Array(16)],
  ['more than a block of it', Uint8Array.from([0x80, ...new Uint8Array(31)])],
] as const)('%s is no padding', ([, bytes]) => expect(unpad(bytes)).toBeUndefined())

test('a block of padding alone was nothing', () =>
  expect(unpad(Uint8Array.from([0x80, ...new Uint8Array(15)]))).toEqual(bytesOf()))
