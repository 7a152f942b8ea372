import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { checkSigned, type SignedRequest, signedHeaders } from '../../../electron/server/signature'
import { EventKey } from '../../../shared/registration/schema'

const pair = generateKeyPairSync('ed25519')
const keyOf = (key = pair.publicKey): EventKey => EventKey.parse({ ...key.export({ format: 'jwk' }), kid: 'k1' })
const stamp = { keyId: 'k1', createdAt: 1_700_000_000_999, nonce: 'n-1' }
const plain: SignedRequest = {
  method: 'POST',
  uri: 'http://127.0.0.1:1/events/a',
  headers: { 'content-type': 'application/cloudevents+json' },
  body: Buffer.from('{"id":"1"}'),
}
const signed: SignedRequest = {
  ...plain,
  headers: { ...plain.headers, ...signedHeaders(plain, pair.privateKey, stamp) },
}
const withHeader = (name: string, change: (value: string) => string): SignedRequest => ({
  ...signed,
  headers: { ...signed.headers, [name]: change(signed.headers[name] ?? '') },
})

test('what was signed is believed, with the second it was signed in and its nonce', () => {
  expect(checkSigned(signed, keyOf())).toEqual({ createdAt: 1_700_000_000_000, nonce: 'n-1' })
})

test.for<readonly [string, SignedRequest]>([
  ['another body', { ...signed, body: Buffer.from('{"id":"2"}') }],
  ['another address', { ...signed, uri: 'http://127.0.0.1:1/events/b' }],
  ['another method', { ...signed, method: 'PUT' }],
  ['another type', withHeader('content-type', () => 'application/json')],
  ['another time', withHeader('signature-input', (value) => value.replace('created=1700000000', 'created=1700000001'))],
  ['another nonce', withHeader('signature-input', (value) => value.replace('n-1', 'n-2'))],
  ['another key’s name', withHeader('signature-input', (value) => value.replace('k1', 'k2'))],
  ['less covered', withHeader('signature-input', (value) => value.replace(' "content-digest"', ''))],
  ['another signature', withHeader('signature', (value) => value.replace(/[A-Z]/, (letter) => letter.toLowerCase()))],
  ['no signature', plain],
])('%s is not believed', ([, request]) => {
  expect(checkSigned(request, keyOf())).toBeUndefined()
})

test('another’s signature is not believed', () => {
  expect(checkSigned(signed, keyOf(generateKeyPairSync('ed25519').publicKey))).toBeUndefined()
})
