// What the window shows and asks of the station's certificate, against the bench's server over TLS.
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { secretFile } from '../../../electron/bench/server/enrolment'
import { type CertificateDesk, createCertificateDesk } from '../../../electron/desk/certificate-desk'
import { renewCertificate } from '../../../electron/enrolment/enrol-station'
import type { ServerAccess } from '../../../electron/home'
import { createDmServerClient } from '../../../electron/server/client'
import type { Keychain } from '../../../electron/server/passphrase'
import { readSettings, writeServer } from '../../../electron/settings/settings'
import { openDmServer, type TestServer } from '../../support/bench-device'
import { failureOf } from '../../support/failure'
import { nextSecond } from '../../support/next-second'
import { freshDir } from '../server/support'

const held: { bench?: TestServer } = {}
beforeAll(async () => {
  held.bench = await openDmServer()
})

/** Seals by turning the bytes round, with its own mark. */
function testKeychain(mark = 0x5a): Keychain {
  return {
    name: 'a test',
    seal: (text) => Uint8Array.from([mark, ...Buffer.from(text).reverse()]),
    open: ([first, ...rest]) => {
      if (first !== mark) throw new Error('not sealed here')
      return Buffer.from(rest).reverse().toString()
    },
  }
}

function open(keychain: Keychain | undefined = undefined, home = freshDir()) {
  const bench = held.bench ?? expect.fail('no server')
  const acts: string[] = []
  const make = (now: () => number = Date.now): CertificateDesk =>
    createCertificateDesk({
      home,
      settings: readSettings(home),
      keychain,
      audit: (act, detail) => acts.push(`${act} ${detail}`),
      now,
      log: () => undefined,
    })
  const asked = (custody: Parameters<CertificateDesk['enrol']>[0]['custody'], desk = make()) =>
    desk.enrol({
      ...{ url: bench.server.url, ca: bench.server.ca, custody },
      secretLine: readFileSync(secretFile(bench.dir), 'utf8'),
    })
  const server = (): ServerAccess => readSettings(home).server ?? expect.fail('no server')
  const health = async (from: Keychain | undefined) => {
    const client = createDmServerClient(server(), { keychain: from })
    onTestFinished(client.close)
    await client.health()
  }
  return { home, make, asked, acts, server, health }
}

test('a station without a certificate says so', () => {
  expect(open().make().told()).toEqual({ by: 'nobody', places: [], isInUse: true })
  expect(open(testKeychain()).make().told()).toMatchObject({ by: 'nobody', keychain: 'a test' })
})

test('a key in the keychain is used by the window alone, and by nothing that reads the disk', async () => {
  const keychain = testKeychain()
  const { home, make, asked, acts, server, health } = open(keychain)
  const told = await asked({ in: 'keychain' })
  expect(told).toMatchObject({
    ...{ by: 'enrolment', custody: 'keychain', isInUse: false, held: { name: 'station' } },
    places: [join(home, 'server.pem'), join(home, 'server.phrase')],
  })
  expect(make().told()).toMatchObject({ isInUse: true })
  expect(readFileSync(join(home, 'server.pem'), 'utf8')).toContain('ENCRYPTED PRIVATE KEY')
  expect(statSync(join(home, 'server.phrase')).mode & 0o777).toBe(0o600)
  await health(keychain)
  expect(await failureOf(health(undefined))).toMatchObject({ code: 'disk.failed', path: join(home, 'server.phrase') })
  expect(await failureOf(health(testKeychain(1)))).toMatchObject({
    reason: expect.stringContaining('does not open it'),
  })

  const sealed = readFileSync(join(home, 'server.phrase'))
  await nextSecond()
  await renewCertificate(server(), Date.now, keychain)
  await asked({ in: 'keychain' })
  expect(readFileSync(join(home, 'server.phrase'))).toEqual(sealed)
  await health(keychain)
  expect(acts).toHaveLength(2)
  expect(acts.join()).not.toMatch(/station:[0-9a-f]/)
})

test('without a keychain a file has to hold the passphrase, and nothing is ever in clear', async () => {
  const { home, asked, make, health } = open()
  expect(await failureOf(asked({ in: 'keychain' }))).toMatchObject({ code: 'request.invalid' })
  expect(await failureOf(asked({ in: 'plain' }))).toMatchObject({ code: 'request.invalid' })
  const phrase = join(home, 'phrase.txt')
  expect(await failureOf(asked({ in: 'passphrase-file', path: phrase }))).toMatchObject({
    code: 'disk.failed',
    path: phrase,
  })
  expect(make().told().by).toBe('nobody')
  writeFileSync(phrase, 'correct horse battery staple\n')
  expect(await asked({ in: 'passphrase-file', path: phrase })).toMatchObject({ custody: 'passphrase-file' })
  await health(undefined)
  const before = make().told().held?.until ?? 0
  const desk = make()
  const both = await Promise.all([desk.renew(), desk.renew()])
  expect(both[0].held?.until).toBeGreaterThanOrEqual(before)
  expect(both[1]).toEqual(both[0])
  await health(undefined)
})

test('an expired certificate is shown as one, with its way on', async () => {
  const { home, asked, make } = open()
  const phrase = join(home, 'phrase.txt')
  writeFileSync(phrase, 'correct horse battery staple\n')
  const { held: lasts } = await asked({ in: 'passphrase-file', path: phrase })
  const until = lasts?.until ?? 0
  expect(make(() => until).told()).toMatchObject({ held: { until }, failure: { code: 'server.certificate' } })
  expect(await failureOf(make(() => until).renew())).toMatchObject({ code: 'server.certificate' })
  writeFileSync(join(home, 'server.pem'), 'no certificate')
  expect(make().told()).toMatchObject({ by: 'enrolment', failure: { code: 'disk.failed' } })
})

test('a renewal that came to nothing is told until one comes to something', async () => {
  const { home, asked, make, server } = open()
  const phrase = join(home, 'phrase.txt')
  writeFileSync(phrase, 'correct horse battery staple\n')
  await asked({ in: 'passphrase-file', path: phrase })
  const [desk, there] = [make(), server()]
  writeServer(home, { ...there, url: 'https://127.0.0.1:1' })
  const why = await failureOf(desk.renew())
  expect(why.code).toMatch(/^server\./)
  expect(desk.told()).toMatchObject({ held: { name: 'station' }, failure: why })
  writeServer(home, there)
  await nextSecond()
  await desk.renew()
  expect(desk.told().failure).toBeUndefined()
})
