import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { md5 } from '../../../electron/push-mac'
import { fromHex, hex } from '../../../shared/bytes'
import { decode, encode } from '../../../shared/codec'
import { acceptPackage0, readPackage0, type ServerProof, signPackage0 } from '../../../shared/notification/dm1'
import { pushOfDm1Notification } from '../../../shared/notification/push'
import { type Trigger, trigger } from '../../../shared/notification/trigger'
import { pushPdu } from '../../../shared/push/pdu'
import { segmentsOf } from '../../../shared/push/segments'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import { failureOf, readsOrFails } from '../../support/outcomes'

const asked: Trigger = {
  version: 11,
  uiMode: 'background',
  initiator: 'client',
  sessionId: 0x1234,
  serverId: 'com.mgmtsrv.manage',
}
const password = secret(utf8('serversecret'))
const proof: ServerProof = { password, nonce: secret(utf8('nonce')) }
const written = '02D0000000123412636F6D2E6D676D747372762E6D616E616765'
const package0 = `0329F8FE069A8BE9A53AE4E9BB472D36${written}`

describe('package 0', () => {
  test('is written as published', () => {
    expect(hex(encode(trigger, asked))).toBe(written)
    expect(hex(signPackage0(asked, proof, md5))).toBe(package0)
    expect(hex(pushOfDm1Notification(fromHex(package0), 1))).toBe(`010603C4AF87${package0}`)
  })

  test('fits one short message', () => {
    const [only, ...more] = segmentsOf(
      pushOfDm1Notification(fromHex(package0), 1),
      { destination: 2948, source: 0xc002 },
      { bits: 8, value: 0 },
    )
    expect(more).toEqual([])
    expect(hex(only ?? new Uint8Array())).toBe(`0605040B84C002010603C4AF87${package0}`)
    expect(only).toHaveLength(55)
  })

  test('is read again', () => {
    const pdu = decode(pushPdu, fromHex(`010603C4AF87${package0}`))
    expect(pdu).toMatchObject({ media: 'application/vnd.syncml.notification', applicationId: 7 })
    expect(readPackage0(pdu.body)).toMatchObject({ digest: fromHex(package0.slice(0, 32)), trigger: asked })
  })

  test.for([
    [{ version: 12, uiMode: 'user', initiator: 'server' }, '0338'],
    [{ version: 11, uiMode: 'informative', initiator: 'client' }, '02E0'],
    [{ version: 1023, uiMode: 'unspecified', initiator: 'server' }, 'FFC8'],
  ] as const)('%o begins with %s', ([head, hexHead]) => {
    const changed = { ...asked, ...head }
    const bytes = encode(trigger, changed)
    expect(hex(bytes.subarray(0, 2))).toBe(hexHead)
    expect(decode(trigger, bytes)).toEqual(changed)
  })

  test('carries a server id of 255 bytes at most', () =>
    expect(failureOf(() => encode(trigger, { ...asked, serverId: 'é'.repeat(128) }))).toMatchObject({
      code: 'message.invalid',
      path: 'serverId',
    }))

  test.for([
    ['', 'needs 16 bytes, has 0', 0],
    [package0.slice(0, 40), 'needs 3 bytes, has 2', 18],
    [package0.slice(0, -2), 'needs 18 bytes, has 17', 24],
    [`${'00'.repeat(16)}02D0000000123400`, 'there is no server id', 24],
    [`${'00'.repeat(16)}02D0000000123401FF`, 'not UTF-8', 24],
  ] as const)('%s is refused', ([bytes, reason, offset]) =>
    expect(failureOf(() => readPackage0(fromHex(bytes)))).toEqual({ code: 'bytes.malformed', reason, offset }),
  )
})

describe('a client', () => {
  const accept = (bytes: Uint8Array, proofs: readonly ServerProof[] = [proof]) =>
    acceptPackage0(bytes, (serverId) => (serverId === asked.serverId ? proofs : undefined), md5)

  test('takes what its server signed', () =>
    expect(accept(fromHex(package0))).toEqual({ kind: 'accepted', trigger: asked }))

  test('takes what is signed with the nonce that stands for a lost one, if it tries it', () => {
    const lost = { password, nonce: secret(new Uint8Array(4)) }
    const bytes = signPackage0(asked, lost, md5)
    expect(accept(bytes)).toEqual({ kind: 'dropped', why: 'digest' })
    expect(accept(bytes, [proof, lost])).toMatchObject({ kind: 'accepted' })
  })

  test('drops every message one bit of which is another', () => {
    const bytes = fromHex(package0)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Uint8Array.from(bytes, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
      expect(accept(changed), `bit ${bit}`).toMatchObject({ kind: 'dropped' })
    }
  })

  test.for([
    ['malformed', fromHex(package0.slice(0, -2))],
    ['version', signPackage0({ ...asked, version: 20 }, proof, md5)],
    ['unknown-server', signPackage0({ ...asked, serverId: 'other' }, proof, md5)],
    ['digest', signPackage0(asked, { ...proof, password: secret(utf8('other')) }, md5)],
    ['digest', signPackage0(asked, { ...proof, nonce: secret(utf8('other')) }, md5)],
  ] as const)('drops for %s', ([why, bytes]) => expect(accept(bytes)).toEqual({ kind: 'dropped', why }))

  test('has no proof to go by when the account has none', () =>
    expect(accept(fromHex(package0), [])).toEqual({ kind: 'dropped', why: 'digest' }))
})

const anyTrigger: fc.Arbitrary<Trigger> = fc.record(
  {
    version: fc.integer({ min: 0, max: 1023 }),
    uiMode: fc.constantFrom('unspecified' as const, 'background' as const, 'informative' as const, 'user' as const),
    initiator: fc.constantFrom('client' as const, 'server' as const),
    sessionId: fc.integer({ min: 0, max: 0xffff }),
    serverId: fc.string({ minLength: 1, maxLength: 60 }),
    vendor: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  },
  { requiredKeys: ['version', 'uiMode', 'initiator', 'sessionId', 'serverId'] },
)

test('what is written reads back', () =>
  fc.assert(
    fc.property(anyTrigger, (one) => {
      expect(decode(trigger, encode(trigger, one))).toEqual(one)
    }),
  ))

test('any bytes give a value or a failure', () =>
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => readsOrFails(() => readPackage0(bytes)))))
