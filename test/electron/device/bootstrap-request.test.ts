import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { issue, newKey } from '../../../electron/bench/server/certificate'
import type { Identity } from '../../../electron/https'
import type { HttpRequest } from '../../../shared/http/exchange'
import { leafText } from '../../../shared/message/mo'
import { secret } from '../../../shared/secret'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { openDmServer, requesterOf, switchOn, type TestServer } from '../../support/bench-device'
import { freshImei } from '../server/support'

const held: { bench?: TestServer; key?: string } = {}
const bench = (): TestServer => held.bench ?? expect.fail('no server')
beforeAll(async () => {
  held.bench = await openDmServer()
  held.key = await newKey()
}, 60_000)

const registered = async (): Promise<string> => {
  const imei = freshImei()
  await bench().register(imei)
  return imei
}
const certified = (name: string): Identity => {
  const [cert = '', key = ''] = ['ca.pem', 'ca-key.pem'].map((file) =>
    readFileSync(join(bench().dir, 'pki', file), 'utf8'),
  )
  return issue({ is: 'client', name }, held.key ?? '', Date.now(), { cert, key })
}
const stationIdentity = (): Identity => ({
  cert: readFileSync(bench().server.cert, 'utf8'),
  key: readFileSync(bench().server.key, 'utf8'),
})

const ask = (
  imei: string,
  identity?: Identity,
  query = `DevID=IMEI:${imei}&MCC=262&MNC=01`,
  headers: HttpRequest['headers'] = {},
) => bench().https.exchange({ method: 'GET', url: `${bench().server.url}/bootstrap?${query}`, headers }, identity)

describe('a device that asks for its bootstrap', () => {
  test('with what it was given at the factory gets it, and opens its first session', async () => {
    const imei = await registered()
    const told = await switchOn(imei, bench(), {
      bootstrapUrl: bench().bootstrapUrl,
      requester: requesterOf(bench(), imei),
    })
    expect(told.tried).toEqual([
      { way: 'smartcard', result: 'nothing', why: 'there is no card' },
      { way: 'factory', result: 'nothing', why: 'there is no file for this device' },
      { way: 'server', result: 'account for dms.bench.example' },
    ])
    expect(told.sessions).toMatchObject([{ result: 'done' }])
    expect(told.device.memory.objects.reveal().map(({ tree, source }) => [leafText(tree, 'Name'), source])).toEqual([
      ['Training bench, met', 'server'],
    ])
    expect(await bench().stateOf(imei)).toBe('managed')
  })

  test('with a certificate of its own gets it', async () => {
    const imei = await registered()
    const identity = certified(`IMEI:${imei}`)
    const told = await switchOn(imei, bench(), {
      bootstrapUrl: bench().bootstrapUrl,
      exchange: (request) => bench().https.exchange(request, identity),
    })
    expect(told.accounts).toMatchObject([{ serverId: 'dms.bench.example' }])
  })

  test('does not ask where a card gave it an account', async () => {
    const imei = await registered()
    const asked: string[] = []
    const exchange = (request: HttpRequest) => {
      asked.push(new URL(request.url).pathname)
      return bench().https.exchange(request)
    }
    await switchOn(imei, bench(), { card: [bench().messageFor(imei)], bootstrapUrl: bench().bootstrapUrl, exchange })
    expect(asked).not.toContain('/bootstrap')
  })

  test('is told to come back when the server is being worked on', async () => {
    const imei = await registered()
    await bench().server.setMode('refuse', { retryAfterMs: 90_000 })
    const before = Date.now()
    const told = await switchOn(imei, bench(), {
      bootstrapUrl: bench().bootstrapUrl,
      requester: requesterOf(bench(), imei),
    })
    await bench().server.setMode('up')
    expect(told.tried.at(-1)).toEqual({ way: 'server', result: 'waits', why: 'the server answers 503' })
    expect((told.wakeAtMs ?? 0) - before).toBeGreaterThanOrEqual(90_000)
    const again = await switchOn(imei, bench(), {
      bootstrapUrl: bench().bootstrapUrl,
      requester: requesterOf(bench(), imei),
      memory: told.device.memory,
      context: { nowMs: told.wakeAtMs ?? 0 },
    })
    expect(again.accounts).toHaveLength(1)
  })

  test('waits when the server is away', async () => {
    const imei = await registered()
    await bench().server.setMode('down')
    const told = await switchOn(imei, bench(), { bootstrapUrl: bench().bootstrapUrl })
    await bench().server.setMode('up')
    expect(told.tried.at(-1)).toMatchObject({ result: 'waits', why: 'nothing listens at the address' })
  })

  test('does not take it from a server that it does not trust', async () => {
    const imei = await registered()
    const { createHttps } = await import('../../../electron/https')
    const stranger = createHttps({})
    const told = await switchOn(
      imei,
      { https: stranger },
      { bootstrapUrl: bench().bootstrapUrl, requester: requesterOf(bench(), imei) },
    )
    stranger.close()
    expect(told.tried.at(-1)).toMatchObject({
      result: 'refused',
      why: expect.stringContaining('certificate authority'),
    })
    expect(told.accounts).toEqual([])
  })
})

describe('nobody gets a secret for a number', () => {
  const secretless = async (answer: ReturnType<typeof ask>) => {
    const { status, body } = await answer
    expect(fromUtf8(body)).not.toContain('Secret')
    return status
  }

  test('DevID, MCC and MNC alone are asked to sign in, whether the device is known or not', async () => {
    const imei = await registered()
    const [known, unknown] = [await ask(imei), await ask(freshImei())]
    expect([known.status, unknown.status]).toEqual([401, 401])
    const plain = (header = '') => header.replace(/nonce="[^"]*"/g, '')
    expect(plain(known.headers['www-authenticate'])).toBe(plain(unknown.headers['www-authenticate']))
  })

  test.for([
    ['the certificate of another device', () => certified(`IMEI:${freshImei()}`), 401],
    ['the certificate of a station', stationIdentity, 401],
  ] as const)('nor does %s', async ([, identity, status]) => {
    expect(await secretless(ask(await registered(), identity()))).toBe(status)
  })

  test('nor does the secret of another device, or of a session', async () => {
    const [imei, other] = [await registered(), await registered()]
    for (const requester of [
      requesterOf(bench(), other),
      bench().accountOf(imei).client,
      { name: `IMEI:${imei}`, secret: secret(utf8('')) },
    ]) {
      const told = await switchOn(imei, bench(), { bootstrapUrl: bench().bootstrapUrl, requester })
      expect(told.tried.at(-1)).toEqual({ way: 'server', result: 'refused', why: 'the server answers 401' })
    }
  })

  test('a device that is not registered has none', async () => {
    const imei = freshImei()
    const told = await switchOn(imei, bench(), {
      bootstrapUrl: bench().bootstrapUrl,
      requester: requesterOf(bench(), imei),
    })
    expect(told.tried.at(-1)).toEqual({ way: 'server', result: 'nothing', why: 'the server answers 404' })
  })

  test.for([
    ['', {}, 400],
    ['DevID=', {}, 400],
    ['DevID=IMEI:1', { 'omadm-devid': 'IMEI:2' }, 400],
    ['DevID=IMEI:1', { accept: 'text/html' }, 406],
    ['DevID=nonsense', {}, 401],
    ['DevID=%00', {}, 401],
  ] as const)('?%s with %o is answered %i', async ([query, headers, status]) => {
    expect(await secretless(ask('', undefined, query, headers))).toBe(status)
  })

  test.for(['/bootstrap', '/repository/name'])('%s takes no other method', async (path) => {
    const { status, headers } = await bench().https.exchange({
      method: 'POST',
      url: `${bench().server.url}${path}`,
      headers: {},
    })
    expect([status, headers.allow]).toEqual([405, 'GET'])
  })
})
