import { generateKeyPairSync } from 'node:crypto'
import { privateKey } from '../settings/private-key'

/** The station's own Ed25519 key (PKCS #8, PEM). Fails as `privateKey` does. */
export const receiptKey = (path: string): string =>
  privateKey(path, () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
