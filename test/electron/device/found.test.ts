// What a device would stumble over that reads the message of a card, whoever wrote it.
import forge from 'node-forge'
import { expect, test } from 'vitest'
import { foundIn } from '../../../electron/device/found'
import { sha256 } from '../../../electron/hash'
import { toBase64 } from '../../../shared/base64'
import { parseDevice } from '../../../shared/identity/device'
import type { ServerAccount } from '../../../shared/message/account'
import { composeMessage } from '../../../shared/message/message'
import { de } from '../../../shared/text/de'
import { en } from '../../../shared/text/en'
import { utf8 } from '../../../shared/utf8'
import { credentialOf } from '../../support/accounts'

const device = parseDevice('imei:490154203237518')
const account: ServerAccount = {
  id: 'dm.altmark.example',
  url: 'https://dm.altmark.example/dm',
  name: 'Altmark',
  rights: ['*'],
  client: credentialOf('IMEI:490154203237518', 'a secret of some length'),
}
const messageOf = (change: Partial<ServerAccount>, format: 'dm2' | 'dm1' | 'cp' = 'dm2'): Uint8Array =>
  composeMessage({ format, device, accounts: [{ ...account, ...change }], accessPoints: [] })
const at = Date.UTC(2026, 10, 22)
const found = (bytes: Uint8Array) =>
  foundIn({ place: '6421 0', path: '6421', use: 'dm', form: 'oidDO', sizeBytes: 4096, bytes }, sha256, at).findings ??
  []
const codes = (bytes: Uint8Array) => found(bytes).map(({ code }) => code)

test.for(['dm2', 'dm1', 'cp'] as const)('a %s message that is in order has nothing against it', (format) =>
  expect(found(messageOf({}, format))).toEqual([]),
)

test('a server without TLS, one without a name, and nothing to sign in with are told', () => {
  expect(codes(messageOf({ url: 'http://dm.altmark.example/dm' }, 'dm1'))).toEqual(['no-tls'])
  expect(codes(messageOf({ url: 'http://dm.altmark.example/dm' }, 'cp'))).toEqual(['no-tls'])
  expect(codes(messageOf({ url: 'https://192.0.2.7/dm' }))).toEqual(['address-is-ip'])
  expect(codes(messageOf({ client: undefined }))).toEqual(['no-sign-in'])
})

test.for([
  [{ from: 2024, until: 2030 }, []],
  [{ from: 2024, until: 2025 }, ['certificate-ended']],
  [{ from: 2028, until: 2030 }, ['certificate-early']],
] as const)('a certificate of %o is %o', ([years, expected]) => {
  const bytes = messageOf({})
  const text = new TextDecoder().decode(bytes)
  const name = toBase64(utf8('IMEI:490154203237518'))
  expect(text).toContain(name)
  expect(codes(utf8(text.replace(name, certificate(years))))).toEqual(expected)
})

test('that it ran out is said in words', () => {
  const text = new TextDecoder().decode(messageOf({}))
  const [finding] = found(
    utf8(text.replace(toBase64(utf8('IMEI:490154203237518')), certificate({ from: 2024, until: 2025 }))),
  )
  if (finding === undefined) throw new Error('nothing was found')
  expect(en.lint(finding)).toBe(
    'The device’s certificate for dm.altmark.example ran out on 1 Jan 2025: dm.altmark.example will not let it in.',
  )
  expect(de.lint(finding)).toContain('abgelaufen')
})

/** DER in base64, signed by itself, from the first day of a year to that of another. */
function certificate({ from, until }: { readonly from: number; readonly until: number }): string {
  const made = forge.pki.createCertificate()
  made.publicKey = keys.publicKey
  made.validity.notBefore = new Date(Date.UTC(from, 0, 1))
  made.validity.notAfter = new Date(Date.UTC(until, 0, 1))
  made.setSubject([{ name: 'commonName', value: 'device' }])
  made.setIssuer([{ name: 'commonName', value: 'device' }])
  made.sign(keys.privateKey, forge.md.sha256.create())
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(made)).getBytes(), 'binary').toString('base64')
}
const keys = forge.pki.rsa.generateKeyPair(1024)
