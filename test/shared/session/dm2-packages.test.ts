import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerTo } from '../../../shared/notification/alert'
import { bootstrapComplete, readAlerts, serverInitiated } from '../../../shared/session/dm2/alert'
import { readClientUri } from '../../../shared/session/dm2/client-uri'
import { boundaryIn, multipartMedia, readParts, writeParts } from '../../../shared/session/dm2/multipart'
import {
  readPackage1,
  readPackage2,
  readPackage3,
  writePackage1,
  writePackage2,
  writePackage3,
} from '../../../shared/session/dm2/packages'
import { serverUri } from '../../../shared/session/dm2/server-uri'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { dm2SessionVectors } from '../../support/dm2-session'
import { failureOf, readsOrFails } from '../../support/outcomes'

const { bodies } = dm2SessionVectors.session.expect

describe('a ServerURI', () => {
  test.for(dm2SessionVectors.serverUri)('$id', ({ input, expect: uri }) => {
    expect(serverUri(input.template, { DevID: '', ...input.values })).toBe(uri)
  })

  test.for([
    'http://bs.example/b',
    'https://',
    'https://user@bs.example/b',
    'https://u:p@bs.example/',
    'ftp://x',
    '[DevID]',
    '',
  ])('%s is none that a device goes to', (template) => {
    expect(failureOf(() => serverUri(template, { DevID: 'IMEI:1' }))).toMatchObject({ path: 'ServerURI' })
  })

  test('holds nothing that a URI may not, whatever the device is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (name, path) => {
        const uri = serverUri(`https://bs.example/${path}?sp=[SPName]`, { DevID: 'IMEI:1', SPName: name })
        expect(uri).toMatch(/^[A-Za-z0-9._~:/?#@!$&'()*+,;=%[\]-]+$/)
        expect(serverUri(uri, { DevID: 'IMEI:1' }).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('packages', () => {
  test('are written as in the worked session', () => {
    expect(fromUtf8(writePackage1({ alerts: [bootstrapComplete] }))).toBe(bodies.package1)
    const withSource = { ...bootstrapComplete, sourceUri: 'urn:oma:mo:oma-dm-dmacc:1.2/dms1/' }
    expect(fromUtf8(writePackage1({ alerts: [withSource] }))).toBe(bodies.package1WithSource)
    expect(fromUtf8(writePackage2([['END']]))).toBe(bodies.end)
    const statuses = [
      { sc: 200, uris: ['urn:oma:mo:oma-dcmo:1.0/usb/'] },
      { sc: 200, uris: [] },
    ]
    expect(fromUtf8(writePackage3({ statuses, alerts: [] }))).toBe(bodies.status)
    expect(fromUtf8(writePackage1({ alerts: [serverInitiated(4660)] }))).toBe(answerTo(4660))
  })

  const readings = dm2SessionVectors.packageReading
  test.for(readings.filter(({ id }) => id.startsWith('status-')))('$id', ({ input, expect: expected }) => {
    if (expected === 'reject')
      return expect(failureOf(() => readPackage3(utf8(input)))).toMatchObject({ path: 'Status' })
    const read = readPackage3(utf8(input)).statuses.map(({ sc, uris }) =>
      uris.length === 0 ? { sc } : { sc, URI: uris },
    )
    expect(read).toEqual(expected)
  })

  test('alerts wrapped once more, and no alerts, are taken', () => {
    const nested = readings.find(({ id }) => id === 'alert-nested')
    expect(readPackage1(utf8(nested?.input ?? ''))).toEqual({ alerts: [expect.objectContaining(bootstrapComplete)] })
    expect(readPackage1(utf8('{}'))).toEqual({ alerts: [] })
    expect(readAlerts([new Map(), 'x', null])).toEqual([])
  })

  test('what is no command is known by its place', () => {
    expect(readPackage2(utf8('{"CMD":[["END"],[],"END",[1],["GET","x"]]}'))).toEqual([
      ['END'],
      undefined,
      undefined,
      undefined,
      ['GET', 'x'],
    ])
    for (const text of ['{}', '[]', '{"CMD":{}}', '{"CMD":'])
      expect(failureOf(() => readPackage2(utf8(text))).code).toMatch(/^(message\.invalid|bytes\.malformed)$/)
  })

  const texts = fc.string({ maxLength: 8 })
  test('read back as they were written', () => {
    const mos = fc.array(fc.record({ moid: texts, miids: fc.array(texts) }))
    fc.assert(
      fc.property(mos, fc.array(fc.array(texts, { minLength: 1 })), (mos, commands) => {
        expect(readPackage1(writePackage1({ mos, alerts: [] }))).toEqual({ mos, alerts: [] })
        expect(readPackage2(writePackage2(commands))).toEqual(commands)
      }),
    )
    const statuses = fc.array(fc.record({ sc: fc.integer({ min: 200, max: 1999 }), uris: fc.array(texts) }))
    fc.assert(
      fc.property(statuses, (statuses) => {
        expect(readPackage3(writePackage3({ statuses, alerts: [] })).statuses).toEqual(statuses)
      }),
    )
  })

  test('any bytes are read or refused', () => {
    for (const read of [readPackage1, readPackage2, readPackage3]) {
      fc.assert(fc.property(fc.uint8Array(), (bytes) => readsOrFails(() => read(bytes))))
      fc.assert(fc.property(fc.json(), (text) => readsOrFails(() => read(utf8(text)))))
    }
  })
})

describe('a form', () => {
  test('is that of the worked session', () => {
    const [, multipart] = [bodies.status, bodies.multipart ?? '']
    const parts = readParts(utf8(multipart), 'dm2-part-7f1c')
    expect(parts.map(({ name, media }) => [name, media])).toEqual([
      [undefined, 'application/vnd.oma.dm.response+json'],
      ['1', 'application/dmmo+json'],
    ])
    expect(fromUtf8(parts[0]?.body ?? new Uint8Array())).toBe(bodies.status)
    expect(fromUtf8(writeParts(parts, 'dm2-part-7f1c'))).toBe(multipart)
  })

  test('holds any bytes, and reads back', () => {
    const part = fc.record({
      name: fc.option(fc.stringMatching(/^\d{1,3}$/), { nil: undefined }),
      media: fc.constantFrom('text/plain', 'application/dmmo+json', 'application/octet-stream'),
      body: fc.uint8Array(),
    })
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(readParts(writeParts(parts, 'b-1f2e3d'), 'b-1f2e3d')).toEqual(parts)
      }),
    )
  })

  test('of another writer is read: a preamble, quoted names, headers in any case', () => {
    const body = utf8(
      'preamble\r\n--x\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=0\r\n\r\n1\r\n--x  \r\nContent-Disposition: form-data; name="2"\r\n\r\n\r\n--x--\r\nepilogue',
    )
    expect(readParts(body, 'x').map(({ name, media, body }) => [name, media, fromUtf8(body)])).toEqual([
      ['0', 'text/plain', '1'],
      ['2', 'text/plain', ''],
    ])
  })

  test.for([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=x; boundary="a b"', 'a b'],
    ['multipart/form-data', undefined],
    ['application/json; boundary=abc', undefined],
    [multipartMedia('q'), 'q'],
  ] as const)('%s has the boundary %s', ([type, boundary]) => expect(boundaryIn(type)).toBe(boundary))

  test('that does not end is refused, as are any bytes that are none', () => {
    expect(failureOf(() => readParts(utf8('--x\r\n\r\nbody'), 'x'))).toMatchObject({ reason: 'a part does not end' })
    expect(failureOf(() => readParts(utf8('nothing'), 'x'))).toMatchObject({ reason: 'no part begins' })
    expect(failureOf(() => readParts(utf8('--x\r\nno end of head\r\n--x--'), 'x'))).toMatchObject({ path: 'multipart' })
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (bytes, text) =>
        readsOrFails(() => readParts(bytes, text)),
      ),
    )
  })
})

describe('a ClientURI', () => {
  test.for([
    ['urn:oma:mo:moid:1.0/left/', { instance: { is: 'name', name: 'left' }, path: [] }],
    ['urn:oma:mo:moid:1.0//', { instance: { is: 'only' }, path: [] }],
    ['urn:oma:mo:moid:1.0/*/Setting', { instance: { is: 'any' }, path: [{ is: 'name', name: 'Setting' }] }],
    [
      'urn:oma:mo:moid:1.0/(x)/Data/(y)/Value?nv=(x)/ID:GPS&nv=(y)/Date:12.2&lv=2&cv=1&other',
      {
        instance: { is: 'x', letter: 'x' },
        path: [
          { is: 'name', name: 'Data' },
          { is: 'x', letter: 'y' },
          { is: 'name', name: 'Value' },
        ],
        levels: 2,
        values: [
          { letter: 'x', path: ['ID'], value: 'GPS' },
          { letter: 'y', path: ['Date'], value: '12.2' },
        ],
      },
    ],
    [
      'urn:x/a%2Fb/c%20d?nv=(x)/e:f:g',
      { instance: { name: 'a/b' }, path: [{ name: 'c d' }], values: [{ value: 'f:g' }] },
    ],
  ] as const)('%s is read', ([text, expected]) => expect(readClientUri(text)).toMatchObject(expected))

  test.for([
    '',
    'urn:x',
    'urn:x/',
    '/a/',
    'urn:x/a//b',
    'urn:x/a/?lv=0',
    'urn:x/a/?lv=x',
    'urn:x/a/?nv=x',
    'urn:x/%/',
    'urn:x/a',
  ])('%s is none', (text) => expect(failureOf(() => readClientUri(text))).toMatchObject({ path: 'ClientURI' }))

  test('any text is read or refused', () => {
    fc.assert(fc.property(fc.string(), (text) => readsOrFails(() => readClientUri(text))))
    fc.assert(fc.property(fc.string(), (text) => readsOrFails(() => readClientUri(`urn:x/${text}`))))
  })
})
