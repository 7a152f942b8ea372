import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { issue, newKey } from '../../../electron/bench/server/certificate'
import { type Identity, identityOf } from '../../../electron/https'
import { toBase64 } from '../../../shared/base64'
import type { OwnAccount } from '../../../shared/device/kept-accounts'
import type { HttpRequest } from '../../../shared/http/exchange'
import type { AuthType } from '../../../shared/message/account'
import { utf8 } from '../../../shared/utf8'
import { openDmServer, switchOn, type TestServer } from '../../support/bench-device'
import { freshImei } from '../server/support'

/** A bench whose server and devices sign in this way. */
const benchBy = (client: AuthType, server: AuthType = 'DIGEST'): Promise<TestServer> =>
  openDmServer((text) => {
    const template = JSON.parse(text)
    const { credentials } = template.servers[0]
    credentials.client.type = client
    credentials.server.type = server
    return JSON.stringify(template)
  })

const key = newKey()
beforeAll(async () => void (await key), 60_000)

/** A certificate that the bench's own authority gave a device at the factory. */
async function certifiedAs({ dir }: TestServer, name: string): Promise<Identity> {
  const [cert, caKey] = ['ca.pem', 'ca-key.pem'].map((file) => readFileSync(join(dir, 'pki', file), 'utf8'))
  return issue({ is: 'client', name }, await key, Date.now(), { cert: cert ?? '', key: caKey ?? '' })
}

describe('DM 1.2', () => {
  test.for(['BASIC', 'DIGEST', 'HMAC'] as const)('%s in both directions, message by message', async (type) => {
    const bench = await benchBy(type, type)
    const imei = freshImei()
    await bench.register(imei)
    const requests: HttpRequest[] = []
    const exchange = (request: HttpRequest) => {
      requests.push(request)
      return bench.https.exchange(request)
    }
    const told = await switchOn(imei, bench, { card: [bench.messageFor(imei, 'dm1')], exchange })
    expect(told.sessions).toMatchObject([{ result: 'done' }])
    expect(await bench.stateOf(imei)).toBe('managed')
    expect(requests.every(({ headers }) => 'x-syncml-hmac' in headers === (type === 'HMAC'))).toBe(true)
    const owing = { ...told.device.memory, owed: ['dms.bench.example'] }
    const again = await switchOn(imei, bench, { card: [bench.messageFor(imei, 'dm1')], memory: owing })
    expect(again.sessions).toMatchObject([{ result: 'done', messages: told.sessions[0]?.messages }])
  })

  test.for(['HTTP-BASIC', 'HTTP-DIGEST'] as const)('%s for the device, and the password of no other', async (type) => {
    const bench = await benchBy(type)
    const [imei, other] = [freshImei(), freshImei()]
    await bench.register(imei)
    expect((await switchOn(imei, bench, { card: [bench.messageFor(imei, 'dm1')] })).sessions).toMatchObject([
      { result: 'done' },
    ])
    const foreign = await switchOn(imei, bench, { card: [bench.messageFor(other, 'dm1')] })
    expect(foreign.sessions).toMatchObject([{ result: 'failed', why: expect.stringContaining('401') }])
  })

  test('a certificate for the device, and that of no other', async () => {
    const bench = await benchBy('X509')
    const imei = freshImei()
    await bench.register(imei)
    const as = async (identity: Identity | undefined) => {
      const exchange = (request: HttpRequest) => bench.https.exchange(request, identity)
      const told = await switchOn(imei, bench, { card: [bench.messageFor(imei, 'dm1')], exchange })
      return told.sessions[0]?.result
    }
    expect(await as(await certifiedAs(bench, `IMEI:${imei}`))).toBe('done')
    expect(await as(await certifiedAs(bench, `IMEI:${freshImei()}`))).toBe('failed')
    expect(await as(undefined)).toBe('failed')
  })
})

describe('DM 2.0', () => {
  const pem = (text: string, label: string) =>
    Buffer.from(text.replace(new RegExp(`-----(BEGIN|END) ${label}-----|\\s`, 'g'), ''), 'base64')

  /** A bootstrap whose account has a certificate for its device, as DM 2.0 carries it in Auth/Trsp. */
  const withCertificate = (bench: TestServer, imei: string, { cert, key }: Identity): Uint8Array => {
    const trsp = { Data: toBase64(pem(cert, 'CERTIFICATE')), Secret: toBase64(pem(key, 'PRIVATE KEY')) }
    const [item] = JSON.parse(new TextDecoder().decode(bench.messageFor(imei)))
    item.MOData.dms1.Auth.Trsp = trsp
    return utf8(JSON.stringify([item]))
  }

  test('a certificate of the account, shown to its server and to nobody else', async () => {
    const bench = await openDmServer()
    const [imei, other] = [freshImei(), freshImei()]
    await bench.register(imei)
    const shown: [string, boolean][] = []
    const told = async (identity: Identity) => {
      const exchange = (request: HttpRequest, own?: OwnAccount) => {
        shown.push([request.headers.authorization ?? 'no password', own !== undefined])
        return bench.https.exchange(request, own?.certificate && identityOf(own.certificate))
      }
      return (await switchOn(imei, bench, { card: [withCertificate(bench, imei, identity)], exchange })).sessions
    }
    expect(await told(await certifiedAs(bench, `IMEI:${imei}`))).toMatchObject([{ result: 'done' }])
    expect(shown.every(([password]) => password === 'no password')).toBe(true)
    expect(await told(await certifiedAs(bench, `IMEI:${other}`))).toMatchObject([
      { result: 'failed', why: expect.stringContaining('401') },
    ])
  })

  test('a password by digest, where a server wants it so', async () => {
    const bench = await openDmServer()
    const imei = freshImei()
    await bench.register(imei)
    const shown: string[] = []
    const exchange = async (request: HttpRequest) => {
      const { authorization, ...headers } = request.headers
      const scheme = authorization?.split(' ')[0] ?? 'nothing'
      shown.push(scheme)
      // As if the server did not take Basic.
      return bench.https.exchange(scheme === 'Basic' ? { ...request, headers } : request)
    }
    const told = await switchOn(imei, bench, { card: [bench.messageFor(imei)], exchange })
    expect(told.sessions).toMatchObject([{ result: 'done' }])
    expect(shown).toEqual(['Basic', 'Digest', 'nothing', 'Basic', 'Digest'])
  })
})
