// The key that the bench's server signs its events with: made once, kept for its owner only.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { EventKey } from '../../../shared/registration/schema'
import { keptText } from './pem-files'

export type EventSigner = { readonly key: KeyObject; readonly shown: EventKey }

/** Fails with `disk.failed`. */
export function eventSigner(path: string): EventSigner {
  const pem = keptText(path, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const key = createPrivateKey(pem)
  const { x } = z.object({ x: z.string() }).parse(createPublicKey(key).export({ format: 'jwk' }))
  // RFC 7638: the thumbprint of its members in order.
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  return { key, shown: EventKey.parse({ kty: 'OKP', crv: 'Ed25519', x, kid }) }
}
