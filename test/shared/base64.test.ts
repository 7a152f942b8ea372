import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../../shared/base64'
import { hex } from '../../shared/bytes'
import { utf8 } from '../../shared/utf8'
import { failureOf, readsOrFails } from '../support/outcomes'

// RFC 4648, 10.
test.for([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
] as const)('%j is %s', ([plain, written]) => {
  expect(toBase64(utf8(plain))).toBe(written)
  expect(fromBase64(written)).toEqual(utf8(plain))
})

test('the url alphabet, white space and missing padding are taken', () => {
  expect(hex(fromBase64('_-8'))).toBe('FFEF')
  expect(hex(fromBase64(' /+\n8=\t'))).toBe('FFEF')
})

test.for([
  ['***', 0],
  ['AA=A', 2],
  ['A', 1],
  ['AAAAA', 5],
  ['AA===', 2],
  ['Ä', 1],
] as const)('%s is refused at %i', ([text, offset]) =>
  expect(failureOf(() => fromBase64(text))).toMatchObject({ code: 'bytes.malformed', offset }),
)

test('it writes what Node writes, and reads it back', () =>
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
      expect(fromBase64(Buffer.from(bytes).toString('base64url'))).toEqual(bytes)
    }),
  ))

test('any text gives bytes or a failure', () =>
  fc.assert(fc.property(fc.string(), (text) => readsOrFails(() => fromBase64(text)))))
