import { X509Certificate } from 'node:crypto'
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { benchPki } from '../../electron/bench/server/ca'
import { issue, newKey } from '../../electron/bench/server/certificate'
import { type DmServer, startDmServer } from '../../electron/bench/server/server'
import { failureOf, freshDir, freshImei, raw, requestFor } from './server/support'

const dir = freshDir()
const started = async (at = dir, port?: number): Promise<DmServer> => {
  const server = await startDmServer({
    dir: at,
    now: Date.now,
    log: () => undefined,
    ...(port === undefined ? {} : { port }),
  })
  onTestFinished(server.close)
  return server
}
const keyed = { 'content-type': 'application/json', 'idempotency-key': 'one' }
const dayMs = 24 * 3600 * 1000
const certificate = (path: string) => new X509Certificate(readFileSync(path))
const copyOf = (path: string): string => {
  const copy = freshDir()
  cpSync(path, copy, { recursive: true })
  return copy
}
const modeOf = (path: string): number => statSync(path).mode & 0o777

test('a server started again has its address, its certificates, its registrations and its answers', async () => {
  const body = JSON.stringify(requestFor(freshImei()))
  const first = await started()
  const access = { ...first }
  const created = await raw(first, 'POST', '/v1/registrations', keyed, body)
  const ca = readFileSync(first.ca, 'utf8')
  await first.close()

  const again = await started()
  expect(again).toMatchObject({ url: access.url, ca: access.ca, cert: access.cert, key: access.key })
  expect(readFileSync(again.ca, 'utf8')).toBe(ca)
  expect(await raw(again, 'POST', '/v1/registrations', keyed, body)).toEqual(created)
  expect(await raw(again, 'GET', created.location ?? '')).toMatchObject({ status: 200 })
})

test('what a server had answered is kept though it never came to close its store', async () => {
  const body = JSON.stringify(requestFor(freshImei()))
  const first = await started()
  const created = await raw(first, 'POST', '/v1/registrations', { ...keyed, 'idempotency-key': 'killed' }, body)
  await first.setMode('down')
  const again = await started()
  expect(again.url).toBe(first.url)
  expect(await raw(again, 'POST', '/v1/registrations', { ...keyed, 'idempotency-key': 'killed' }, body)).toEqual(
    created,
  )
})

test('a server whose port was taken meanwhile takes another, unless it was told which', async () => {
  const first = await started()
  const port = Number(new URL(first.url).port)
  await first.close()
  const thief = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void thief.close())
  const other = await started()
  expect(other.url).not.toBe(first.url)
  await other.close()
  expect(await failureOf(startDmServer({ dir, port, now: Date.now, log: () => undefined }))).toMatchObject({
    code: 'request.invalid',
    path: 'port',
  })
  expect((await started()).url).toBe(other.url)
})

test('keys are for their owner only, and what is damaged is told', async () => {
  const pki = await benchPki(join(dir, 'pki'), Date.now())
  expect([pki.station.key, pki.server.key, join(dir, 'pki', 'ca-key.pem')].map(modeOf)).toEqual([0o600, 0o600, 0o600])
  const copy = copyOf(join(dir, 'pki'))
  writeFileSync(join(copy, 'ca.pem'), 'junk')
  expect(await failureOf(benchPki(copy, Date.now()))).toEqual({
    code: 'disk.failed',
    path: join(copy, 'ca.pem'),
    reason: 'not a certificate',
  })
})

test('a new CA brings new certificates with it, even where the program ended in between', async () => {
  const pki = copyOf(join(dir, 'pki'))
  const before = await benchPki(pki, Date.now())
  const other = issue({ is: 'ca', name: 'Bootstation training bench CA' }, await newKey(), Date.now())
  writeFileSync(before.ca, other.cert)
  writeFileSync(join(pki, 'ca-key.pem'), other.key)
  expect(await benchPki(pki, Date.now())).toEqual(before)
  expect(readFileSync(before.ca, 'utf8')).toBe(other.cert)
  const ca = certificate(before.ca)
  expect(certificate(before.server.cert).verify(ca.publicKey)).toBe(true)
  expect(certificate(before.station.cert).verify(ca.publicKey)).toBe(true)
})

test('certificates are renewed a month before they end, and so is the CA', async () => {
  const pki = join(dir, 'pki')
  const read = (name: string) => certificate(join(pki, `${name}.pem`))
  const [ca, before] = [read('ca'), read('station')]
  await benchPki(pki, Date.parse(before.validTo) - 31 * dayMs)
  expect(read('station').fingerprint256).toBe(before.fingerprint256)
  await benchPki(pki, Date.parse(before.validTo) - 29 * dayMs)
  expect(read('ca').fingerprint256).toBe(ca.fingerprint256)
  expect(read('station').fingerprint256).not.toBe(before.fingerprint256)
  expect(read('station').verify(ca.publicKey)).toBe(true)
  await benchPki(pki, Date.parse(ca.validTo) - 29 * dayMs)
  expect(read('ca').fingerprint256).not.toBe(ca.fingerprint256)
  expect(read('server').verify(read('ca').publicKey)).toBe(true)
})
