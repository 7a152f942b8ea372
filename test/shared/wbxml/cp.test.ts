import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { decode, encode } from '../../../shared/codec'
import { elementOfXml } from '../../../shared/message/from-xml'
import { utf8 } from '../../../shared/utf8'
import { compactWbxml, wbxml } from '../../../shared/wbxml/codec'
import { cp, cpDialect } from '../../../shared/wbxml/cp'
import type { Element } from '../../../shared/wbxml/tree'
import { failureOf, readsOrFails } from '../../support/outcomes'
import { bytesOfVector, textOfVector } from '../../support/vectors'

const codec = wbxml(cpDialect)
const compact = compactWbxml(cpDialect, () => true)
const header = fromHex('030B6A00')
const rootOf = (body: string): Element => decode(codec, concat(header, fromHex(body))).root
const refusal = (body: string) => failureOf(() => rootOf(body))

const ours = [
  ...['cp-w7', 'cp-full', 'cp-corners'],
  ...['001', '004', '006', '007', '008'].map((number) => `cp-libwbxml-${number}`),
]
test.for(ours)('%s of libwbxml is written again byte for byte', (name) => {
  const bytes = bytesOfVector(name)
  expect(hex(encode(codec, decode(codec, bytes)))).toBe(hex(bytes))
})

test.for([
  ['cp-w7', 'cp-w7-table'],
  ['cp-w7', 'cp-w7-kannel'],
  ['cp-full', 'cp-full-table'],
  ['cp-full', 'cp-full-kannel'],
] as const)('%s reads the same as %s', ([plain, other]) =>
  expect(decode(codec, bytesOfVector(other))).toEqual(decode(codec, bytesOfVector(plain))),
)

test.for(['cp-w7', 'cp-full', 'cp-corners', 'cp-provcont', 'cp-wlan-kannel'])('%s reads as its XML does', (name) => {
  const { root } = decode(codec, bytesOfVector(name))
  expect(withEmptyValues(root)).toEqual(withEmptyValues(elementOfXml(textOfVector(`${name}.xml`))))
})

/** A value that is there and empty, and one without anything behind its token, are the same. */
const withEmptyValues = (element: Element): Element => ({
  ...element,
  ...(element.attributes && {
    attributes: element.attributes.map(({ name, value }) => ({ name, value: value ?? '' })),
  }),
  children: element.children.map((child) => (child.kind === 'element' ? withEmptyValues(child) : child)),
})

test('what an operator sent is written again byte for byte', () => {
  const bytes = bytesOfVector('cp-operator')
  const { root } = decode(codec, bytes)
  expect(root.attributes).toBeUndefined()
  expect(hex(encode(codec, decode(codec, bytes)))).toBe(hex(bytes))
})

test('the example of the specification is written shorter than it is printed', () => {
  const bytes = bytesOfVector('cp-provcont')
  const again = encode(codec, decode(codec, bytes))
  expect(decode(codec, again)).toEqual(decode(codec, bytes))
  expect(encode(compact, decode(codec, bytes)).length).toBeLessThanOrEqual(bytes.length)
})

test('pages of tags and of attributes are two states', () => {
  const parm = (name: string, value: string) =>
    cp('parm', [
      { name: 'name', value: name },
      { name: 'value', value },
    ])
  // the switch before 55 is of attributes: 07 behind it is a tag of page 0
  expect(rootOf('45 C6 0001 55 01 87 36 0603 773700 01 0101')).toEqual(
    cp('wap-provisioningdoc', [], cp('characteristic', [{ name: 'type', value: 'APPLICATION' }], parm('APPID', 'w7'))),
  )
  // tags of page 1
  expect(rootOf('45 0001 C6 55 01 87 11 06 AB 01 01 01')).toMatchObject({
    children: [{ page: 1, attributes: [{ value: 'NAPDEF' }], children: [{ page: 1 }] }],
  })
})

test.for([
  ['stays on page 1 for a value', '87 0001 30 06 8D 01', 'AAUTHLEVEL', 'APPSRV'],
  ['pieces of a value', '87 0001 33 06 91 92 90 91 93 01', 'AAUTHTYPE', 'HTTP-BASIC,HTTP-DIGEST'],
  ['text and token', '87 07 06 03 4120 00 89 01', 'NAME', 'A APN'],
  ['a character by its number', '87 07 06 02 81 9C 2C 01', 'NAME', '丬'],
  ['opaque bytes', '87 07 06 C3 02 C3A4 01', 'NAME', 'ä'],
  ['a name as text', '87 05 03 464F4F 00 06 03 42 00 01', 'FOO', 'B'],
  ['a later token', '87 0001 3C 0603 42 00 01', 'APPREF', 'B'],
  ['a token that is a type elsewhere', '87 0001 5B 0603 42 00 01', 'ENCAPS', 'B'],
] as const)('an attribute is read from %s', ([, body, name, value]) =>
  expect(rootOf(`45 ${body} 01`).children).toMatchObject([{ attributes: [{ value: name }, { value }] }]),
)

test('a literal attribute has its name from the string table', () => {
  const bytes = concat(fromHex('030B6A02'), utf8('x\0'), fromHex('85 04 00 03 79 00 01'))
  expect(decode(codec, bytes).root.attributes).toEqual([{ name: 'x', value: 'y' }])
})

test('names of attributes from the string table count as text', () => {
  const name = `${'a'.repeat(0xffff)}\0`
  const flags = Array.from({ length: 17 }, (_, at) => `04${at.toString(16).padStart(2, '0')}`)
  const bytes = concat(fromHex('030B6A 848000'), utf8(name), fromHex(`85${flags.join('')}01`))
  expect(failureOf(() => decode(codec, bytes))).toMatchObject({ reason: 'more than 1048576 characters of text' })
})

test('a later token is never written', () =>
  expect(
    hex(
      encode(codec, { version: 3, publicId: 11, charset: 0x6a, root: cp('parm', [{ name: 'name', value: 'APPREF' }]) }),
    ),
  ).toBe(`030B6A00870503${hex(utf8('APPREF'))}0001`))

test.for([
  ['85', 'ends too early', 5],
  ['85 44 01', 'attribute 68 of page 0 is not of PROV 1.0', 5],
  ['85 0002 06 01', 'attribute 6 of page 2 is not of PROV 1.0', 7],
  ['87 07 06 97 01', 'value 151 of page 0 is not of PROV 1.0', 7],
  ['87 07 06 C0 01', 'token 192 has no meaning here', 7],
  ['87 07 06 40 01', 'token 64 has no meaning here', 7],
  ['87 07 07 01', 'attribute name is there twice', 7],
  ['87 07 06 83 05 01', 'string table has no offset 5', 9],
  ['87 07 06 C3 7F 00', 'needs 127 bytes, has 1', 9],
  ['87 07 06 03 61', 'a string does not end', 8],
  ['0001 05', 'tag 5 of page 1 is not of PROV 1.0', 7],
] as const)('%s is refused: %s', ([body, reason, offset]) =>
  expect(refusal(body)).toEqual({ code: 'bytes.malformed', reason, offset }),
)

test('a document with more attributes than anyone needs is refused', () =>
  expect(refusal(`87 07 06 ${'89'.repeat(100_001)} 01`)).toMatchObject({ reason: 'more than 100000 nodes' }))

const tokens = fc.constantFrom(
  'APPSRV',
  'DIGEST',
  'HTTP-BASIC',
  'HTTP-BASIC,HTTP-DIGEST',
  'IPV6',
  'GSM-GPRS',
  ',',
  'AAA,HA',
)
const names = fc.constantFrom('APPID', 'NAME', 'AAUTHTYPE', 'ADDR', 'TO-NAPID', 'PORTNBR', 'FOO', 'INIT', 'AAUTHSECRET')
const types = fc.constantFrom('APPLICATION', 'PORT', 'NAPDEF', 'APPAUTH', 'CLIENTIDENTITY', 'X-ÿ')
const words = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((word) => !/[\0\p{Surrogate}]/u.test(word))
const parms = fc
  .tuple(
    names,
    fc.option(
      fc.oneof(
        tokens,
        words.filter((word) => word !== ''),
      ),
      { nil: undefined },
    ),
  )
  .map(([name, value]) =>
    cp('parm', [{ name: 'name', value: name }, ...(value === undefined ? [] : [{ name: 'value', value }])]),
  )
const groupsOf = (depth: number): fc.Arbitrary<Element> =>
  fc
    .tuple(
      types,
      fc.array(parms, { maxLength: 4 }),
      depth === 0 ? fc.constant([]) : fc.array(groupsOf(depth - 1), { maxLength: 2 }),
    )
    .map(([value, ...parts]) => cp('characteristic', [{ name: 'type', value }], ...parts.flat()))
const documents = fc
  .tuple(fc.constantFrom('1.0', '1.1'), fc.array(groupsOf(2), { maxLength: 4 }))
  .map(([value, groups]) => ({
    version: 3,
    publicId: 0x0b,
    charset: 0x6a,
    root: cp('wap-provisioningdoc', [{ name: 'version', value }], ...groups),
  }))

test('what is written reads back, plain or compact, and compact is no longer', () =>
  fc.assert(
    fc.property(documents, (document) => {
      const [plain, short] = [encode(codec, document), encode(compact, document)]
      expect(decode(codec, plain)).toEqual(document)
      expect(decode(codec, short)).toEqual(document)
      expect(short.length).toBeLessThanOrEqual(plain.length)
    }),
  ))

test('any bytes and any change of one byte give a document or a failure', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => readsOrFails(() => decode(codec, concat(header, noise)))),
  )
  const whole = bytesOfVector('cp-full-table')
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
      const changed = whole.slice()
      changed[at] = byte
      return readsOrFails(() => decode(codec, changed))
    }),
    { numRuns: 1000 },
  )
  for (let end = 0; end < whole.length; end++)
    expect(failureOf(() => decode(codec, whole.subarray(0, end))).code).toBe('bytes.malformed')
})
