import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMatch } from '../../../shared/template/match'
import { shapeOf } from '../../../shared/template/shape'
import { textOf } from '../../../shared/text/languages'

describe('the shape of a pattern', () => {
  test.for([
    ['[0-9]{4}', 'Digits: 4'],
    ['^\\d+$', 'Digits: 1 or more'],
    ['[1-9][0-9]{0,3}', 'Digits: 1 to 4, the first not 0'],
    ['[A-Z]{2}[A-Z]?', 'Capital letters: 2 to 3'],
    ['[0-9a-fA-F]{8}', 'Hex digits: 8'],
    ['[A-Za-z0-9]{3,12}', 'Letters or digits: 3 to 12'],
  ] as const)('%s is said as %s', ([pattern, said]) => {
    expect(textOf('en').composer.form.pattern(pattern)).toBe(said)
  })

  test.for(['[a-c]', 'a', '\\d{2}-\\d{2}', '(ab)+', '[1-5][0-9]', 'x|y', '[1-9]+', '\\p{L}{3}', '.*', ''])(
    '%s says more than a shape, and is shown as it is',
    (pattern) => expect(shapeOf(pattern)).toBeUndefined(),
  )

  test('says neither more nor less than its pattern', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('[0-9]', '[1-9][0-9]', '[A-Z]'),
        fc.nat(3),
        fc.nat(3),
        fc.stringMatching(/^[0-9A-Z]{0,8}$/),
        (one, least, more, value) => {
          const pattern = `${one}{${least},${least + more}}`
          const shape = shapeOf(pattern)
          if (shape === undefined) return
          const isOfKind = shape.of === 'digits' ? /^\d*$/.test(value) : /^[A-Z]*$/.test(value)
          const fits = value.length >= shape.least && value.length <= shape.most
          expect(isMatch(value, pattern)).toBe(isOfKind && fits && (shape.isZeroFirst || !value.startsWith('0')))
        },
      ),
    ))
})
