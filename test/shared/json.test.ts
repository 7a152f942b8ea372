import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Json, parseJson, plainOf, showJson, writeJson } from '../../shared/json'
import { failureOf, readsOrFails } from '../support/outcomes'

const offsetOf = (text: string) => {
  const failure = failureOf(() => parseJson(text))
  return failure.code === 'bytes.malformed' ? failure.offset : failure
}

test.for([
  ['', 0],
  ['{', 1],
  ['[1,]', 3],
  ['[1 2]', 3],
  ['{"a" 1}', 5],
  ['{a:1}', 1],
  ['{"a":1,}', 7],
  ['"abc', 0],
  ['"\\x"', 2],
  ['"\\u12g4"', 2],
  ['"\n"', 1],
  ['"\\ud800"', 0],
  ['01', 1],
  ['-', 0],
  ['1.', 1],
  ['NaN', 0],
  ['Infinity', 0],
  ['1e999', 0],
  ['tru', 0],
  ['null null', 5],
  ['\ufeff{}', 0],
] as const)('%j is refused at character %i', ([text, offset]) => expect(offsetOf(text)).toBe(offset))

test.for(['12345678901234567890', '1.0', '-0', '1e3', '0.10', '1E+2'])('%s is written as it came', (number) => {
  expect(writeJson(parseJson(`[${number}]`))).toBe(`[${number}]`)
  expect(showJson(parseJson(`[${number}]`))).toContain(`\n  ${number}\n`)
  expect(plainOf(parseJson(number))).toBe(Number(number))
})

test('a member given twice is refused by its path', () =>
  expect(failureOf(() => parseJson('{"a":[{"b":1,"\\u0062":2}]}'))).toEqual({
    code: 'message.invalid',
    path: 'a.0.b',
    reason: 'duplicate-member',
  }))

test('a document may be nested 64 deep and not deeper', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`
  expect(() => parseJson(nested(64))).not.toThrow()
  expect(failureOf(() => parseJson(nested(65))).code).toBe('bytes.malformed')
  expect(failureOf(() => parseJson('['.repeat(100_000))).code).toBe('bytes.malformed')
})

test('a document is at most a million characters', () =>
  expect(failureOf(() => parseJson(' '.repeat(2 ** 20 + 1))).code).toBe('bytes.malformed'))

test('names keep their order, whatever they are', () => {
  const text = '{"2":1,"1":2,"__proto__":{"constructor":null}}'
  expect(writeJson(parseJson(text))).toBe(text)
})

test('it is shown with an indent of two, and empty objects short', () =>
  expect(showJson(parseJson('{"a":[1,{}],"b":{}}'))).toBe('{\n  "a": [\n    1,\n    {}\n  ],\n  "b": {}\n}'))

test('it reads what JSON.parse reads, alike', () =>
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      fc.pre(!/\\ud[89a-f]/i.test(text) && !/\p{Surrogate}/u.test(text))
      expect(plainOf(parseJson(text))).toEqual(JSON.parse(text))
    }),
  ))

test('what is written reads back', () =>
  fc.assert(
    fc.property(fc.json({ maxDepth: 6, stringUnit: 'grapheme' }), (text) => {
      const value: Json = parseJson(text)
      expect(parseJson(writeJson(value))).toEqual(value)
      expect(parseJson(showJson(value))).toEqual(value)
    }),
  ))

test('any text gives a value or a failure', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0123e.-tfn ') }), (text) =>
      readsOrFails(() => parseJson(text)),
    ),
  )
})
