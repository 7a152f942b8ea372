import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256Bytes } from '../../../electron/push-mac'
import { fromBase64, toBase64 } from '../../../shared/base64'
import { concat, fromHex, hex } from '../../../shared/bytes'
import { decode } from '../../../shared/codec'
import { acceptNotification, type Client } from '../../../shared/notification/accept'
import { answerTo } from '../../../shared/notification/alert'
import { signNotification, unsignedNotification } from '../../../shared/notification/dm2'
import { type Dm2Notification, fieldsOf, optionsOf } from '../../../shared/notification/fields'
import { readPacket, writePacket } from '../../../shared/notification/packet'
import { pushOfDm2Notification } from '../../../shared/notification/push'
import { emptyMemory } from '../../../shared/notification/replay'
import { pushPdu } from '../../../shared/push/pdu'
import { secret } from '../../../shared/secret'
import { failureOf } from '../../support/outcomes'
import { textOfVector } from '../../support/vectors'

type Vector = {
  readonly id: string
  readonly input: {
    readonly options?: readonly { readonly number: number; readonly value: string }[]
    readonly message?: string
    readonly messages?: readonly string[]
    readonly body?: string
    readonly notificationId?: string
  }
  readonly expect: Readonly<Record<string, unknown>>
}
const vectors: readonly Vector[] = JSON.parse(textOfVector('dm2-notification.json'))
const vector = (id: string): Vector => {
  const found = vectors.find((one) => one.id === id)
  if (!found) throw new Error(`no vector ${id}`)
  return found
}
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const messageOf = (id: string): Uint8Array => fromHex(text(vector(id).expect.message ?? vector(id).input.message))

const serverId = 'dms1.operator.example'
const nowSeconds = 0x6955b900
const key = { secret: secret(fromHex('303132333435363738393A3B3C3D3E3F')), data: fromHex('646D73312D6E6F7469') }
const client: Client = { accounts: new Map([[serverId, key]]), memory: emptyMemory, nowSeconds }
const withoutKey: Client = { ...client, accounts: new Map([[serverId, undefined]]) }
const accept = (bytes: Uint8Array, to = client) => acceptNotification(bytes, to, sha256Bytes)
const dropped = (why: string) => ({ kind: 'dropped', why })

const full: Dm2Notification = {
  serverId,
  connections: ['wlan', 'cellular', 'any'],
  notificationId: 0x1234,
  sentAt: nowSeconds,
  wantsMos: false,
}

describe('a notification is signed as published', () => {
  test.for([
    ['notification-digest', full],
    ['notification-digest-req-mos', { ...full, wantsMos: true }],
  ] as const)('%s', ([id, notification]) => {
    const { message, zeroDigestMessage, base64, length, digest, digestInput } = vector(id).expect
    const zero = writePacket(optionsOf(notification, new Uint8Array(32)))
    const signed = signNotification(notification, key, sha256Bytes)
    expect(hex(zero)).toBe(zeroDigestMessage)
    expect(hex(concat(key.secret.reveal(), zero, key.data))).toBe(digestInput)
    expect(hex(sha256Bytes(fromHex(text(digestInput))))).toBe(digest)
    expect(hex(signed)).toBe(message)
    expect(signed.length).toBe(length)
    expect(toBase64(signed)).toBe(base64)
  })

  test('with another secret, other data, and all six options', () => {
    const notification: Dm2Notification = {
      serverId: 'dm.example.com',
      connections: ['cellular'],
      notificationId: 0x2a,
      sentAt: 1700000000,
      wantsMos: true,
    }
    const other = { secret: secret(new TextEncoder().encode('notisecret')), data: new TextEncoder().encode('notidata') }
    expect(hex(signNotification(notification, other, sha256Bytes))).toBe(
      '2300100E646D2E6578616D706C652E636F6D1001011002002A1020D38BBE2A0530EEB101D270A5E2AE598761E0ABF2870AFD0702E22E40E01540D410046553F1001000',
    )
  })

  test.for([
    ['notification-server-id-only', { serverId, wantsMos: false }],
    ['notification-header-only', { wantsMos: false }],
  ] as const)('or not at all: %s', ([id, notification]) => {
    const written = unsignedNotification(notification)
    expect(hex(written)).toBe(vector(id).expect.message)
    expect(toBase64(written)).toBe(vector(id).expect.base64)
  })

  test('and pushed over WAP, or as base64', () => {
    const { input, expect: expected } = vector('notification-wsp-push')
    const body = fromHex(text(input.body))
    const pdu = pushOfDm2Notification(body, 1)
    expect(hex(pdu)).toBe(expected.pdu)
    expect(pdu.length - body.length - 3).toBe(expected.headersLength)
    expect(decode(pushPdu, pdu)).toEqual({
      transactionId: 1,
      media: 'application/vnd.syncml.dm.notification',
      applicationId: 7,
      body,
    })
    const gcm = vector('notification-gcm')
    expect(toBase64(fromHex(text(gcm.input.body)))).toBe(gcm.expect.SMS)
    expect(fromBase64(text(gcm.expect.SMS))).toEqual(body)
  })

  test('the answer names it', () =>
    expect(answerTo(Number.parseInt(text(vector('notification-alert-data').input.notificationId), 16))).toBe(
      vector('notification-alert-data').expect.body,
    ))
})

describe('a client takes', () => {
  test('a notification that is signed, of now, and new', () => {
    const accepted = accept(messageOf('notification-digest'))
    expect(accepted).toMatchObject({ kind: 'accepted', serverId, fields: full })
    expect(accepted.kind === 'accepted' && accepted.memory).toEqual([
      { serverId, notificationId: 0x1234, atSeconds: nowSeconds },
    ])
  })

  test('one that is not signed, if it has no key for the server', () =>
    expect(accept(messageOf('notification-server-id-only'), withoutKey)).toMatchObject({ kind: 'accepted', serverId }))

  test('one whose server only the transport knows', () => {
    expect(accept(fromHex('2000'), { ...withoutKey, fromServer: serverId })).toMatchObject({
      kind: 'accepted',
      serverId,
    })
    expect(accept(fromHex('2000'), withoutKey)).toEqual(dropped('unknown-server'))
  })

  test('one with an option it does not know, which the digest covers all the same', () => {
    const { message } = vector('notification-ignore-unknown-option').input
    expect(accept(fromHex(text(message)), withoutKey)).toMatchObject({ kind: 'accepted', fields: { unknown: [9] } })
    const options = [...optionsOf(full, new Uint8Array(32)), { number: 9, value: Uint8Array.of(0xaa) }]
    const digest = sha256Bytes(concat(key.secret.reveal(), writePacket(options), key.data))
    const signed = writePacket([...optionsOf(full, digest), { number: 9, value: Uint8Array.of(0xaa) }])
    expect(accept(signed)).toMatchObject({ kind: 'accepted' })
    expect(accept(writePacket([...optionsOf(full, digest), { number: 9, value: Uint8Array.of(0xab) }]))).toEqual(
      dropped('digest'),
    )
  })

  test('one whose reserved bits are set', () =>
    expect(accept(fromHex('207F'), { ...withoutKey, fromServer: serverId })).toMatchObject({ kind: 'accepted' }))

  test.for(['6955B900', '006955B900', '000000006955B900', hex(new TextEncoder().encode('1767225600'))])(
    'a time written as %s',
    (value) => {
      const message = writePacket([
        { number: 1, value: new TextEncoder().encode(serverId) },
        { number: 5, value: fromHex(value) },
      ])
      expect(accept(message, withoutKey)).toMatchObject({ kind: 'accepted', fields: { sentAt: nowSeconds } })
    },
  )
})

describe('a client drops', () => {
  test.for(
    vectors
      .filter(({ input, expect: { drop } }) => input.message !== undefined && drop !== undefined)
      .map(({ id }) => id),
  )('%s', (id) => {
    const { input, expect: expected } = vector(id)
    const to = expected.drop === 'no-secret' ? withoutKey : client
    expect(accept(fromHex(text(input.message)), to)).toEqual(dropped(text(expected.drop)))
  })

  test('the same again, for a day', () => {
    const [first = '', second = ''] = vector('notification-drop-duplicate').input.messages ?? []
    const accepted = accept(fromHex(first))
    if (accepted.kind !== 'accepted') throw new Error('it was dropped')
    const later = { ...client, memory: accepted.memory }
    expect(accept(fromHex(second), later)).toEqual(dropped('duplicate'))
    const untimed = (notificationId: number) =>
      signNotification({ serverId, notificationId, wantsMos: false }, key, sha256Bytes)
    expect(accept(untimed(0x1234), later)).toEqual(dropped('duplicate'))
    expect(accept(untimed(0x1235), later)).toMatchObject({ kind: 'accepted' })
    const day = 24 * 60 * 60
    expect(accept(untimed(0x1234), { ...later, nowSeconds: nowSeconds + day - 1 })).toEqual(dropped('duplicate'))
    const next = accept(untimed(0x1234), { ...later, nowSeconds: nowSeconds + day })
    expect(next.kind === 'accepted' && next.memory).toHaveLength(1)
  })

  test('the same id of another server not', () => {
    const accounts = new Map([...client.accounts, ['other.example', key]])
    const first = accept(messageOf('notification-digest'))
    const memory = first.kind === 'accepted' ? first.memory : emptyMemory
    const other = signNotification({ ...full, serverId: 'other.example' }, key, sha256Bytes)
    expect(accept(other, { ...client, accounts, memory })).toMatchObject({ kind: 'accepted' })
  })

  test.for([
    [3600, 'accepted'],
    [3601, 'too-old'],
    [-600, 'accepted'],
    [-601, 'too-new'],
  ] as const)('what was sent %i seconds ago, or takes it: %s', ([ago, outcome]) => {
    const got = accept(messageOf('notification-digest'), { ...client, nowSeconds: nowSeconds + ago })
    expect(got.kind === 'accepted' ? 'accepted' : got.why).toBe(outcome)
  })

  test('what is not signed though there is a key', () =>
    expect(accept(messageOf('notification-server-id-only'))).toEqual(dropped('no-digest')))

  test('what is of a server it has no account of', () =>
    expect(accept(messageOf('notification-digest'), { ...client, accounts: new Map() })).toEqual(
      dropped('unknown-server'),
    ))

  test('what remembers nothing when it is dropped', () => {
    const forged = messageOf('notification-drop-wrong-digest')
    expect(accept(forged)).not.toHaveProperty('memory')
  })

  test.for([
    ['an empty server id', 1, ''],
    ['a server id that is not UTF-8', 1, 'FF'],
    ['an id of three bytes', 3, '000001'],
    ['a digest of twenty bytes', 4, '00'.repeat(20)],
    ['no time', 5, ''],
    ['a time of nine bytes', 5, '00'.repeat(9)],
    ['a time of ten letters', 5, '61'.repeat(10)],
    ['a value of REQ-MOS', 6, '00'],
  ] as const)('%s', ([, number, value]) =>
    expect(accept(writePacket([{ number, value: fromHex(value) }]))).toEqual(dropped('option-value')),
  )

  test('every message that ends too early', () => {
    const message = messageOf('notification-digest')
    for (let length = 0; length < message.length; length++)
      expect(accept(message.subarray(0, length)), `${length} bytes`).toEqual(dropped('truncated'))
  })

  test('every message one bit of which is another', () => {
    const message = messageOf('notification-digest-req-mos')
    for (let bit = 0; bit < message.length * 8; bit++) {
      const changed = Uint8Array.from(message, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(accept(changed), `bit ${bit}`).toMatchObject({ kind: 'dropped' })
    }
  })
})

test('a server id that does not fit its option is refused', () =>
  expect(failureOf(() => unsignedNotification({ serverId: 'x'.repeat(4096), wantsMos: false }))).toMatchObject({
    code: 'message.invalid',
    path: 'serverId',
  }))

const anyNotification: fc.Arbitrary<Dm2Notification> = fc.record(
  {
    serverId: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((id) => !id.includes('\ufffd')),
    connections: fc.array(fc.constantFrom('any' as const, 'cellular' as const, 'wlan' as const, 'wireline' as const)),
    notificationId: fc.integer({ min: 0, max: 0xffff }),
    sentAt: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    wantsMos: fc.boolean(),
  },
  { requiredKeys: ['wantsMos'] },
)

test('what is written reads back', () =>
  fc.assert(
    fc.property(anyNotification, (notification) => {
      const packet = readPacket(signNotification(notification, key, sha256Bytes))
      const { digest, unknown, ...fields } = (packet.kind === 'packet' && fieldsOf(packet.options)) || { unknown: [1] }
      expect({ ...fields, unknown }).toEqual({ ...notification, unknown: [] })
      expect(digest?.value).toHaveLength(32)
    }),
  ))

test('any bytes are taken or dropped', () => {
  const noise = fc.uint8Array({ maxLength: 60 })
  fc.assert(
    fc.property(noise, fc.nat({ max: 31 }), (rest, count) => {
      const bytes = Uint8Array.of(0x20 | (count >> 1), (count & 1) << 7, ...rest)
      expect(accept(rest, withoutKey).kind).toMatch(/accepted|dropped/)
      expect(accept(bytes, { ...withoutKey, fromServer: serverId }).kind).toMatch(/accepted|dropped/)
    }),
    { numRuns: 3000 },
  )
})
