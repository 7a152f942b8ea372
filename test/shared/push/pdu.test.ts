import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf, concat, fromHex, hex } from '../../../shared/bytes'
import { decode, encode } from '../../../shared/codec'
import { cpMedia, dm1Media, mediaTypeCodes } from '../../../shared/push/media-type'
import { type PushPdu, pushPdu } from '../../../shared/push/pdu'
import { utf8 } from '../../../shared/utf8'
import { failureOf, readsOrFails } from '../../support/outcomes'
import { smallest, userPinHeader, w7 } from './vectors'

const read = (headersHex: string, body = smallest) => {
  const headers = fromHex(headersHex)
  return decode(pushPdu, Uint8Array.of(1, 6, headers.length, ...headers, ...body))
}
const text = (value: string): string => hex(utf8(`${value}\0`))
/** A Content-general-form: its length, then what is in it. */
const general = (inside: string): string => `1F${(inside.length / 2).toString(16).padStart(2, '0')}${inside}`
const mac = '0FAC85C8886CF1A39C792C69CBBC835D74BFB6AF'

describe('a push is written and read', () => {
  const cases: readonly (readonly [string, PushPdu, string])[] = [
    ['CP without protection', { transactionId: 1, media: cpMedia, body: smallest }, `010601B6${hex(smallest)}`],
    ['CP with SEC and MAC', { transactionId: 1, media: cpMedia, sec: 1, mac, body: w7 }, userPinHeader + hex(w7)],
    [
      'CP whose MAC the user keys in',
      { transactionId: 1, media: cpMedia, sec: 3, body: smallest },
      `01060403B69183${hex(smallest)}`,
    ],
    [
      'DM 1.2 with SEC and MAC',
      { transactionId: 1, media: dm1Media, sec: 1, mac, body: smallest },
      userPinHeader.replace('2DB6', '2DC2') + hex(smallest),
    ],
    [
      'DM 1.2 notification',
      { transactionId: 1, media: 'application/vnd.syncml.notification', applicationId: 7, body: smallest },
      `010603C4AF87${hex(smallest)}`,
    ],
    [
      'DM 2.0 notification',
      { transactionId: 1, media: 'application/vnd.syncml.dm.notification', applicationId: 7, body: smallest },
      `010603D8AF87${hex(smallest)}`,
    ],
    [
      'a content type and an application without a number',
      { transactionId: 255, media: 'application/x-other', applicationId: 'x-wap-application:other', body: bytesOf() },
      `FF062D${text('application/x-other')}AF${text('x-wap-application:other')}`,
    ],
    [
      'an application with a long number',
      { transactionId: 0, media: cpMedia, applicationId: 0x9001, body: bytesOf() },
      '000605B6AF029001',
    ],
  ]
  test.for(cases)('%s', ([, pdu, written]) => {
    expect(hex(encode(pushPdu, pdu))).toBe(written)
    expect(decode(pushPdu, fromHex(written))).toEqual(pdu)
  })
})

describe('other senders write the same otherwise:', () => {
  const protectedCp = { media: cpMedia, sec: 1, mac }
  test.for([
    ['MAC before SEC', general(`B692${text(mac)}9181`)],
    ['the content type as text', general(`${text(cpMedia)}918192${text(mac)}`)],
    ['the content type as text in capitals', general(`${text(cpMedia.toUpperCase())}918192${text(mac)}`)],
    ['SEC as a long integer', general(`B691010192${text(mac)}`)],
    ['SEC as a name', general(`B691${text('USERPIN')}92${text(mac)}`)],
    ['both parameters named by text', general(`B6${text('SEC')}${text('1')}${text('MAC')}${text(mac)}`)],
    ['the MAC in quotation marks', `1F2EB6918192${text(`"${mac}`)}`],
    ['another parameter between', general(`B6918181EA92${text(mac)}`)],
    ['all as in HTTP', text(`${cpMedia}; SEC=USERPIN; MAC="${mac}"`)],
  ] as const)('%s', ([, headers]) => expect(read(headers)).toMatchObject(protectedCp))

  test.for([
    ['NETWORKID', 0],
    ['USERPIN', 1],
    ['USERPIN_NETWORKID', 2],
    ['usernetwpin', 2],
    ['3', 3],
  ] as const)('SEC=%s is %i', ([name, sec]) =>
    expect(read(text(`${dm1Media};SEC=${name}`))).toMatchObject({ media: dm1Media, sec }),
  )

  test.for([
    ['as a URI', `B6AF${text('X-Wap-Application:SyncML.dm')}`],
    ['after a header we do not know', 'B68D0204D2AF87'],
    ['after a header named by text', `B6${text('X-Other')}${text('value')}AF87`],
    ['after a code page and back', 'B67F02AF01037F01AF87'],
  ] as const)('the application id %s', ([, headers]) =>
    expect(read(headers)).toMatchObject({ media: cpMedia, applicationId: 7 }),
  )
})

describe('a push is refused', () => {
  test.for([
    ['', 'ends too early', 0],
    ['01', 'ends too early', 1],
    ['0107', 'PDU type 7 is not Push', 2],
    ['010602B6', 'needs 2 bytes, has 1', 3],
    ['0106FFFFFFFF7F', 'mb_u_int32 is above 32 bits', 7],
    ['0106818181818101', 'mb_u_int32 is longer than five bytes', 7],
    ['010600', 'ends too early', 3],
    ['010601AF', 'content type 47 is not one of ours', 4],
    ['0106024100', 'a content type is no media type', 5],
    ['01060141', 'a text does not end', 3],
    ['0106021FB6', 'ends too early', 5],
    ['01060303B691', 'needs 3 bytes, has 2', 4],
    ['01060605B691819182', 'SEC is there twice', 9],
    ['01060A09B6924100924100', 'needs 10 bytes, has 8', 3],
    ['01060807B6924100924200', 'MAC is there twice', 11],
    ['01060605B691580000', 'SEC is none we know', 8],
    ['01060403B69285', 'MAC is no text', 7],
    ['010605B6AF87AF87', 'the application id is there twice', 7],
    ['010602B600', 'a header has no name', 5],
    ['010608B6AF050000000001', 'the application id has more than four bytes', 11],
  ] as const)('%s: %s', ([bytes, reason, offset]) => {
    const failure = failureOf(() => decode(pushPdu, fromHex(bytes)))
    expect(failure).toEqual({ code: 'bytes.malformed', reason, offset })
  })
})

const media = fc.oneof(fc.constantFrom(...mediaTypeCodes.keys()), fc.stringMatching(/^[a-z]{1,8}\/[a-z.+-]{1,80}$/))
const anyPdu: fc.Arbitrary<PushPdu> = fc.record(
  {
    transactionId: fc.integer({ min: 0, max: 255 }),
    media,
    sec: fc.integer({ min: 0, max: 2 ** 31 }),
    mac: fc.stringMatching(/^[0-9A-Fa-f]{1,60}$/),
    applicationId: fc.oneof(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.stringMatching(/^x-wap-application:[a-z]{1,200}$/),
    ),
    body: fc.uint8Array({ maxLength: 300 }),
  },
  { requiredKeys: ['transactionId', 'media', 'body'] },
)

test('what is written reads back', () =>
  fc.assert(
    fc.property(anyPdu, (pdu) => {
      expect(decode(pushPdu, encode(pushPdu, pdu))).toEqual(pdu)
    }),
  ))

test('any bytes give a value or a failure with an offset', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => readsOrFails(() => decode(pushPdu, bytes))))
  const headers = fc.uint8Array({ maxLength: 60 })
  fc.assert(
    fc.property(headers, (bytes) => readsOrFails(() => decode(pushPdu, Uint8Array.of(1, 6, bytes.length, ...bytes)))),
    { numRuns: 2000 },
  )
  const flips = fc.tuple(fc.nat({ max: 49 }), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(fc.array(flips, { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = fromHex(userPinHeader + hex(smallest))
      for (const [at, value] of changes) bytes[at] = value
      return readsOrFails(() => decode(pushPdu, bytes))
    }),
    { numRuns: 2000 },
  )
})

test('a header of a megabyte is read or refused at once', () => {
  const long = concat(Uint8Array.of(1, 6, 0xc0, 0x80, 0x00), new Uint8Array(2 ** 20).fill(0x41))
  expect(failureOf(() => decode(pushPdu, long))).toMatchObject({ reason: 'a text does not end' })
  long[long.length - 1] = 0
  expect(failureOf(() => decode(pushPdu, long))).toMatchObject({ reason: 'a content type is no media type' })
})
