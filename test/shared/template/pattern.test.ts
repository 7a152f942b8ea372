import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMatch } from '../../../shared/template/match'
import { patternFault } from '../../../shared/template/pattern'

test.for([
  ['[1-9][0-9]?', '42', true],
  ['[1-9][0-9]?', '423', false],
  ['', '', true],
  ['^a|b$', 'b', true],
  ['(?:[0-9A-F]{2}:){5}[0-9A-F]{2}', '00:1A:2B:3C:4D:5E', true],
  ['(?:[0-9A-F]{2}:){5}[0-9A-F]{2}', '00:1A:2B:3C:4D', false],
  ['\\p{Lu}\\p{Ll}+', 'Ärger', true],
  ['a{2,}', 'aaaa', true],
  ['a{2,3}', 'aaaa', false],
  ['.', '😀', true],
  ['\\$\\d+\\.\\d\\d\\$', '$12.50$', true],
  ['(a*)*b', 'aaab', true],
] as const)('%s matches %s: %j', ([pattern, text, is]) => expect(isMatch(text, pattern)).toBe(is))

test.for([
  '(',
  'a**',
  '(?=a)b',
  '(?<!a)b',
  '(a)\\1',
  '(?<x>a)',
  '\\bword',
  'a^b',
  'x'.repeat(257),
  '(a{50}){50}',
  'a{99999}',
] as const)('the pattern %s is refused with what would be right', (pattern) =>
  expect(patternFault(pattern)).toMatch(/^must /),
)

test.for(['(a+)+$', '(a|a)*b', '(a|aa)+', '([a-z]+)*!', '(.*)*(.*)*(.*)*x', 'a*a*a*a*a*a*a*a*b'] as const)(
  'the pattern %s takes no longer than its text is long',
  (pattern) => {
    const began = performance.now()
    isMatch(`${'a'.repeat(10_240)}?`, pattern)
    expect(performance.now() - began).toBeLessThan(1000)
  },
)

const pieces = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\w', '\\.'),
    fc.tuple(tie('whole'), tie('whole')).map(([left, right]) => left + right),
    fc.tuple(tie('whole'), tie('whole')).map(([left, right]) => `(${left}|${right})`),
    fc
      .tuple(tie('whole'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{0,}'))
      .map(([of, sign]) => `(?:${of})${sign}`),
  ),
})).whole

test('what it matches is what a regular expression matches', () =>
  fc.assert(
    fc.property(pieces, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 6 }), (pattern, text) => {
      fc.pre(pattern.length < 60 && patternFault(pattern) === undefined)
      expect(isMatch(text, pattern)).toBe(new RegExp(`^(?:${pattern})$`, 'u').test(text))
    }),
  ))

test('any text is a pattern that works or is refused', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab()[]{}|*+?.\\^$1,:=!<') }), (pattern) => {
      if (patternFault(pattern) === undefined) isMatch('ab', pattern)
    }),
  ))
