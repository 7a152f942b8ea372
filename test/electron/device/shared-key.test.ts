// TLS with a key and no certificate: devices that have nothing else (RFC 4279; OMA DM Protocol 2.0, 9.2.2).
import { connect, type TLSSocket } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { bootstrapKeyName, pskClient, type SharedKey } from '../../../electron/psk'
import { secret } from '../../../shared/secret'
import { writePackage1 } from '../../../shared/session/dm2/packages'
import { openDmServer, requesterOf, type TestServer } from '../../support/bench-device'
import { freshImei } from '../server/support'

const held: { bench?: TestServer; imei: string } = { imei: freshImei() }
const bench = (): TestServer => held.bench ?? expect.fail('no server')
beforeAll(async () => {
  held.bench = await openDmServer()
  await bench().register(held.imei)
}, 60_000)

const devId = () => `IMEI:${held.imei}`
const fromFactory = (imei = held.imei): SharedKey => ({
  name: bootstrapKeyName(`IMEI:${imei}`),
  key: requesterOf(bench(), imei).secret,
})
const ofAccount = (): SharedKey => {
  const { client } = bench().accountOf(held.imei)
  return client ? { name: client.name, key: client.secret } : expect.fail('no key')
}

const askBootstrap = (key: SharedKey, of = devId()) =>
  bench().https.exchange({ method: 'GET', url: `${bench().server.url}/bootstrap?DevID=${of}`, headers: {} }, key)
const openSession = (key: SharedKey, of = devId()) =>
  bench().https.exchange(
    {
      method: 'POST',
      url: `${bench().server.url}/dm`,
      headers: { 'content-type': 'application/vnd.oma.dm.initiation+json', 'omadm-devid': of },
      body: writePackage1({ alerts: [] }),
    },
    key,
  )

describe('a key that both sides have', () => {
  test('is enough to get a bootstrap, without a password', async () => {
    expect((await askBootstrap(fromFactory())).status).toBe(200)
  })

  test('is enough to open a session, without a password', async () => {
    expect((await openSession(ofAccount())).status).toBe(200)
  })

  test('opens what it is for, and for its own device', async () => {
    expect((await openSession(fromFactory())).status).toBe(401)
    const other = freshImei()
    await bench().register(other)
    expect((await askBootstrap(fromFactory(other))).status).toBe(401)
    expect((await openSession(ofAccount(), `IMEI:${other}`)).status).toBe(401)
  })

  test('does not make a station of a device', async () => {
    const url = `${bench().server.url}/v1/registrations/lookup`
    const asked = { method: 'POST', url, headers: { 'content-type': 'application/json' } } as const
    expect((await bench().https.exchange(asked, ofAccount())).status).toBe(495)
  })
})

test.for([
  ['another key', () => ({ ...ofAccount(), key: secret(new Uint8Array(32)) })],
  ['a name that nobody has', () => ({ ...ofAccount(), name: 'IMEI:1' })],
  ['a device that nobody registered', () => ({ ...ofAccount(), name: `IMEI:${freshImei()}` })],
] as const)('%s ends with the handshake', async ([, key]) => {
  await expect(openSession(key())).rejects.toMatchObject({
    failure: { code: 'server.refused', reason: 'the server does not have our key' },
  })
})

test('a server that shows a certificate and does not know the key is none', async () => {
  const socket = await new Promise<TLSSocket | Error>((resolve) => {
    const { port } = new URL(bench().server.url)
    const options = { host: '127.0.0.1', port: Number(port), ...pskClient({ ...ofAccount(), name: 'nobody' }) }
    const opened = connect(options, () => resolve(opened)).on('error', resolve)
  })
  expect(socket).toBeInstanceOf(Error)
})
