import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readXml } from '../../../shared/xml/read'
import { failureOf, readsOrFails } from '../../support/outcomes'

test('elements, attributes, namespaces and text are read, white space beside elements is not', () =>
  expect(
    readXml(
      '<?xml version="1.0"?><!DOCTYPE a PUBLIC "x" "y"><a xmlns="urn:a" b="&lt;1&#10;">\n <c>d<![CDATA[<e>]]></c> <p:f xmlns:p="urn:p"/> </a>',
    ),
  ).toEqual({
    name: 'a',
    namespace: 'urn:a',
    attributes: [{ name: 'b', value: '<1\n' }],
    children: [
      { name: 'c', namespace: 'urn:a', attributes: [], children: ['d<e>'] },
      { name: 'f', namespace: 'urn:p', attributes: [], children: [] },
    ],
  }))

test.for([
  '',
  'a',
  '<a>',
  '<a></b>',
  '<a/><b/>',
  '<a b=1/>',
  '<a b="1" b="2"/>',
  '<a>&b;</a>',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
  '<p:a/>',
  '<a>\u0001</a>',
  '<a>&#0;</a>',
])('%j is refused', (text) => expect(failureOf(() => readXml(text)).code).toBe('bytes.malformed'))

test('depth, number and length are bounded', () => {
  expect(() => readXml('<a>'.repeat(64) + '</a>'.repeat(64))).not.toThrow()
  expect(failureOf(() => readXml('<a>'.repeat(65) + '</a>'.repeat(65)))).toMatchObject({
    reason: 'nested more than 64 deep',
  })
  expect(failureOf(() => readXml(`<a>${'<b/>'.repeat(100_000)}</a>`))).toMatchObject({
    reason: 'more than 100000 nodes',
  })
  expect(failureOf(() => readXml(`<a>${'b'.repeat(1 << 20)}</a>`)).code).toBe('bytes.malformed')
})

test('any text gives an element or a failure', () => {
  fc.assert(fc.property(fc.string(), (text) => readsOrFails(() => readXml(text))))
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'<>/ab="& ;!-[]'), { maxLength: 40 }), (signs) =>
      readsOrFails(() => readXml(signs.join(''))),
    ),
  )
})
