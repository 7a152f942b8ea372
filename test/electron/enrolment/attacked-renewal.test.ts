// A station that holds a good certificate, before an EST server that a test wrote: whatever it answers, the good one stays.
import { execFileSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { certificatesIn, newKey, requestFor } from '../../../electron/enrolment/certificate-request'
import { renewCertificate } from '../../../electron/enrolment/enrol-station'
import type { ServerAccess } from '../../../electron/home'
import { checkCertificateFile } from '../../../electron/server/certificate-time'
import { failureOf } from '../../support/failure'

const dayMs = 24 * 3600 * 1000
const dir = mkdtempSync(join(tmpdir(), 'bootstation-renewal-'))
const at = (name: string): string => join(dir, name)
const openssl = (...args: readonly string[]): Buffer =>
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })

/** An authority of elliptic curves, as operators have them. */
function authority(name: string): void {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '400',
    '-subj',
    `/CN=${name}`,
    '-keyout',
    at(`${name}.key`),
    '-out',
    at(`${name}.pem`),
  )
}
/** For a request, of an authority, for so many days; as PEM. */
function signed(csr: string, by: string, days: number, more: readonly string[] = []): string {
  return openssl(
    'x509',
    '-req',
    '-in',
    csr,
    '-CA',
    at(`${by}.pem`),
    '-CAkey',
    at(`${by}.key`),
    '-CAcreateserial',
    '-days',
    String(days),
    ...more,
  ).toString()
}
/** RFC 7030, 4.1.3, by openssl alone. */
function certsOnly(...pems: readonly string[]): string {
  writeFileSync(at('bag.pem'), pems.join(''))
  return openssl('crl2pkcs7', '-nocrl', '-certfile', at('bag.pem'), '-outform', 'DER').toString('base64')
}

type Answer = readonly [status: number, body: string | Buffer, headers?: Readonly<Record<string, string>>]
type World = {
  server?: Server
  answer: (csr: string) => Answer | 'cut'
  trusts: string[]
  isAway: boolean
  meet?: () => Promise<void>
}
const held: World = { answer: () => [500, ''], trusts: ['ours'], isAway: false }
let access: ServerAccess
let good: string

async function answered(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request)
  if (request.url === '/v1/health') {
    if (held.isAway) return void response.socket?.destroy()
    const { socket } = request
    const shown =
      'getPeerCertificate' in socket ? (socket as import('node:tls').TLSSocket).getPeerCertificate() : undefined
    const isTaken = held.trusts.includes(String(shown?.issuer?.CN))
    if (!new X509Certificate(good).raw.equals(shown?.raw ?? Buffer.of())) await held.meet?.()
    response.writeHead(isTaken ? 200 : 495, {
      'content-type': isTaken ? 'application/json' : 'application/problem+json',
    })
    return void response.end(
      isTaken ? '{"status":"ok"}' : '{"type":"urn:x","title":"The certificate is not from this CA","status":495}',
    )
  }
  writeFileSync(at('asked.der'), Buffer.from(body.toString(), 'base64'))
  openssl('req', '-inform', 'DER', '-in', at('asked.der'), '-out', at('asked.csr'))
  const answer = held.answer(at('asked.csr'))
  if (answer === 'cut') return void response.socket?.destroy()
  response.writeHead(answer[0], { 'content-type': 'application/pkcs7-mime', ...answer[2] }).end(answer[1])
}

beforeAll(async () => {
  for (const name of ['ours', 'theirs']) authority(name)
  writeFileSync(at('san'), 'subjectAltName=IP:127.0.0.1')
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-keyout',
    at('srv.key'),
    '-out',
    at('srv.csr'),
  )
  const cert = signed(at('srv.csr'), 'ours', 30, ['-extfile', at('san')])
  const key = await newKey()
  writeFileSync(at('own.der'), Buffer.from(requestFor('station', key), 'base64'))
  openssl('req', '-inform', 'DER', '-in', at('own.der'), '-out', at('own.csr'))
  good = `${signed(at('own.csr'), 'ours', 10)}${key}`
  const server = createServer(
    { cert, key: readFileSync(at('srv.key')), requestCert: true, rejectUnauthorized: false },
    (request, response) => void answered(request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  held.server = server
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  access = { url, ca: at('ours.pem'), cert: at('server.pem'), key: at('server.pem'), enrolment: url }
})
beforeEach(() => {
  writeFileSync(at('server.pem'), good)
  held.trusts = ['ours']
  held.isAway = false
  delete held.meet
})
afterAll(async () => {
  await new Promise((resolve) => held.server?.close(resolve))
  rmSync(dir, { recursive: true })
})

describe('a renewal', () => {
  test('by an authority of elliptic curves that sends itself along is taken up', async () => {
    held.answer = (csr) => [200, certsOnly(readFileSync(at('ours.pem'), 'utf8'), signed(csr, 'ours', 30))]
    const { until } = await renewCertificate(access, Date.now)
    expect(until).toBe(Date.parse(new X509Certificate(readFileSync(at('server.pem'))).validTo))
    expect(until - Date.now()).toBeGreaterThan(29 * dayMs)
  })

  const other = (csr: string): string => certsOnly(signed(csr, 'theirs', 30))
  test.for<readonly [string, (csr: string) => Answer | 'cut', object]>([
    ['is refused', () => [403, ''], { code: 'server.refused', status: 403 }],
    ['has to wait for a person', () => [202, '', { 'retry-after': '60' }], { retryable: true, retryAfterMs: 60_000 }],
    [
      'is answered with noise',
      () => [200, Buffer.from([0xff, 0xfe, 0, 1, 2])],
      { reason: 'the answer holds no certificates' },
    ],
    ['is answered with nothing', () => [200, ''], { reason: 'the answer holds no certificates' }],
    [
      'is answered by half',
      (csr) => [200, certsOnly(signed(csr, 'ours', 30)).slice(0, 400)],
      { reason: 'the answer holds no certificates' },
    ],
    ['is cut', () => 'cut', { code: 'server.unreachable' }],
    [
      'brings somebody else’s certificate',
      () => [200, certsOnly(good)],
      { reason: 'the certificate is for another key' },
    ],
    [
      'brings one that lasts no longer',
      (csr) => [200, certsOnly(signed(csr, 'ours', 5))],
      { reason: 'the next certificate does not last longer than this one' },
    ],
    [
      'brings one of an authority that the DM Server does not know',
      (csr) => [200, other(csr)],
      { code: 'server.refused', status: 495 },
    ],
  ])('that %s leaves the good certificate as it is, and nothing beside it', async ([, answer, failure]) => {
    held.answer = answer
    expect(await failureOf(renewCertificate(access, Date.now))).toMatchObject(failure)
    expect(readFileSync(at('server.pem'), 'utf8')).toBe(good)
    expect(readdirSync(dir).filter((name) => name.startsWith('server.pem'))).toEqual(['server.pem'])
  })

  test('after which the authority is another one, that the DM Server knows, is taken up', async () => {
    held.trusts = ['theirs']
    held.answer = (csr) => [200, other(csr)]
    await renewCertificate(access, Date.now)
    expect(new X509Certificate(readFileSync(at('server.pem'))).issuer).toBe('CN=theirs')
  })

  test('beside another of the same file leaves one of both, whole, and nothing beside it', async () => {
    held.answer = (csr) => [200, certsOnly(signed(csr, 'ours', 30))]
    const waiting: (() => void)[] = []
    held.meet = () =>
      new Promise((go) => {
        waiting.push(go)
        if (waiting.length === 2) for (const one of waiting) one()
      })
    await Promise.all([renewCertificate(access, Date.now), renewCertificate(access, Date.now)])
    const pem = readFileSync(at('server.pem'))
    expect(new X509Certificate(pem).checkPrivateKey(createPrivateKey(pem))).toBe(true)
    expect(readdirSync(dir).filter((name) => name.startsWith('server.pem'))).toEqual(['server.pem'])
  })

  test('asks for no certificate while the DM Server is away', async () => {
    let asked = 0
    held.answer = (csr) => {
      asked++
      return [200, certsOnly(signed(csr, 'ours', 30))]
    }
    held.isAway = true
    expect(await failureOf(renewCertificate(access, Date.now))).toMatchObject({ code: 'server.unreachable' })
    expect(asked).toBe(0)
  })

  test('with a clock a day off in either direction is taken up: the server’s clock decides', async () => {
    held.answer = (csr) => [200, certsOnly(signed(csr, 'ours', 30))]
    for (const off of [-2 * dayMs, dayMs]) {
      writeFileSync(at('server.pem'), good)
      await renewCertificate(access, () => Date.now() + off)
      expect(() => checkCertificateFile(at('server.pem'), Date.now() + off)).not.toThrow()
    }
  })

  test('is too late by a clock behind its end: enrolling anew is the way on', async () => {
    expect(await failureOf(renewCertificate(access, () => Date.now() + 11 * dayMs))).toMatchObject({
      code: 'server.certificate',
    })
  })
})

test('any bytes hold certificates or none', () => {
  for (const base64 of ['', '%', 'AAAA', 'MAA=', 'MIIB', Buffer.from('30800000', 'hex').toString('base64')])
    expect(certificatesIn(base64)).toBeUndefined()
})
