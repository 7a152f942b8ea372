import { describe, expect, test } from 'vitest'
import { hmacSha1, md5, sha256Bytes } from '../../../electron/push-mac'
import { ByteWriter, fromHex } from '../../../shared/bytes'
import type { PushKeys } from '../../../shared/device/push-trust'
import type { ServerAccount } from '../../../shared/message/account'
import { signPackage0 } from '../../../shared/notification/dm1'
import { signNotification } from '../../../shared/notification/dm2'
import { pushOfDm1Notification, pushOfDm2Notification } from '../../../shared/notification/push'
import { parseImsi } from '../../../shared/push/imsi'
import { pushCp, pushDm1 } from '../../../shared/push/message'
import { pushPdu } from '../../../shared/push/pdu'
import { parsePin } from '../../../shared/push/pin'
import { reassemble } from '../../../shared/push/reassemble'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import {
  accountOf,
  bytesFor,
  cardWith,
  contextOf,
  messageOf,
  runDevice,
  serversOf,
  sessionsOf,
  switchedOn,
} from '../../support/device'
import { credential } from '../../support/dm1-pair'
import { userPinSegments, w7 } from '../push/vectors'

const imsi = parseImsi('001010123456789')
const pin = parsePin('1234')
const keys: PushKeys = { imsi, imsiForm: 'semi-octets', pin }
const none: PushKeys = { imsiForm: 'semi-octets' }

const pushedTo = (pdu: Uint8Array, known: PushKeys, from = switchedOn({})) => {
  const ran = runDevice(from.device, {}, contextOf({ keys: known, nowMs: 1_767_225_600_000 }), { is: 'pushed', pdu })
  return { servers: serversOf(ran), sessions: sessionsOf(ran), tried: ran.device.tried.at(-1), ran }
}

const cp = bytesFor('p', 'cp')
const dm1 = bytesFor('p', 'dm1')
const pdus = {
  netwpin: pushCp(cp, { sec: 'netwpin', imsi, imsiForm: 'semi-octets' }, hmacSha1).pdu,
  userpin: pushCp(cp, { sec: 'userpin', pin }, hmacSha1).pdu,
  usernetwpin: pushCp(cp, { sec: 'usernetwpin', imsi, imsiForm: 'semi-octets', pin }, hmacSha1).pdu,
  networkid: pushDm1(dm1, { sec: 'networkid', imsi, imsiForm: 'semi-octets' }, hmacSha1).pdu,
  'dm1 userpin': pushDm1(dm1, { sec: 'userpin', pin }, hmacSha1).pdu,
  'userpin-networkid': pushDm1(dm1, { sec: 'userpin-networkid', imsi, imsiForm: 'semi-octets', pin }, hmacSha1).pdu,
}

describe('a bootstrap over the air', () => {
  test.for(Object.entries(pdus))('protected by %s is taken, and its server gets a session', ([, pdu]) => {
    expect(pushedTo(pdu, keys)).toMatchObject({
      servers: ['p'],
      sessions: ['p'],
      tried: { way: 'push', result: 'account for p' },
    })
  })

  test.for(Object.entries(pdus))('protected by %s is refused by a device with other keys, and with none', ([, pdu]) => {
    const others = { ...keys, imsi: parseImsi('001010123456788'), pin: parsePin('1235') }
    expect(pushedTo(pdu, others)).toMatchObject({ servers: [], tried: { result: 'refused', why: 'its MAC is wrong' } })
    expect(pushedTo(pdu, none)).toMatchObject({ servers: [], tried: { result: 'refused' } })
  })

  test.for(Object.entries(pdus))('protected by %s is refused when one byte of it is another', ([, pdu]) => {
    const changed = pdu.map((byte, at) => (at === pdu.length - 20 ? byte ^ 1 : byte))
    expect(pushedTo(changed, keys)).toMatchObject({ servers: [], tried: { result: 'refused' } })
  })

  test('without protection is refused, whoever sent it', () => {
    for (const pdu of [pushCp(cp, { sec: 'none' }, hmacSha1).pdu, pushDm1(dm1, { sec: 'none' }, hmacSha1).pdu])
      expect(pushedTo(pdu, keys)).toMatchObject({
        servers: [],
        tried: { result: 'refused', why: 'nothing in it proves who sent it' },
      })
  })

  test('with a code that its user keys in is taken with that code only', () => {
    const { pdu, userCode } = pushCp(cp, { sec: 'userpinmac', pin: parsePin('12345') }, hmacSha1)
    expect(pushedTo(pdu, { ...none, userCode })).toMatchObject({ servers: ['p'] })
    expect(pushedTo(pdu, { ...none, userCode: secret('1234567890') })).toMatchObject({ servers: [] })
    expect(pushedTo(pdu, keys)).toMatchObject({ servers: [], tried: { why: 'the code for it is missing or wrong' } })
  })

  test('for another device is refused even with a good MAC', () => {
    const foreign = messageOf([accountOf('p', 'IMEI:493005100592800')], 'dm1')
    const { pdu } = pushDm1(foreign, { sec: 'userpin', pin }, hmacSha1)
    expect(pushedTo(pdu, keys)).toMatchObject({
      servers: [],
      tried: { result: 'refused', why: 'it is for another device, IMEI:493005100592800' },
    })
  })

  test('adds a server beside those there are, and a second one like it changes nothing', () => {
    const first = switchedOn({ card: cardWith(bytesFor('c')) })
    const once = pushedTo(pdus.userpin, keys, first)
    expect([once.servers, once.sessions]).toEqual([['c', 'p'], ['p']])
    expect(pushedTo(pdus.userpin, keys, once.ran).sessions).toEqual([])
  })

  test('in three short messages that another program made is taken', () => {
    const { pdu } = reassemble(userPinSegments)
    expect(pushedTo(pdu, keys)).toMatchObject({ servers: ['dm.example.com'], sessions: ['dm.example.com'] })
    expect(w7.length).toBe(296)
  })

  test('is not taken where it is switched off', () => {
    const off = switchedOn({})
    const ran = runDevice(off.device, {}, contextOf({ keys, allowed: ['smartcard'] }), {
      is: 'pushed',
      pdu: pdus.userpin,
    })
    expect([serversOf(ran), ran.device.tried.at(-1)?.result]).toEqual([[], 'switched off'])
  })

  test('that does not read, or is of another kind, does nothing', () => {
    expect(pushedTo(fromHex('0106'), keys)).toMatchObject({ servers: [], tried: { result: 'nothing' } })
    const out = new ByteWriter()
    pushPdu.write(out, { transactionId: 1, media: 'application/dmmo+json', body: bytesFor('p') })
    expect(pushedTo(out.done(), keys)).toMatchObject({ servers: [], tried: { result: 'refused' } })
    const { pdu } = pushCp(Uint8Array.of(3, 0x0b), { sec: 'userpin', pin }, hmacSha1)
    expect(pushedTo(pdu, keys)).toMatchObject({ servers: [], tried: { result: 'nothing' } })
  })
})

describe('a notification', () => {
  const key = { data: utf8('noti'), secret: secret(utf8('0123456789abcdef')) }
  const dm2Account: ServerAccount = { ...accountOf('n'), notification: key }
  const dm1Account: ServerAccount = { ...accountOf('n'), server: credential('n', 'server', 'm0') }
  const withDm2 = () => switchedOn({ card: cardWith(messageOf([dm2Account])) })
  const withDm1 = () => switchedOn({ card: cardWith(messageOf([dm1Account], 'dm1')) })
  const dm2 = (changed: object = {}) =>
    pushOfDm2Notification(
      signNotification(
        { serverId: 'n', notificationId: 4660, sentAt: 1_767_225_600, wantsMos: false, ...changed },
        key,
        sha256Bytes,
      ),
      1,
    )
  const package0 = (nonce: Uint8Array, password = 'server') =>
    pushOfDm1Notification(
      signPackage0(
        { version: 11, uiMode: 'background', initiator: 'server', sessionId: 0x1a2b, serverId: 'n' },
        { password: secret(utf8(password)), nonce: secret(nonce) },
        md5,
      ),
      1,
    )

  test('of a known server opens a session that says which it answers', () => {
    const { ran, tried } = pushedTo(dm2(), none, withDm2())
    expect(tried).toEqual({ way: 'push', result: 'notification of n' })
    expect(ran.effects).toEqual([{ do: 'open-session', serverId: 'n', cause: { notificationId: 4660 } }])
    expect(pushedTo(package0(utf8('m0')), none, withDm1()).ran.effects).toEqual([
      { do: 'open-session', serverId: 'n', cause: { sessionId: '1A2B' } },
    ])
  })

  test('before any bootstrap is refused', () => {
    for (const pdu of [dm2(), package0(utf8('m0'))])
      expect(pushedTo(pdu, none)).toMatchObject({
        sessions: [],
        tried: { result: 'refused', why: 'a notification was dropped: unknown-server' },
      })
  })

  test('that comes twice opens one session', () => {
    const first = pushedTo(dm2(), none, withDm2())
    expect(pushedTo(dm2(), none, first.ran)).toMatchObject({
      sessions: [],
      tried: { why: 'a notification was dropped: duplicate' },
    })
  })

  test.for([
    [{ serverId: 'x' }, 'unknown-server'],
    [{ sentAt: 1_767_220_000 }, 'too-old'],
  ] as const)('with %o is refused', ([changed, why]) => {
    expect(pushedTo(dm2(changed), none, withDm2())).toMatchObject({
      sessions: [],
      tried: { why: `a notification was dropped: ${why}` },
    })
  })

  test('with a wrong digest is refused', () => {
    const bent = dm2().map((byte, at, all) => (at === all.length - 10 ? byte ^ 1 : byte))
    expect(pushedTo(bent, none, withDm2())).toMatchObject({ sessions: [], tried: { result: 'refused' } })
    expect(pushedTo(package0(utf8('m0'), 'guess'), none, withDm1())).toMatchObject({
      sessions: [],
      tried: { why: 'a notification was dropped: digest' },
    })
    expect(pushedTo(package0(utf8('another')), none, withDm1())).toMatchObject({ sessions: [] })
  })

  test('of DM 1.2 over the nonce for a lost one is taken, in both of its spellings', () => {
    for (const lost of [utf8('0x00000000'), new Uint8Array(4)])
      expect(pushedTo(package0(lost), none, withDm1()).sessions).toEqual(['n'])
  })

  test('of a server of the other generation is refused', () => {
    expect(pushedTo(dm2(), none, withDm1()).sessions).toEqual([])
    expect(pushedTo(package0(utf8('m0')), none, withDm2()).sessions).toEqual([])
  })
})
