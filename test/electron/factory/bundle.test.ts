import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildBundle } from '../../../electron/factory/build'
import { readSigned, signDetached } from '../../../electron/factory/cms'
import { openSealed } from '../../../electron/factory/envelope'
import { messageIn, openBundle, problemsIn } from '../../../electron/factory/verify'
import { entryFor } from '../../../shared/factory/manifest'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { anchors, device, leaf, messages, now, openFolder, root, signer, stranger, template } from './support'

const { folder, rootFile, built } = openFolder()
const ownKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failed) return error.failure
    throw error
  }
}

describe('a bundle', () => {
  test('is read back with all its messages, each for its device', async () => {
    const bundle = await openBundle(await built('whole'), anchors, now)
    expect(await problemsIn(bundle)).toEqual([])
    expect(bundle.path.map(({ subject }) => subject)).toEqual(['CN=Works line 4', 'CN=Works root'])
    const textFor = async (id: string) => {
      const entry = entryFor(bundle.manifest, parseDevice(id))
      return entry && fromUtf8((await messageIn(bundle, entry)) ?? new Uint8Array())
    }
    expect(await textFor('imei:490154203237518')).toBe('[{"one":1}]')
    expect(await textFor('imei:356938035643809')).toBe('[{"two":2}]')
    expect(await textFor('esn:AABBCCDD')).toBe('[{"all":0}]')
  })

  test.for([
    ['another key', { key: ownKey }, 'key', 'it is not the key of Works line 4'],
    ['no key', { key: 'no key' }, 'key', 'it is no private key without a passphrase'],
    ['no certificate', { certificates: [] }, 'cert', 'it is no certificate'],
    ['a CA', { certificates: [root.cert] }, 'cert', 'Works root issues certificates and signs no bundles'],
  ] as const)('is not begun where %s would sign it', async ([name, change, path, reason]) => {
    const place = join(folder, `by ${name}`)
    const order = { batch: 'works-7', template, format: 'dm2', now, messages } as const
    const opened = await failureOf(buildBundle(place, order, { ...signer, ...change }))
    expect(opened).toEqual({ code: 'request.invalid', path, reason })
    expect(existsSync(place)).toBe(false)
  })

  test('is not begun by a signer whose time is over', async () => {
    const late = { batch: 'works-7', template, format: 'dm2', now: Date.UTC(2126, 0, 1), messages } as const
    const opened = await failureOf(buildBundle(join(folder, 'late'), late, signer))
    expect(opened).toMatchObject({
      code: 'request.invalid',
      path: 'cert',
      reason: expect.stringContaining('valid from'),
    })
  })

  test('is verified by openssl against the root, and by no other root', async () => {
    const place = await built('openssl')
    const args = ['cms', '-verify', '-inform', 'DER', '-in', join(place, 'manifest.p7s'), '-purpose', 'any', '-binary']
    const at = ['-content', join(place, 'manifest.json'), '-attime', String(now / 1000)]
    expect(openssl(...args, ...at, '-CAfile', rootFile)).toEqual(readFileSync(join(place, 'manifest.json')))
    const other = join(folder, 'stranger.pem')
    writeFileSync(other, stranger.cert)
    expect(() => openssl(...args, ...at, '-CAfile', other)).toThrow()
    const opened = await failureOf(openBundle(place, [new X509Certificate(stranger.cert)], now))
    expect(opened).toEqual({
      code: 'bundle.invalid',
      file: 'manifest.p7s',
      reason: 'nobody trusted stands behind Works line 4',
    })
  })

  test('whose list, signature or message is a pipe or a link is told at once to have no such file', async () => {
    for (const file of ['manifest.json', 'manifest.p7s']) {
      const place = await built(`pipe ${file}`)
      unlinkSync(join(place, file))
      execFileSync('mkfifo', [join(place, file)])
      const path = join(place, file)
      const noFile = { code: 'bundle.invalid', file, reason: 'it is not a file' }
      expect(await failureOf(openBundle(place, anchors, now))).toEqual(noFile)
      unlinkSync(path)
      symlinkSync('/dev/zero', path)
      expect(await failureOf(openBundle(place, anchors, now))).toEqual(noFile)
    }
    const place = await built('pipe message')
    unlinkSync(join(place, 'messages/all.json'))
    execFileSync('mkfifo', [join(place, 'messages/all.json')])
    expect(await problemsIn(await openBundle(place, anchors, now))).toEqual([
      { file: 'messages/all.json', reason: 'not a file' },
    ])
  })

  test('with one byte changed anywhere is refused, and the file is named', async () => {
    const place = await built('changed')
    for (const file of ['manifest.json', 'manifest.p7s', 'messages/IMEI-490154203237518.json', 'messages/all.json']) {
      const path = join(place, file)
      const whole = readFileSync(path)
      for (const at of whole.keys()) {
        const bent = Buffer.from(whole)
        bent.writeUInt8(whole.readUInt8(at) ^ (1 << (at % 8)), at)
        writeFileSync(path, bent)
        const found = await failureOf(openBundle(place, anchors, now).then(problemsIn))
        const named = Array.isArray(found) ? found : [found]
        expect(named, `byte ${at} of ${file}`).toEqual([expect.objectContaining({ file })])
      }
      writeFileSync(path, whole)
    }
    expect(await problemsIn(await openBundle(place, anchors, now))).toEqual([])
  })

  test('says which files are missing, more, longer or no files', async () => {
    const place = await built('files')
    unlinkSync(join(place, 'messages/all.json'))
    writeFileSync(join(place, 'messages', 'extra.json'), '[]')
    writeFileSync(join(place, 'messages/IMEI-490154203237518.json'), '[{"one":1}]\n')
    rmSync(join(place, 'messages/IMEI-356938035643809.json'))
    symlinkSync('/etc/hostname', join(place, 'messages/IMEI-356938035643809.json'))
    expect(await problemsIn(await openBundle(place, anchors, now))).toEqual([
      { file: 'messages/IMEI-490154203237518.json', reason: 'changed' },
      { file: 'messages/IMEI-356938035643809.json', reason: 'not a file' },
      { file: 'messages/all.json', reason: 'missing' },
      { file: 'messages/extra.json', reason: 'not listed' },
    ])
  })

  test('is not there at all if one of its messages could not be made', async () => {
    const place = join(folder, 'half')
    const failing = (function* () {
      yield* messages
      throw new Failed({ code: 'message.invalid', path: 'servers', reason: 'none' })
    })()
    const order = { batch: 'b', template, format: 'dm2', now, messages: failing } as const
    await expect(buildBundle(place, order, signer)).rejects.toThrow('message.invalid')
    expect(() => readFileSync(place)).toThrow('ENOENT')
    expect(() => readFileSync(`${place}.incoming`)).toThrow('ENOENT')
  })

  test('takes no device twice', async () => {
    expect(await failureOf(built('twice', [...messages, ...messages.slice(0, 1)]))).toMatchObject({
      code: 'request.invalid',
      path: 'device',
    })
  })
})

describe('a message for one device alone', () => {
  const sealed = [{ ...messages[0], encryptTo: new X509Certificate(device.cert) }].filter((one) => 'for' in one)

  test('is opened by the key of the device, also by openssl, and by no other', async () => {
    const place = await built('sealed', sealed as never)
    const bundle = await openBundle(place, anchors, now)
    const [entry] = bundle.manifest.messages
    if (!entry) throw new Error('there is one')
    const der = readFileSync(join(place, entry.file))
    expect(der.includes('one')).toBe(false)
    expect(fromUtf8(openSealed(entry.file, der, device.cert, device.key))).toBe('[{"one":1}]')
    writeFileSync(join(folder, 'device.pem'), device.cert)
    writeFileSync(join(folder, 'device-key.pem'), createPrivateKey(device.key).export({ type: 'pkcs8', format: 'pem' }))
    const decrypt = ['cms', '-decrypt', '-inform', 'DER', '-in', join(place, entry.file), '-binary']
    const with_ = ['-recip', join(folder, 'device.pem'), '-inkey', join(folder, 'device-key.pem')]
    expect(openssl(...decrypt, ...with_).toString()).toBe('[{"one":1}]')
    expect(() => openSealed(entry.file, der, leaf.cert, leaf.key)).toThrow('bundle.invalid')
  })
})

describe('a signature', () => {
  const content = utf8('content')
  const signed = signDetached(content, signer, now)

  test('of another content, of nobody, out of time or by an issuer of certificates does not count', async () => {
    expect(() => readSigned(utf8('other'), signed)).toThrow('bundle.invalid')
    expect(() => readSigned(content, new Uint8Array())).toThrow('bundle.invalid')
    const place = await built('signers')
    const late = now + 500 * 24 * 3600 * 1000
    expect(await failureOf(openBundle(place, anchors, late))).toMatchObject({
      reason: expect.stringContaining('valid from'),
    })
    const manifest = readFileSync(join(place, 'manifest.json'))
    writeFileSync(
      join(place, 'manifest.p7s'),
      signDetached(manifest, { certificates: [root.cert], key: root.key }, now),
    )
    expect(await failureOf(openBundle(place, anchors, now))).toMatchObject({ code: 'bundle.invalid' })
    const withMore = { certificates: [leaf.cert, stranger.cert], key: leaf.key }
    writeFileSync(join(place, 'manifest.p7s'), signDetached(manifest, withMore, now))
    expect(await failureOf(openBundle(place, anchors, now))).toMatchObject({
      reason: 'the certificate Somebody else leads nowhere',
    })
  })

  test('with an elliptic key is verified by openssl too', () => {
    const at = (name: string) => join(folder, name)
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('ec-key.pem'))
    openssl('req', '-x509', '-new', '-key', at('ec-key.pem'), '-subj', '/CN=Curve', '-days', '9', '-out', at('ec.pem'))
    const ec = { certificates: [readFileSync(at('ec.pem'), 'utf8')], key: readFileSync(at('ec-key.pem'), 'utf8') }
    writeFileSync(at('ec.p7s'), signDetached(content, ec, Date.now()))
    writeFileSync(at('content'), content)
    const args = ['cms', '-verify', '-inform', 'DER', '-binary', '-purpose', 'any', '-CAfile', at('ec.pem')]
    expect(openssl(...args, '-in', at('ec.p7s'), '-content', at('content')).toString()).toBe('content')
    expect(readSigned(content, readFileSync(at('ec.p7s'))).signer.subject).toBe('CN=Curve')
  })
})

test('a copy of a bundle is the same bundle', async () => {
  const place = await built('first')
  cpSync(place, join(folder, 'copy'), { recursive: true })
  const [one, other] = await Promise.all([place, join(folder, 'copy')].map((at) => openBundle(at, anchors, now)))
  expect(one?.sha256).toBe(other?.sha256)
})
