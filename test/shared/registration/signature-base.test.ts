import { createPublicKey, verify } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readParams, readSignature, signatureBase, writeParams } from '../../../shared/registration/signature-base'

// RFC 9421, B.2.6, with the key of B.1.4.
const components = new Map([
  ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
  ['@method', 'POST'],
  ['@path', '/foo'],
  ['@authority', 'example.com'],
  ['content-type', 'application/json'],
  ['content-length', '18'],
])
const input =
  'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"'
const signature = 'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:'
const publicKey = createPublicKey(
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n',
)

test('the example of the standard is read, and its signature holds', () => {
  const params = readParams(input)
  expect(params).toMatchObject({ label: 'sig-b26', covered: [...components.keys()] })
  expect(Object.fromEntries(params?.params ?? [])).toEqual({ created: '1618884473', keyid: 'test-key-ed25519' })
  const value = readSignature(signature, 'sig-b26') ?? ''
  const base = signatureBase(components, params?.text ?? '')
  expect(verify(null, Buffer.from(base), publicKey, Buffer.from(value, 'base64'))).toBe(true)
  const changed = signatureBase(new Map([...components, ['@method', 'PUT']]), params?.text ?? '')
  expect(verify(null, Buffer.from(changed), publicKey, Buffer.from(value, 'base64'))).toBe(false)
})

test('what is written is the example of the standard', () => {
  const params = writeParams(
    [...components.keys()],
    [
      ['created', 1618884473],
      ['keyid', 'test-key-ed25519'],
    ],
  )
  expect(`sig-b26=${params}`).toBe(input)
})

test.for([
  '',
  'sig=',
  'sig=()',
  'sig=("@method"',
  'sig=("@method" "@method");created=1',
  'sig=("@method");created=1;created=2',
  'sig=("@method";req);created=1',
  'a=("@method");created=1, b=("@method");created=2',
])('%s is not read as a signature of ours', (header) => {
  const read = readParams(header)
  expect(read === undefined || read.covered.length === 0).toBe(true)
})

test('any header is read or not, and none throws', () =>
  fc.assert(
    fc.property(fc.string(), (header) => {
      readParams(header)
      readSignature(header, 'sig')
    }),
  ))
