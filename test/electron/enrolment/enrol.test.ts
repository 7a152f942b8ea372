// A station against the bench's DM Server over real TLS, and openssl on both sides.
import { execFileSync } from 'node:child_process'
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { secretFile } from '../../../electron/bench/server/enrolment'
import { type Enrolment, enrolStation, isDue, renewCertificate } from '../../../electron/enrolment/enrol-station'
import { watchRenewal } from '../../../electron/enrolment/renewal'
import type { ServerAccess } from '../../../electron/home'
import { createDmServerClient } from '../../../electron/server/client'
import { basicAuthorization } from '../../../shared/http/basic'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'
import { openDmServer } from '../../support/bench-device'
import { failureOf } from '../../support/failure'
import { nextSecond } from '../../support/next-second'
import { freshDir, freshImei, requestFor } from '../server/support'

const dayMs = 24 * 3600 * 1000
const phrase = 'correct horse battery staple'

/** One server for all: a secret that was used is followed by another. */
let opened: ReturnType<typeof openDmServer> | undefined

async function world(passphrase: boolean = true) {
  opened ??= openDmServer()
  const bench = await opened
  const dir = freshDir()
  const phraseFile = join(dir, 'phrase')
  writeFileSync(phraseFile, `${phrase}\n`)
  const { url, ca } = bench.server
  const secretNow = (): string => readFileSync(secretFile(bench.dir), 'utf8')
  const ask = (change: Partial<Enrolment> = {}) =>
    enrolStation({
      ...{ url, ca, caPem: readFileSync(ca, 'utf8'), secretLine: secret(secretNow()), file: join(dir, 'server.pem') },
      passphrase: passphrase ? { file: phraseFile } : undefined,
      ...change,
    })
  return { ...bench, dir, ask, secretNow }
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const clientAt = (access: ServerAccess, now: () => number = Date.now) => {
  const client = createDmServerClient(access, { now })
  closing.push(client.close)
  return client
}

describe('a first certificate', () => {
  test('is given for a secret, and with it the station registers', async () => {
    const { ask } = await world()
    const { server, held } = await ask()
    expect(held.name).toBe('station')
    expect(held.until - Date.now()).toBeLessThanOrEqual(30 * dayMs)
    const receipt = await clientAt(server).register(requestFor(freshImei()), 'key-1')
    expect(receipt.state).toBe('accepted')
  })

  test('is kept with its key in one file of its owner, wrapped, and openssl opens it with the passphrase alone', async () => {
    const { ask } = await world()
    const { server } = await ask()
    const text = readFileSync(server.key, 'utf8')
    expect(statSync(server.key).mode & 0o777).toBe(0o600)
    expect(text).toContain('BEGIN ENCRYPTED PRIVATE KEY')
    const opened = (pass: string) =>
      execFileSync('openssl', ['pkey', '-in', server.key, '-passin', `pass:${pass}`, '-check', '-noout'], {
        stdio: 'pipe',
      }).toString()
    expect(opened(phrase)).toContain('Key is valid')
    expect(() => opened(`${phrase}!`)).toThrow('pkey')
    expect(() => createPrivateKey(text)).toThrow()
  })

  test('costs the secret: the same one is refused, and nothing that was kept is touched', async () => {
    const { ask, secretNow, dir } = await world(false)
    const first = secretNow()
    await ask()
    const kept = readFileSync(join(dir, 'server.pem'), 'utf8')
    expect(secretNow()).not.toBe(first)
    expect(await failureOf(ask({ secretLine: secret(first) }))).toMatchObject({ code: 'server.refused', status: 401 })
    expect(readFileSync(join(dir, 'server.pem'), 'utf8')).toBe(kept)
  })

  test('asked for again is kept beside the first, which a station that runs goes on with', async () => {
    const { ask, dir } = await world()
    const { server } = await ask()
    const client = clientAt(server)
    const plain = await ask({ passphrase: undefined })
    expect([server.cert, plain.server.cert]).toEqual([join(dir, 'server.pem'), join(dir, 'server-2.pem')])
    for (const one of [client, clientAt(plain.server)])
      expect((await one.register(requestFor(freshImei()), randomUUID())).state).toBe('accepted')
  })

  test('is not asked for where its key cannot be kept: the secret is good still', async () => {
    const { ask, dir, secretNow } = await world()
    const before = secretNow()
    expect(await failureOf(ask({ file: join(dir, 'phrase', 'server.pem') }))).toMatchObject({ code: 'disk.failed' })
    expect(secretNow()).toBe(before)
    expect(await failureOf(ask({ secretLine: secret('station:abcdef0123456789') }))).toMatchObject({ status: 401 })
    expect(readdirSync(dir)).toEqual(['phrase'])
  })

  test('goes to one of many that come with the same secret at once', async () => {
    const { ask, dir, secretNow } = await world(false)
    const line = secret(secretNow())
    const all = await Promise.allSettled(
      [1, 2, 3, 4].map((one) => ask({ secretLine: line, file: join(dir, `${one}.pem`) })),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test.for([
    ['nothing', '', 'request.invalid'],
    ['a secret without a name', 'abcdef0123456789', 'request.invalid'],
    ['another name', 'shop:abcdef0123456789', 'server.refused'],
    ['a wrong secret', 'station:abcdef0123456789', 'server.refused'],
  ] as const)('is not given for %s', async ([, line, code]) => {
    const { ask } = await world(false)
    expect((await failureOf(ask({ secretLine: secret(line) }))).code).toBe(code)
  })
})

describe('openssl', () => {
  test('asks with a request of its own and reads the answer', async () => {
    const { server, https, dir, secretNow } = await world()
    const [key, request] = [join(dir, 'own-key.pem'), join(dir, 'own.csr')]
    execFileSync(
      'openssl',
      [
        'req',
        '-new',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-subj',
        '/CN=station',
        '-outform',
        'DER',
        '-out',
        request,
      ],
      { stdio: 'pipe' },
    )
    const [name = '', value = ''] = secretNow().trim().split(':')
    const answer = await https.exchange({
      method: 'POST',
      url: `${server.url}/.well-known/est/simpleenroll`,
      headers: {
        'content-type': 'application/pkcs10',
        authorization: basicAuthorization({ name, secret: secret(utf8(value)) }),
      },
      body: utf8(readFileSync(request).toString('base64')),
    })
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/pkcs7-mime; smime-type=certs-only' },
    })
    const cms = join(dir, 'answer.der')
    writeFileSync(cms, Buffer.from(Buffer.from(answer.body).toString(), 'base64'))
    const printed = execFileSync('openssl', ['pkcs7', '-inform', 'DER', '-in', cms, '-print_certs']).toString()
    const own = new X509Certificate(printed.slice(printed.indexOf('-----BEGIN')))
    expect(own.checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true)
    expect(own.verify(new X509Certificate(readFileSync(server.ca)).publicKey)).toBe(true)
  })

  test.for([
    ['GET', 'cacerts', undefined, 200],
    ['POST', 'cacerts', 'AAAA', 415],
    ['POST', 'simpleenroll', 'AAAA', 400],
    ['POST', 'simpleenroll', '', 400],
    ['POST', 'simplereenroll', 'AAAA', 401],
    ['POST', 'fullcmc', 'AAAA', 404],
    ['DELETE', 'simpleenroll', undefined, 405],
  ] as const)('%s %s with %s is answered by %i', async ([method, place, body, status]) => {
    const { server, https } = await world()
    const answer = await https.exchange({
      ...{ method: method as 'GET', url: `${server.url}/.well-known/est/${place}` },
      headers: { 'content-type': place === 'cacerts' ? 'text/plain' : 'application/pkcs10' },
      ...(body !== undefined && { body: utf8(body) }),
    })
    expect(answer.status).toBe(status)
  })
})

test('a program that watches says what is wrong with its certificate, and goes on', async () => {
  const { dir, server } = await world()
  const file = join(dir, 'server.pem')
  const access = { ...server, cert: file, key: file, enrolment: server.url }
  const says = () =>
    new Promise<string>((log) =>
      closing.push(watchRenewal(access, { now: Date.now, log, renew: () => renewCertificate(access, Date.now) })),
    )
  expect(await says()).toContain(file)
  writeFileSync(file, 'no certificate')
  expect(await says()).toContain('not a certificate')
})

describe('the next certificate', () => {
  test('is asked for with the last one, for a new key, and the station goes on', async () => {
    const { ask } = await world()
    const { server } = await ask()
    const before = new X509Certificate(readFileSync(server.cert))
    const client = clientAt(server)
    await client.health()
    await nextSecond()
    await renewCertificate(server, Date.now)
    const after = new X509Certificate(readFileSync(server.cert))
    expect(after.publicKey.equals(before.publicKey)).toBe(false)
    expect((await client.register(requestFor(freshImei()), 'key-2')).state).toBe('accepted')
  })

  test('is due after two thirds of its time', () => {
    const held = { name: 'station', from: 0, until: 30 * dayMs }
    expect([19.9, 20].map((day) => isDue(held, day * dayMs))).toEqual([false, true])
  })

  test('is asked for by a program that watches, once it is due', async () => {
    const { ask } = await world()
    const { server } = await ask()
    const first = readFileSync(server.cert, 'utf8')
    await nextSecond()
    const said = await new Promise<string>((log) => {
      const now = () => Date.now() + 21 * dayMs
      closing.push(watchRenewal(server, { now, log, renew: () => renewCertificate(server, now) }))
    })
    expect(said).toContain('renewed until')
    expect(readFileSync(server.cert, 'utf8')).not.toBe(first)
  })
})

test('an expired certificate is not used: nothing is asked, and it is said', async () => {
  const { ask } = await world()
  const { server, held } = await ask()
  const late = clientAt(server, () => held.until)
  expect(await failureOf(late.health())).toMatchObject({ code: 'server.certificate' })
  expect(await failureOf(renewCertificate(server, () => held.until))).toMatchObject({ code: 'server.certificate' })
})

test('a wrong passphrase is said without it', async () => {
  const { ask, dir } = await world()
  const { server } = await ask()
  const wrong = join(dir, 'wrong')
  writeFileSync(wrong, 'canary-7731\n')
  const failure = await failureOf(clientAt({ ...server, passphrase: { file: wrong } }).health())
  expect(failure).toMatchObject({ code: 'disk.failed', reason: 'not a private key of this passphrase' })
  expect(JSON.stringify(failure)).not.toContain('canary')
})
