import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex } from '../../../shared/bytes'
import { formatOf, openingBytes } from '../../../shared/message/format'
import { utf8 } from '../../../shared/utf8'

test.for([
  ['5b7b22444446223a2268', 'dm2', 9],
  ['7b22444446223a2268', 'dm2', 8],
  ['efbbbf5b7b22444446223a2268', 'dm2', 1],
  ['5b5d', 'dm2', 1],
  ['02a4016a00', 'dm1', 1],
  ['030b6a00', 'cp', 1],
  ['ff7b22444446223a2268', 'empty', 1],
  ['5b7b22ffffffffffff68', 'empty', 1],
  ['', 'empty', 1],
] as const)('%s is %s, and %i bytes of it go together', ([bytes, format, count]) => {
  expect(formatOf(fromHex(bytes))).toBe(format)
  expect(openingBytes(fromHex(bytes))).toBe(count)
})

test('JSON with FF in a part of its opening is no message, not even to a reader that takes FF for a letter', () => {
  const member = fc.tuple(fc.stringMatching(/^\w{1,10}$/), fc.string())
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(fc.string(), fc.string()))
  const documents = fc
    .tuple(member, fc.dictionary(fc.string(), value), fc.boolean())
    .map(([[name, first], others, isInList]) => {
      const { [name]: _, ...rest } = others
      const text = `{${JSON.stringify(name)}:${JSON.stringify(first)},${JSON.stringify({ ...rest, x: 1 }).slice(1)}`
      return utf8(isInList ? `[${text}]` : text)
    })
  fc.assert(
    fc.property(documents, (whole) => {
      const count = openingBytes(whole)
      expect(count).toBeGreaterThan(5)
      for (let done = 0; done < count; done++) {
        const torn = whole.map((byte, at) => (at >= done && at < count ? 0xff : byte))
        expect(formatOf(torn)).toBe('empty')
        expect(() => JSON.parse(String.fromCharCode(...torn))).toThrow(SyntaxError)
      }
    }),
  )
})
