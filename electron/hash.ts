import { createHash, createHmac } from 'node:crypto'

/** Lower case hex. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** 128 bits for one purpose and one device from the station's batch key: HMAC-SHA256, cut (NIST SP 800-107, 5.1). */
export const deriveFrom = (batchKey: Uint8Array, purpose: string, device: string): Uint8Array =>
  createHmac('sha256', batchKey).update(`${purpose}\0${device}`).digest().subarray(0, 16)

/** A check value lets two people compare a secret without seeing it: six hex digits in three pairs. */
export const checkValueOf = (bytes: Uint8Array): string =>
  (createHmac('sha256', 'bootstation check value').update(bytes).digest('hex').slice(0, 6).match(/../g) ?? [])
    .join(' ')
    .toUpperCase()
