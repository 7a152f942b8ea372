import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { type Kdf, usualKdf } from '../shared/template/secret-source'

/** Lower case hex. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Bytes for one purpose and one device from the station's batch key. */
export const deriveFrom = (batchKey: Uint8Array, purpose: string, device: string, kdf: Kdf = usualKdf): Uint8Array =>
  derivations[kdf](batchKey, `${purpose}\0${device}`)

const derivations: Readonly<Record<Kdf, (key: Uint8Array, what: string) => Uint8Array>> = {
  // NIST SP 800-107, 5.1: cut to 128 bits.
  'hmac-sha256': (key, what) => createHmac('sha256', key).update(what).digest().subarray(0, 16),
  // RFC 5869, without a salt: the batch key is a key already.
  'hkdf-sha256': (key, what) => new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), what, 32)),
}

/** A check value lets two people compare a secret without seeing it: six hex digits in three pairs. */
export const checkValueOf = (bytes: Uint8Array): string =>
  (createHmac('sha256', 'bootstation check value').update(bytes).digest('hex').slice(0, 6).match(/../g) ?? [])
    .join(' ')
    .toUpperCase()
