import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64 } from '../../../shared/base64'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { isObject, type Json, parseJson } from '../../../shared/json'
import { itemOf, objectsOf, readDm2, textOfObjects } from '../../../shared/message/dm2'
import { leafText, type MoObject, type MoTree } from '../../../shared/message/mo'
import { utf8 } from '../../../shared/utf8'
import { dm2Vectors } from '../../support/dm2-vectors'
import { failureOf, readsOrFails } from '../../support/outcomes'

const bytesOfInput = (form: string, input: string): Uint8Array => (form === 'bytes' ? fromHex(input) : utf8(input))

/** The objects an input document speaks of, without any reading by the code under test. */
const objectOfInput = (item: Json): MoObject => {
  if (!isObject(item)) throw new Error('not an item')
  const data = item.get('MOData')
  const [root, tree] = isObject(data) ? ([...data][0] ?? []) : []
  const ddf = item.get('DDF')
  return {
    moid: String(item.get('ClientURI')).replace(/\/\/$/, ''),
    root: root ?? '',
    ...(typeof ddf === 'string' && { ddf }),
    tree: tree as MoTree,
  }
}

test.for(dm2Vectors.bootstrap)('$id is composed as its exact text and bytes', ({ input, expect: expected }) => {
  const document = parseJson(JSON.stringify(input)) as readonly Json[]
  const text = textOfObjects(document.map(objectOfInput))
  expect(text).toBe(expected.text)
  expect(hex(utf8(text))).toBe(expected.bytes)
  expect(utf8(text).length).toBe(expected.length)
})

test.for(dm2Vectors.bootstrap)('$id reads back as it was written, without a warning', ({ expect: expected }) => {
  const document = readDm2(fromHex(expected.bytes))
  expect(document.warnings).toEqual([])
  expect(textOfObjects(objectsOf(document))).toBe(expected.text)
})

test.for(dm2Vectors.reading.filter((one) => one.expect.ok))(
  '$id is taken',
  ({ inputForm, input, expect: expected }) => {
    const document = readDm2(bytesOfInput(inputForm, input))
    const codes = document.warnings.map(({ code }) => code)
    expect([...new Set(codes)]).toEqual(expected.warn === undefined ? [] : [expected.warn])
    const [object] = objectsOf(document)
    if (expected.moid) expect(object?.moid).toBe(expected.moid)
    if (expected.data)
      expect(hex(fromBase64(leafText(object?.tree ?? new Map(), 'Auth', 'Noti', 'Data') ?? ''))).toBe(expected.data)
    if (expected.stored === false) expect(object?.tree.has('Colour')).toBe(false)
  },
)

test.for(dm2Vectors.reading.filter((one) => !one.expect.ok))(
  '$id is refused',
  ({ inputForm, input, expect: expected }) => {
    const failure = failureOf(() => readDm2(bytesOfInput(inputForm, input)))
    if (expected.error === 'not-json' || expected.error === 'not-utf8')
      return expect(failure).toEqual({ code: 'bytes.malformed', reason: expected.error, offset: 0 })
    return expect(failure).toEqual({
      code: 'message.invalid',
      reason: expected.error,
      path: expected.path ?? expect.any(String),
    })
  },
)

const account = (tree: string): string => `[{"ClientURI":"urn:oma:mo:oma-dm-dmacc:1.2//","MOData":{"dms1":${tree}}}]`
const basic = '"SrvID":"a","SrvURI":"https://a.example","Name":"A","Perm":{"p1":{"MOID":"*"}}'
const refusal = (text: string) => failureOf(() => readDm2(utf8(text)))
const told = (text: string) => readDm2(utf8(text)).warnings

test('names of the standard’s examples stand where they belong', () => {
  const old =
    '"Credentials":{"Noti":{"Type":0,"AuthSecret":"AA==","AuthData":""}},"Auth":{"Trsp":{"Data":"","Secret":""}}'
  const [object] = objectsOf(readDm2(utf8(account(`{${basic},${old}}`))))
  expect(leafText(object?.tree ?? new Map(), 'Auth', 'Noti', 'Secret')).toBe('AA==')
  expect(leafText(object?.tree ?? new Map(), 'Auth', 'Trsp', 'Data')).toBe('')
})

test('an old name beside the right one is the same member twice', () =>
  expect(refusal(account(`{${basic},"ServerID":"b"}`))).toMatchObject({ reason: 'duplicate-member', path: 'SrvID' }))

test('a required leaf that is missing is named with its path', () => {
  expect(refusal(account(`{${basic},"Auth":{"Noti":{"Type":0,"Data":""}}}`))).toMatchObject({
    path: 'Auth/Noti/Secret',
  })
  expect(refusal(account(`{${basic.replace('"MOID":"*"', '')}}`))).toMatchObject({ path: 'Perm/p1/MOID' })
})

test('the security mode is taken as a number or a word and nothing else', () => {
  const withMode = (mode: string) =>
    account(
      `{${basic},"Auth":{"Bootstrap":{"ServerURI":"https://b.example","SecMode":${mode},"ClientPubKey":"","ServerPubKey":"","ClientSecretKey":""}}}`,
    )
  expect(told(withMode('"AA=="'))).toEqual([])
  for (const mode of ['0', '2', '"PSK"', '"X509"', '"X.509"'])
    expect(told(withMode(mode))).toEqual([{ code: 'leaf-type', path: 'Auth/Bootstrap/SecMode' }])
  for (const mode of ['1', '"AQ=="', '"none"', 'true'])
    expect(refusal(withMode(mode))).toMatchObject({ reason: 'leaf-type' })
})

test('an object a device does not know is skipped, and a document with nothing else is refused', () => {
  const other = '{"ClientURI":"urn:example:mo:1.0//","MOData":{"x":{"a":1}}}'
  const devInfo = '{"ClientURI":"oma:mo:oma-dm-devinfo:1.0//","MOData":{"x":{"a":1}}}'
  expect(told(account(`{${basic}}`).replace(/]$/, `,${other},${devInfo}]`)).map(({ code }) => code)).toEqual([
    'unknown-moid',
    'moid-alias',
    'read-only-moid',
  ])
  expect(refusal(`[${other}]`)).toMatchObject({ reason: 'no-supported-item' })
})

test.for([
  ['"urn:x//a"', 'clienturi-syntax'],
  ['"urn:x/(x)/"', 'clienturi-syntax'],
  ['"urn:x/*/"', 'clienturi-syntax'],
  ['"//"', 'clienturi-syntax'],
  ['5', 'leaf-type'],
] as const)('the ClientURI %s is refused as %s', ([uri, reason]) =>
  expect(refusal(`[{"ClientURI":${uri},"MOData":{"x":{}}}]`)).toMatchObject({ reason }),
)

test('arrays, numbers with a fraction and parameters in an address are refused', () => {
  expect(refusal(account(`{${basic},"Ext":{"a":[1]}}`))).toMatchObject({ reason: 'leaf-type', path: 'Ext/a' })
  expect(refusal(account(`{${basic},"Auth":{"Noti":{"Type":0.5,"Data":"","Secret":""}}}`))).toMatchObject({
    path: 'Auth/Noti/Type',
  })
  expect(refusal(account(`{${basic.replace('a.example', 'a.example/[DevID]')}}`))).toMatchObject({ reason: 'bad-uri' })
})

test('a fault is found at its offset in bytes, after a byte order mark and two-byte letters too', () => {
  const bytes = concat(fromHex('EFBBBF'), utf8('["ä" x]'))
  expect(failureOf(() => readDm2(bytes))).toEqual({ code: 'bytes.malformed', reason: 'not-json', offset: 9 })
  expect(failureOf(() => readDm2(fromHex('5B22C3A4FF225D')))).toEqual({
    code: 'bytes.malformed',
    reason: 'not-utf8',
    offset: 4,
  })
})

const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null))
const name = fc.stringMatching(/^[A-Za-z0-9._~-]{1,8}$/)
const { tree: anyTree } = fc.letrec<{ tree: MoTree }>((tie) => ({
  tree: fc
    .array(fc.tuple(name, fc.oneof({ depthSize: 'small' }, leaf, tie('tree'))), { maxLength: 5 })
    .map((children) => new Map(children)),
}))

test('what is written reads back, whatever a vendor put in', () =>
  fc.assert(
    fc.property(anyTree, fc.string({ unit: 'grapheme' }), name, (ext, called, root) => {
      const tree: MoTree = new Map<string, string | MoTree>([
        ['SrvID', 'a'],
        ['SrvURI', 'https://a.example/'],
        ['Name', called],
        ['Perm', new Map([['p1', new Map([['MOID', '*']])]])],
        ['Ext', ext],
      ])
      const text = textOfObjects([{ moid: 'urn:oma:mo:oma-dm-dmacc:1.2', root, tree }])
      expect(textOfObjects(objectsOf(readDm2(utf8(text))))).toBe(text)
    }),
  ))

test('any bytes give a document or a failure', () =>
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => readsOrFails(() => readDm2(bytes)))))

test('any change of one byte of a good document gives a document or a failure', () => {
  const whole = fromHex(dm2Vectors.bootstrap[0]?.expect.bytes ?? '')
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
      const changed = whole.slice()
      changed[at] = byte
      return readsOrFails(() => readDm2(changed))
    }),
  )
})

test('nodes may be called after numbers or after what every object has', () => {
  const item = itemOf({
    moid: 'm',
    root: '__proto__',
    tree: new Map([
      ['2', 'b'],
      ['1', 'a'],
      ['constructor', 'c'],
    ]),
  })
  expect(
    textOfObjects([
      {
        moid: 'm',
        root: '__proto__',
        tree: new Map([
          ['2', 'b'],
          ['1', 'a'],
        ]),
      },
    ]),
  ).toContain('{"2":"b","1":"a"}')
  expect(isObject(item)).toBe(true)
})
