// Signs and checks requests with Ed25519: HTTP Message Signatures (RFC 9421) over a Content-Digest (RFC 9530).
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { EventKey } from '../../shared/registration/schema'
import {
  type Components,
  readParams,
  readSignature,
  signatureBase,
  writeParams,
} from '../../shared/registration/signature-base'

export type SignedRequest = {
  readonly method: string
  /** As it was sent, RFC 9421, 2.2.2. */
  readonly uri: string
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** What must be covered: nothing of the request can then be another's. */
const covered = ['@method', '@target-uri', 'content-type', 'content-digest'] as const

export const digestOf = (body: Buffer): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

export type Stamp = { readonly keyId: string; readonly createdAt: number; readonly nonce: string }

/** The three fields that make a request a signed one. `createdAt` is milliseconds. */
export function signedHeaders(request: SignedRequest, key: KeyObject, { keyId, createdAt, nonce }: Stamp) {
  const digest = digestOf(request.body)
  const headers = { ...request.headers, 'content-digest': digest }
  const params = writeParams(covered, [
    ['created', Math.floor(createdAt / 1000)],
    ['nonce', nonce],
    ['keyid', keyId],
    ['alg', 'ed25519'],
  ])
  const base = signatureBase(componentsOf({ ...request, headers }, covered), params)
  return {
    'content-digest': digest,
    'signature-input': `sig=${params}`,
    signature: `sig=:${sign(null, Buffer.from(base), key).toString('base64')}:`,
  }
}

/** When it was signed, and its nonce; undefined for a request that this key did not sign as it is. */
export function checkSigned(
  request: SignedRequest,
  key: EventKey,
): { readonly createdAt: number; readonly nonce: string } | undefined {
  const input = readParams(request.headers['signature-input'] ?? '')
  const signature = input && readSignature(request.headers.signature ?? '', input.label)
  if (!input || !signature || request.headers['content-digest'] !== digestOf(request.body)) return undefined
  const { params } = input
  const [created, nonce] = [params.get('created'), params.get('nonce')]
  if (!covered.every((name) => input.covered.includes(name)) || params.get('keyid') !== key.kid) return undefined
  if ((params.get('alg') ?? 'ed25519') !== 'ed25519' || created === undefined || !nonce) return undefined
  const base = signatureBase(componentsOf(request, input.covered), input.text)
  const isOurs = verify(null, Buffer.from(base), publicKeyOf(key), Buffer.from(signature, 'base64'))
  return isOurs ? { createdAt: Number(created) * 1000, nonce } : undefined
}

const publicKeyOf = ({ kty, crv, x }: EventKey): KeyObject => createPublicKey({ key: { kty, crv, x }, format: 'jwk' })

function componentsOf({ method, uri, headers }: SignedRequest, names: readonly string[]): Components {
  const derived: Readonly<Record<string, string>> = { '@method': method, '@target-uri': uri }
  return new Map(names.map((name) => [name, (derived[name] ?? headers[name] ?? '').trim()]))
}
