import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createDm1Endpoint } from '../../electron/bench/server/dm/dm1-endpoint'
import type { Nonces, Told } from '../../electron/bench/server/dm/dm1-session'
import { createSignIns } from '../../electron/bench/server/dm/sign-in'
import type { Visit } from '../../electron/bench/server/dm/visit'
import { md5 } from '../../electron/push-mac'
import { challengeIn, digestAuthorization } from '../../shared/http/digest'
import type { HttpRequest } from '../../shared/http/exchange'
import type { ServerAccount } from '../../shared/message/account'
import { decodeMessage, dm1Wbxml, dm1Xml, encodeMessage } from '../../shared/session/dm1/message'
import { readPackage2, writePackage1, writePackage3 } from '../../shared/session/dm2/packages'
import { fromUtf8, utf8 } from '../../shared/utf8'
import { hashes, openDmServer, switchOn, type TestServer } from '../support/bench-device'
import { countedNonces, credential, lineOf } from '../support/dm1-pair'
import { bytesOfVector } from '../support/vectors'
import { freshImei } from './server/support'

const held: { bench?: TestServer } = {}
const bench = (): TestServer => held.bench ?? expect.fail('no server')
beforeAll(async () => {
  held.bench = await openDmServer()
})

const post = (type: string, body: Uint8Array, headers: HttpRequest['headers'] = {}, path = '/dm') =>
  bench().https.exchange({
    method: 'POST',
    url: `${bench().server.url}${path}`,
    headers: { 'content-type': type, ...headers },
    body,
  })

describe('whatever comes to /dm is answered', () => {
  test.for([
    ['text/html', '<p>', 415],
    ['application/json', '{}', 415],
    [dm1Wbxml, '', 400],
    [dm1Wbxml, '<SyncML/>', 400],
    [dm1Xml, '<wap-provisioningdoc/>', 400],
    ['application/vnd.oma.dm.initiation+json', '{}', 401],
  ] as const)('%s %s by %i', async ([type, body, status]) => {
    expect((await post(type, utf8(body))).status).toBe(status)
  })

  test('a Host that is none is answered by 400, and the next request as ever', async () => {
    const first = bytesOfVector('dm1-session')
    expect((await post(dm1Wbxml, first, { host: 'localhost:99999' })).status).toBe(400)
    expect((await post(dm1Wbxml, first)).status).toBe(200)
  })

  test('more than any device sends is not read', async () => {
    expect((await post(dm1Wbxml, new Uint8Array(70_000))).status).toBe(413)
  })

  test('any bytes are answered, none by a fault of the server', async () => {
    const media = fc.constantFrom(
      dm1Wbxml,
      dm1Xml,
      'application/vnd.oma.dm.initiation+json',
      'multipart/form-data; boundary=x',
    )
    await fc.assert(
      fc.asyncProperty(media, fc.uint8Array({ maxLength: 100 }), async (type, body) => {
        expect((await post(type, body)).status).toBeLessThan(500)
      }),
      { numRuns: 60 },
    )
  })
})

describe('DM 2.0', () => {
  const registered = async () => {
    const imei = freshImei()
    await bench().register(imei)
    const { client } = bench().accountOf(imei)
    const password = Buffer.from(`${client?.name}:${fromUtf8(client?.secret.reveal() ?? new Uint8Array())}`).toString(
      'base64',
    )
    return { imei, headers: { 'omadm-devid': `IMEI:${imei}`, authorization: `Basic ${password}` } }
  }
  const initiation = 'application/vnd.oma.dm.initiation+json'
  const response = 'application/vnd.oma.dm.response+json'

  test('every package is signed in, not only the first', async () => {
    const { headers, imei } = await registered()
    expect((await post(initiation, writePackage1({ alerts: [] }), headers)).status).toBe(200)
    const { authorization, ...bare } = headers
    expect(authorization).toContain('Basic')
    const statuses = writePackage3({
      statuses: [
        { sc: 200, uris: [] },
        { sc: 200, uris: [] },
      ],
      alerts: [],
    })
    expect((await post(response, statuses, bare)).status).toBe(401)
    expect(await bench().stateOf(imei)).toBe('contacted')
    const end = await post(response, statuses, headers)
    expect(readPackage2(end.body)).toEqual([['END']])
    expect(await bench().stateOf(imei)).toBe('managed')
  })

  test('a session in which something failed, or was left out, ends and is not managed', async () => {
    for (const statuses of [
      [{ sc: 200, uris: [] }],
      [
        { sc: 200, uris: [] },
        { sc: 404, uris: [] },
      ],
    ]) {
      const { headers, imei } = await registered()
      await post(initiation, writePackage1({ alerts: [] }), headers)
      const end = await post(response, writePackage3({ statuses, alerts: [] }), headers)
      expect(readPackage2(end.body)).toEqual([['END']])
      expect(await bench().stateOf(imei)).toBe('contacted')
    }
  })

  test('an answer to nothing is none', async () => {
    const { headers } = await registered()
    expect((await post(response, writePackage3({ statuses: [], alerts: [] }), headers)).status).toBe(400)
  })

  test('a device that was given back is not met any more, and a managed one stays so when it comes again', async () => {
    const imei = freshImei()
    await bench().register(imei)
    const card = [bench().messageFor(imei)]
    const first = await switchOn(imei, bench(), { card })
    const memory = { ...first.device.memory, owed: ['dms.bench.example'] }
    await switchOn(imei, bench(), {
      card,
      memory,
      exchange: async (request) => {
        const answer = await bench().https.exchange(request)
        expect(await bench().stateOf(imei)).toBe('managed')
        return answer
      },
    })
    await bench().release(imei)
    const later = await switchOn(imei, bench(), { card, memory })
    expect(later.sessions).toMatchObject([{ result: 'failed', why: expect.stringContaining('401') }])
  })
})

test('an answer to a challenge counts once', () => {
  const signIns = createSignIns({ hashes, nonce: () => 'n' })
  const who = credential('dev', 'pw')
  const asked = { method: 'POST', uri: '/dm' }
  const challenge = challengeIn(signIns.challenges().join(', ')) ?? expect.fail('no challenge')
  const shown = (count: number) => ({
    ...asked,
    authorization: digestAuthorization(challenge, who, { ...asked, count, clientNonce: 'c' }, hashes),
    certified: undefined,
  })
  expect([1, 1, 2, 1].map((count) => signIns.isProven(shown(count), 'dev', who))).toEqual([true, false, true, false])
  const stale = { ...challenge, nonce: 'another' }
  const authorization = digestAuthorization(stale, who, { ...asked, count: 3, clientNonce: 'c' }, hashes)
  expect(signIns.isProven({ ...asked, authorization, certified: undefined }, 'dev', who)).toBe(false)
})

describe('DM 1.2', () => {
  const devId = 'IMEI:493005100592800'
  const account: ServerAccount = {
    id: 'dm.example.com',
    url: 'https://dm.example.com/dm',
    name: 'DM',
    rights: [],
    client: credential('Bruce2', 'OhBehave', 'Nonce'),
  }

  /** A server that knows one device, whose package 1 another program wrote. */
  const endpoint = () => {
    const kept: Nonces[] = []
    const told: Told[] = []
    const answer = createDm1Endpoint({
      accountOf: (id) => (id === devId ? account : undefined),
      told: (_serverId, _devId, what) => void told.push(...what),
      signIns: createSignIns({ hashes, nonce: () => 'n' }),
      nonces: {
        of: () => kept.at(-1) ?? { client: utf8('Nonce'), server: new Uint8Array() },
        keep: (_serverId, _devId, nonces) => void kept.push(nonces),
        close: () => undefined,
      },
      md5,
      nonce: countedNonces('s'),
      token: () => 'token',
      name: 'Named',
    })
    const visit = (query: string): Visit => ({
      path: '/dm',
      query: new URLSearchParams(query),
      media: dm1Wbxml,
      headers: {},
      shown: { method: 'POST', uri: '/dm', authorization: undefined, certified: undefined },
      body: async () => undefined,
    })
    const send = (bytes: Uint8Array, query = '') => {
      const { body } = answer(visit(query), dm1Wbxml, bytes)
      return decodeMessage(body ?? new Uint8Array())
    }
    return { send, told, kept }
  }

  test('a package 1 that libwbxml wrote is taken, and its nonce is another from then on', () => {
    const { send, told, kept } = endpoint()
    const reply = send(bytesOfVector('dm1-session'))
    expect(lineOf(reply)).toBe('SyncHdr 212 chal, Alert 200, Replace 200, Get ./DMAcc, Get ./DevDetail/FwV, Final')
    expect(reply.header).toMatchObject({ target: devId, respUri: 'https://dm.example.com/dm?s=token' })
    expect([told, kept.map(({ client }) => fromUtf8(client))]).toEqual([['contacted'], ['s1']])
  })

  test('the same again is a replay, and asked for another proof', () => {
    const { send, told } = endpoint()
    send(bytesOfVector('dm1-session'))
    expect(lineOf(send(bytesOfVector('dm1-session')))).toBe('SyncHdr 401 chal, Alert 401, Replace 401, Final')
    expect(told).toEqual(['contacted'])
  })

  test('a device that nobody knows is answered like one with a wrong password', () => {
    const { send, told } = endpoint()
    const { header, ...rest } = decodeMessage(bytesOfVector('dm1-session'))
    const as = (source: string, data: string) =>
      lineOf(
        send(
          encodeMessage({ header: { ...header, source, cred: { type: 'syncml:auth-md5', data } }, ...rest }, dm1Wbxml),
        ),
      )
    expect(as('IMEI:1', 'AAAA')).toBe(as(devId, 'AAAA'))
    expect(told).toEqual([])
  })

  test('a session is not gone on with by another device that learnt of its address', () => {
    const { send } = endpoint()
    send(bytesOfVector('dm1-session'))
    const { header, ...rest } = decodeMessage(bytesOfVector('dm1-session'))
    const thief = encodeMessage({ header: { ...header, source: 'IMEI:1', cred: undefined }, ...rest }, dm1Wbxml)
    expect(lineOf(send(thief, 's=token'))).toMatch(/^SyncHdr 407/)
  })

  test('after three wrong passwords there is no hope', () => {
    const { send, told } = endpoint()
    const { header, ...rest } = decodeMessage(bytesOfVector('dm1-session'))
    const wrong = encodeMessage(
      { header: { ...header, cred: { type: 'syncml:auth-md5', data: 'AAAA' } }, ...rest },
      dm1Wbxml,
    )
    const lines = [send(wrong), send(wrong, 's=token'), send(wrong, 's=token')].map(lineOf)
    expect(lines.map((line) => line.includes('chal'))).toEqual([true, true, false])
    expect(told).toEqual(['aborted'])
  })
})
