import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex } from '../../../shared/bytes'
import { Failed } from '../../../shared/failure'
import { readDm2 } from '../../../shared/message/dm2'
import { formatOf, openingBytes } from '../../../shared/message/format'
import { readMessage } from '../../../shared/message/message'
import { utf8 } from '../../../shared/utf8'
import { dm2Vectors } from '../../support/dm2-vectors'

test.for([
  ['5b7b22444446223a2268', 'dm2', 9],
  ['7b22444446223a2268', 'dm2', 8],
  ['5b7b22444446223a2275726e3a', 'dm2', 10],
  ['5b7b22444446223a2275726e', 'dm2', 9],
  ['efbbbf5b7b22444446223a2268', 'dm2', 1],
  ['5b5d', 'dm2', 1],
  ['5b5dffffffffffffffffffffffffffffffff', 'dm2', 1],
  ['7b7dff', 'dm2', 1],
  ['02a4016a00', 'dm1', 1],
  ['030b6a00', 'cp', 1],
  ['ff7b22444446223a2268', 'empty', 1],
  ['5b7b22ffffffffffff68', 'empty', 1],
  ['', 'empty', 1],
] as const)('%s is %s, and %i bytes of it go together', ([bytes, format, count]) => {
  expect(formatOf(fromHex(bytes))).toBe(format)
  expect(openingBytes(fromHex(bytes))).toBe(count)
})

test('JSON with FF from somewhere in its opening to its end is none, or begins with no URN, even to a reader that takes FF for a letter', () => {
  const urn = fc.string().map((name) => `urn:${name}`)
  const member = fc.tuple(fc.stringMatching(/^\w{1,10}$/), fc.oneof(fc.string(), urn))
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.dictionary(fc.string(), fc.string()))
  const documents = fc
    .tuple(member, fc.dictionary(fc.string(), value), fc.boolean())
    .map(([[name, first], others, isInList]) => {
      const { [name]: _, ...rest } = others
      const text = `{${JSON.stringify(name)}:${JSON.stringify(first)},${JSON.stringify({ ...rest, '': 1 }).slice(1)}`
      return { name, whole: utf8(isInList ? `[${text}]` : text) }
    })
  fc.assert(
    fc.property(documents, ({ name, whole }) => {
      const count = openingBytes(whole)
      expect(count).toBeGreaterThan(5)
      for (let done = 0; done < count; done++) {
        const torn = whole.map((byte, at) => (at >= done && at < count ? 0xff : byte))
        expect(formatOf(torn)).toBe('empty')
        const text = String.fromCharCode(...torn)
        if (text.includes('":"\xffrn:')) expect([JSON.parse(text)].flat()[0][name]).toMatch(/^\xffrn:/)
        else expect(() => JSON.parse(text)).toThrow(SyntaxError)
      }
    }),
  )
})

test('a message with FF anywhere in its opening is none to a device, and without a name it knows to any other reader', () => {
  const whole = utf8(dm2Vectors.bootstrap[0]?.expect.text ?? '')
  const count = openingBytes(whole)
  expect([count, readDm2(whole).items.length > 0]).toEqual([9, true])
  for (let which = 1; which < 2 ** count; which++) {
    const torn = whole.map((byte, at) => (at < count && which & (1 << at) ? 0xff : byte))
    expect(formatOf(torn)).toBe('empty')
    expect(() => readDm2(torn)).toThrow(Failed)
    expect(() => readMessage(torn)).toThrow(Failed)
    expect(namesIn(String.fromCharCode(...torn))).not.toContain('DDF')
  }
})

/** The first names of a text that is JSON. */
function namesIn(text: string): readonly string[] {
  try {
    return [JSON.parse(text)].flat().flatMap((one: object) => Object.keys(one).slice(0, 1))
  } catch {
    return []
  }
}
