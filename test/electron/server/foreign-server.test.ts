// What the client makes of servers that are not ours, not well, or not who they say.
import { writeFileSync } from 'node:fs'
import { createServer as createPlain, type RequestListener } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Issued, issue, newKey } from '../../../electron/bench/server/certificate'
import type { ServerAccess } from '../../../electron/home'
import { createDmServerClient, type DmServerClient } from '../../../electron/server/client'
import { failureOf, freshDir, freshImei, requestFor } from './support'

const dir = freshDir()
const dayMs = 24 * 3600 * 1000
const now = Date.parse('2026-01-01T00:00:00Z')
type Issuance = { readonly ca: Issued; readonly server: Issued; readonly station: Issued }
const held: { issued?: Issuance } = {}
const issued = (): Issuance => held.issued ?? expect.fail('nothing issued')
const ca = (): Issued => issued().ca
const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text)
  return join(dir, name)
}

const certificateFor = (address: string, at = Date.now(), from = ca()): Issued =>
  issue({ is: 'server', name: 'server', names: [], addresses: [address] }, from.key, at, from)

beforeAll(async () => {
  const authority = issue({ is: 'ca', name: 'test CA' }, await newKey(), Date.now())
  const station = issue({ is: 'client', name: 'station' }, authority.key, Date.now(), authority)
  held.issued = { ca: authority, server: certificateFor('127.0.0.1', Date.now(), authority), station }
})

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => void server.close())
  const address = server.address()
  return address !== null && typeof address !== 'string' ? `127.0.0.1:${address.port}` : expect.fail('no port')
}

const accessTo = (url: string): ServerAccess => {
  const { station } = issued()
  return { url, ca: file('ca.pem', ca().cert), cert: file('cert.pem', station.cert), key: file('key.pem', station.key) }
}

const clientOf = (access: ServerAccess, deadlineMs = 3000): DmServerClient => {
  const client = createDmServerClient(access, { deadlineMs, now: () => now })
  onTestFinished(client.close)
  return client
}

const clientTo = async (answer: RequestListener, options: ServerOptions = {}): Promise<DmServerClient> => {
  const server = createServer({ ...issued().server, ca: ca().cert, requestCert: true, ...options }, answer)
  return clientOf(accessTo(`https://${await listening(server)}`))
}

const answering =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { ...headers }).end(body)

const register = (client: DmServerClient): Promise<unknown> =>
  failureOf(client.register(requestFor(freshImei()), 'key'))
const isProblem = { 'content-type': 'application/problem+json; charset=utf-8' }
const problemOf = (status: number, more: object): string =>
  JSON.stringify({ type: 'about:blank', title: 'Title', status, ...more })

test.for([
  [200, 'not JSON', {}, { code: 'server.refused', status: 200, retryable: false }],
  [200, '{"id":"a","state":"asleep"}', {}, { code: 'server.refused', status: 200, retryable: false }],
  [201, '{"state":"accepted"}', {}, { code: 'server.refused', status: 201, retryable: false }],
  [302, '', { location: 'https://example.com' }, { code: 'server.refused', status: 302, retryable: false }],
  [404, '<html>', {}, { code: 'server.refused', status: 404, retryable: false }],
  [500, '<html>', {}, { code: 'server.refused', status: 500, retryable: true }],
  [429, '', { 'retry-after': '3' }, { code: 'server.refused', status: 429, retryable: true, retryAfterMs: 3000 }],
  [502, '<html>', {}, { code: 'server.unreachable', reason: 'a gateway answers 502' }],
  [503, '', {}, { code: 'server.unreachable', reason: 'a gateway answers 503' }],
  [504, '', {}, { code: 'server.unreachable', reason: 'a gateway answers 504' }],
  [503, '', { 'retry-after': '3' }, { code: 'server.refused', status: 503, retryable: true, retryAfterMs: 3000 }],
] as const)('%i %s %o becomes a failure', async ([status, body, headers, failure]) =>
  expect(await register(await clientTo(answering(status, body, headers)))).toMatchObject(failure),
)

test.for([
  [422, { detail: 'line\u0000 one\n\u001b[31mtwo' }, {}, { reason: 'line one [31mtwo', retryable: false }],
  [
    409,
    { retryable: true },
    { date: 'Mon, 01 Jan 2024 00:00:00 GMT', 'retry-after': 'Mon, 01 Jan 2024 00:01:00 GMT' },
    { reason: 'Title', retryAfterMs: 60_000 },
  ],
  [503, {}, { 'retry-after': '99999999' }, { retryable: true, retryAfterMs: dayMs }],
  [503, { retryable: false }, { 'retry-after': '3' }, { retryable: false }],
] as const)('problem %i %o %o is told', async ([status, more, headers, failure]) => {
  const client = await clientTo(answering(status, problemOf(status, more), { ...isProblem, ...headers }))
  expect(await register(client)).toMatchObject({ code: 'server.refused', status, ...failure })
})

test('an answer over 64 KB is not read to its end', async () => {
  const client = await clientTo((_, response) => void response.writeHead(200).write('x'.repeat(70_000)))
  expect(await register(client)).toMatchObject({
    code: 'server.refused',
    status: 200,
    reason: 'the answer was not understood',
  })
})

test('an answer that never ends is left at the deadline', async () => {
  const server = createServer(issued().server, (_, response) => void response.writeHead(200).write('{'))
  onTestFinished(() => server.closeAllConnections())
  const client = clientOf(accessTo(`https://${await listening(server)}`), 100)
  expect(await register(client)).toEqual({ code: 'server.unreachable', reason: 'no answer within 0.1 s' })
})

test('a server from another CA of the same name is not believed', async () => {
  const other = issue({ is: 'ca', name: 'test CA' }, await newKey(), Date.now())
  const foreign = certificateFor('127.0.0.1', Date.now(), other)
  expect(await register(await clientTo(answering(200, '{}'), foreign))).toMatchObject({
    code: 'server.refused',
    status: 495,
    retryable: false,
  })
})

test('a server at another address, past its time or with a device’s certificate is not believed', async () => {
  const expired = certificateFor('127.0.0.1', Date.now() - 400 * dayMs)
  const client = issued().station
  expect(await register(await clientTo(answering(200, '{}'), certificateFor('127.0.0.2')))).toMatchObject({
    status: 495,
    reason: 'the server’s certificate is for another name',
  })
  expect(await register(await clientTo(answering(200, '{}'), expired))).toMatchObject({
    status: 495,
    reason: 'the server’s certificate has expired, or this clock is wrong',
  })
  expect(await register(await clientTo(answering(200, '{}'), client))).toMatchObject({
    status: 495,
    reason: 'the server’s certificate is not one for a server',
  })
})

test('nothing is said without TLS, nor with an old one', async () => {
  const plain = createPlain(answering(200, '{}'))
  expect(await register(clientOf(accessTo(`https://${await listening(plain)}`)))).toMatchObject({
    status: 495,
    reason: 'what answers does not speak TLS',
  })
  expect(await register(clientOf(accessTo('http://127.0.0.1:1')))).toMatchObject({
    code: 'request.invalid',
    path: 'server.url',
  })
  expect(await register(clientOf(accessTo('127.0.0.1:1')))).toMatchObject({
    code: 'request.invalid',
    path: 'server.url',
  })
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  expect(await register(await clientTo(answering(200, '{}'), old))).toMatchObject({
    status: 495,
    reason: 'the server speaks no TLS from 1.2 on',
  })
})

test('a name that nobody knows cannot be reached', async () => {
  expect(await register(clientOf(accessTo('https://no-such-host.invalid')))).toMatchObject({
    code: 'server.unreachable',
  })
})

test('a kept connection that the server had closed is not held against it', async () => {
  const asked = new Map<unknown, number>()
  const client = await clientTo((request, response) => {
    const times = (asked.get(request.socket) ?? 0) + 1
    asked.set(request.socket, times)
    if (times > 1) return void request.socket.destroy()
    response.end('{"id":"a","state":"accepted"}')
  })
  await client.status('a')
  expect(await client.status('a')).toEqual({ id: 'a', state: 'accepted' })
  expect([...asked.values()]).toEqual([2, 1])
})

test('an order to stop ends the waiting', async () => {
  const server = createServer(issued().server, () => stop.abort())
  const stop = new AbortController()
  onTestFinished(() => server.closeAllConnections())
  const client = clientOf(accessTo(`https://${await listening(server)}`))
  expect(await failureOf(client.health(stop.signal))).toEqual({ code: 'job.cancelled' })
  expect(await failureOf(client.health(stop.signal))).toEqual({ code: 'job.cancelled' })
})

test('a file that is missing, wrong or not the certificate’s key is named, and its content is not', async () => {
  const access = accessTo('https://127.0.0.1:1')
  const secretText = ca().key.replace('BEGIN', 'BEGUN')
  const cases = [
    [{ ...access, ca: join(dir, 'none.pem') }, join(dir, 'none.pem'), 'cannot be read (ENOENT)'],
    [{ ...access, cert: file('bad-cert.pem', 'junk') }, join(dir, 'bad-cert.pem'), 'not a certificate'],
    [
      { ...access, key: file('bad-key.pem', secretText) },
      join(dir, 'bad-key.pem'),
      'not a private key without a passphrase',
    ],
    [
      { ...access, key: file('other-key.pem', await newKey()) },
      join(dir, 'other-key.pem'),
      'not the key of the certificate',
    ],
  ] as const
  for (const [given, path, reason] of cases) {
    const failed = await clientOf(given)
      .health()
      .catch((error: unknown) => error)
    expect(failed).toMatchObject({ failure: { code: 'disk.failed', path, reason } })
    expect(inspect(failed, { depth: 9 })).not.toContain(secretText.slice(60, 120))
  }
})
