import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteReader, concat, fromHex, hex } from '../../../shared/bytes'
import { decode, encode } from '../../../shared/codec'
import { utf8 } from '../../../shared/utf8'
import { compactWbxml, wbxml } from '../../../shared/wbxml/codec'
import { tokenOf } from '../../../shared/wbxml/dialect'
import { mbUint32 } from '../../../shared/wbxml/integer'
import { metinf, syncml, syncmlDialect, tnds } from '../../../shared/wbxml/syncml'
import { type Content, type Element, opaque, text } from '../../../shared/wbxml/tree'
import { failureOf, readsOrFails } from '../../support/outcomes'
import { bytesOfVector } from '../../support/vectors'

const codec = wbxml(syncmlDialect)
const header = fromHex('02 A4 01 6A 00')
const rootOf = (body: string): Element => decode(codec, concat(header, fromHex(body))).root
const refusal = (body: string) => failureOf(() => rootOf(body))

test.for([
  [0x7f, '7F'],
  [0x80, '8100'],
  [0xa0, '8120'],
  [0x1201, 'A401'],
] as const)('%i is written as %s', ([value, written]) => expect(hex(encode(mbUint32, value))).toBe(written))

test('an integer reads back, and one above 32 bits is refused', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (value) => decode(mbUint32, encode(mbUint32, value)) === value,
    ),
  )
  for (const bytes of ['9080808000', '818080808000', '80'])
    expect(failureOf(() => decode(mbUint32, fromHex(bytes))).code).toBe('bytes.malformed')
})

// OMA SyncML Representation Protocol and TNDS: tokens at the edges of each page.
test.for([
  [0, 'Add', 0x05],
  [0, 'Put', 0x1f],
  [0, 'TargetRef', 0x2f],
  [0, 'VerDTD', 0x31],
  [0, 'Correlator', 0x3c],
  [1, 'Anchor', 0x05],
  [1, 'FieldLevel', 0x16],
  [2, 'AccessType', 0x05],
  [2, 'DDFName', 0x11],
  [2, 'MgmtTree', 0x20],
  [2, 'Value', 0x36],
  [2, 'ZeroOrOne', 0x3c],
] as const)('page %i has %s as token %i', ([page, tag, token]) => expect(tokenOf(syncmlDialect, page, tag)).toBe(token))

test.for(['dm1-bootstrap-opaque', 'dm1-bootstrap-base64', 'tnds-dmacc', 'tnds-small', 'dm1-session'])(
  '%s of libwbxml is written again byte for byte',
  (name) => {
    const bytes = bytesOfVector(name)
    expect(hex(encode(codec, decode(codec, bytes)))).toBe(hex(bytes))
  },
)

test('the header has a number or a name, and the name stands in the string table', () => {
  expect(decode(codec, bytesOfVector('tnds-small')).publicId).toBe('-//OMA//DTD-DM-DDF 1.2//EN')
  expect(decode(codec, bytesOfVector('dm1-session'))).toMatchObject({ version: 2, publicId: 0x1201, charset: 0x6a })
})

test('a compact document still has its name, behind the texts it shares', () => {
  const document = decode(codec, bytesOfVector('tnds-dmacc'))
  const compact = encode(
    compactWbxml(syncmlDialect, () => true),
    document,
  )
  expect(decode(codec, compact)).toEqual(document)
  expect(compact.length).toBeLessThan(740)
})

test('a name without its NUL is read too', () => {
  const name = utf8('-//SYNCML//DTD SyncML 1.2//EN')
  const bytes = concat(fromHex('020000 6A'), Uint8Array.of(name.length), name, fromHex('2D'))
  expect(decode(codec, bytes)).toMatchObject({ publicId: '-//SYNCML//DTD SyncML 1.2//EN', root: { tag: 'SyncML' } })
})

test('text is read from inline strings, the string table and entities, as one', () => {
  const bytes = concat(fromHex('03A4016A04'), utf8('äb\0'), fromHex('4F 83 02 03 63 00 02 81 9C 2C 83 00 01'))
  expect(decode(codec, bytes).root.children).toEqual([text('bc丬äb')])
})

test('a literal tag has its name from the string table', () =>
  expect(decode(codec, concat(fromHex('02A4016A02'), utf8('X\0'), fromHex('4400 0F 01'))).root).toEqual(
    syncml('X', syncml('Data')),
  ))

test('a page switch holds until the next one, over the ends of elements', () => {
  expect(rootOf('6D 0001 47 01 0D 0000 0F 01')).toEqual(
    syncml('SyncML', metinf('Format'), metinf('Mem'), syncml('Data')),
  )
  const root = syncml('SyncML', syncml('Meta', metinf('Format', 'chr')), syncml('Data'), syncml('Data'))
  expect(hex(encode(codec, { version: 2, publicId: 0x1201, charset: 0x6a, root }))).toBe(
    '02A4016A006D5A000147036368720001010000' + '0F0F01',
  )
})

test('opaque bytes in a part know where they began in the whole', () => {
  const input = new ByteReader(concat(header, fromHex('4F C3 01 AA 01')), 100)
  expect(codec.read(input).root.children).toMatchObject([{ at: 108 }])
})

test('opaque bytes know where they began', () =>
  expect(rootOf('4F C3 02 FFFE 01').children).toEqual([{ kind: 'opaque', bytes: fromHex('FFFE'), at: 8 }]))

test.for([
  ['', 'ends too early', 5],
  ['6D', 'ends too early', 6],
  ['6D 4F 03 61', 'a string does not end', 8],
  ['6D C3 05 00', 'needs 5 bytes, has 1', 8],
  ['6D 83 00 01', 'string table has no offset 0', 8],
  ['6D 02 00 01', '0 is not a character', 8],
  ['AD 01 01', 'attributes have no meaning in SyncML 1.2', 6],
  ['6D 43 01', 'token 67 has no meaning here', 6],
  ['6D C0 01', 'token 192 has no meaning here', 6],
  ['70 01', 'tag 48 of page 0 is not of SyncML 1.2', 6],
  ['0005 05', 'tag 5 of page 5 is not of SyncML 1.2', 8],
  ['0F 0F', '1 bytes are left over', 6],
  ['01', 'tag 1 of page 0 is not of SyncML 1.2', 6],
  ['03 61 00', 'a document begins with an element', 8],
  ['4F 03 FF 00 01', 'not UTF-8', 7],
] as const)('%s is refused: %s', ([body, reason, offset]) =>
  expect(refusal(body)).toEqual({ code: 'bytes.malformed', reason, offset }),
)

test('a version, a charset and a string table that cannot be are refused', () => {
  for (const bytes of ['00A4016A000F', '04A4016A000F', '02A40105000F', '02A4016A7F0F', '0200056A000F'])
    expect(failureOf(() => decode(codec, fromHex(bytes))).code).toBe('bytes.malformed')
})

test('text is read in the charset of the document: ASCII and UTF-8, or ISO-8859-1', () => {
  const rootIn = (charset: string) =>
    decode(codec, concat(fromHex(`02A401${charset}03`), fromHex('E4B800'), fromHex('4F 83 00 03 FC00 01'))).root
  expect(rootIn('04')).toEqual(syncml('Data', 'ä¸ü'))
  expect(failureOf(() => rootIn('6A'))).toMatchObject({ reason: 'not UTF-8', offset: 5 })
})

test('names from the string table count as text', () => {
  const name = `${'a'.repeat(0xffff)}\0`
  const bytes = concat(fromHex('02A4016A 848000'), utf8(name), fromHex(`45${'0400'.repeat(17)}01`))
  expect(failureOf(() => decode(codec, bytes))).toMatchObject({ reason: 'more than 1048576 characters of text' })
})

test('nesting, number of nodes and length of text are bounded', () => {
  const nested = (depth: number) => '45'.repeat(depth) + '01'.repeat(depth)
  expect(() => rootOf(nested(64))).not.toThrow()
  expect(refusal(nested(65))).toMatchObject({ reason: 'nested more than 64 deep' })
  expect(refusal('45'.repeat(100_000))).toMatchObject({ reason: 'nested more than 64 deep' })
  expect(refusal(`45${'05'.repeat(100_001)}01`)).toMatchObject({ reason: 'more than 100000 nodes' })
  const bomb = concat(
    fromHex('02A4016A818000'),
    utf8('a'.repeat(16_383)),
    fromHex('00 4F'),
    fromHex('8300'.repeat(100)),
    fromHex('01'),
  )
  expect(failureOf(() => decode(codec, bomb))).toMatchObject({ reason: 'more than 1048576 characters of text' })
})

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .filter((value) => !/[\0\p{Surrogate}]/u.test(value))
const tagged = fc.constantFrom(
  ...[syncml, metinf, tnds].flatMap((make, page) =>
    [...(syncmlDialect.tags[page]?.values() ?? [])].map((tag) => ({ make, tag })),
  ),
)
const { element } = fc.letrec<{ element: Element; content: Content }>((tie) => ({
  content: fc.oneof(
    { depthSize: 'small' },
    words.map(text),
    fc.uint8Array({ maxLength: 200 }).map(opaque),
    tie('element'),
  ),
  element: fc
    .tuple(tagged, fc.array(tie('content'), { maxLength: 4 }))
    .map(([{ make, tag }, children]) => make(tag, ...alternating(children))),
}))
const alternating = (children: readonly Content[]): readonly Content[] =>
  children.filter((child, at) => child.kind !== 'text' || children[at - 1]?.kind !== 'text')
const withoutPlaces = (content: Content): Content => {
  if (content.kind === 'opaque') return opaque(content.bytes)
  return content.kind === 'text' ? content : { ...content, children: content.children.map(withoutPlaces) }
}

test('what is written reads back', () =>
  fc.assert(
    fc.property(
      element,
      fc.oneof(fc.constantFrom(1, 0x1201), fc.constant('-//OMA//DTD-DM-DDF 1.2//EN')),
      (root, publicId) => {
        const document = { version: 2, publicId, charset: 0x6a, root }
        const read = decode(codec, encode(codec, document))
        expect({ ...read, root: withoutPlaces(read.root) }).toEqual(document)
      },
    ),
  ))

test('a value of 10 KB reads back', () => {
  const value = 'ä€😀x'.repeat(1024)
  const root = tnds('Value', value)
  expect(decode(codec, encode(codec, { version: 2, publicId: 1, charset: 0x6a, root })).root).toEqual(root)
})

test('thousands of texts are searched for what they share in no time', () => {
  const texts = Array.from({ length: 3_000 }, (_, at) => `text ${(at * 7919) % 10_007} of ${(at * 104_729) % 99_991}`)
  const root = syncml('Data', ...texts.map((one) => syncml('Data', one)))
  const document = { version: 2, publicId: 1, charset: 0x6a, root }
  const compact = encode(
    compactWbxml(syncmlDialect, () => true),
    document,
  )
  expect(decode(codec, compact).root).toEqual(root)
  expect(compact.length).toBeLessThan(encode(codec, document).length)
})

test('any bytes after a good header give a document or a failure', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => readsOrFails(() => decode(codec, concat(header, noise)))),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => readsOrFails(() => decode(codec, noise))))
})

test('any change of one byte of a good document gives a document or a failure', () => {
  const whole = bytesOfVector('tnds-dmacc')
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
      const changed = whole.slice()
      changed[at] = byte
      return readsOrFails(() => decode(codec, changed))
    }),
    { numRuns: 1000 },
  )
})

test('a good document cut anywhere is refused', () => {
  const whole = bytesOfVector('tnds-small')
  for (let end = 0; end < whole.length; end++)
    expect(failureOf(() => decode(codec, whole.subarray(0, end))).code).toBe('bytes.malformed')
})
