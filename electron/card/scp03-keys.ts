import { timingSafeEqual } from 'node:crypto'
import { bytesOf, concat } from '../../shared/bytes'
import { BLOCK_BYTES, cmac } from './aes'
import type { Scp03Keys } from './key'

/** Of one session (GlobalPlatform Amendment D, 6.2.1). */
export type SessionKeys = { readonly enc: Uint8Array; readonly mac: Uint8Array; readonly rmac: Uint8Array }

/** Amendment D, table 4-1: data derivation constants. */
const constants = { card: 0x00, host: 0x01, enc: 0x04, mac: 0x06, rmac: 0x07 } as const

/** 4.1.5: NIST SP 800-108 in counter mode over AES-CMAC. */
function derived(key: Uint8Array, constant: number, sizeBytes: number, context: Uint8Array): Uint8Array {
  const label = concat(new Uint8Array(11), bytesOf(constant, 0x00, sizeBytes >> 5, (sizeBytes << 3) & 0xff))
  const blocks = Array.from({ length: Math.ceil(sizeBytes / BLOCK_BYTES) }, (_, at) =>
    cmac(key, concat(label, bytesOf(at + 1), context)),
  )
  return concat(...blocks).subarray(0, sizeBytes)
}

/** 6.2.1: the context is the host's challenge, then the card's. */
export function sessionKeysOf({ enc, mac }: Scp03Keys, context: Uint8Array): SessionKeys {
  const keyEnc = enc.reveal()
  const keyMac = mac.reveal()
  return {
    enc: derived(keyEnc, constants.enc, keyEnc.length, context),
    mac: derived(keyMac, constants.mac, keyMac.length, context),
    rmac: derived(keyMac, constants.rmac, keyMac.length, context),
  }
}

/** 6.2.2: what each side shows the other. As long as a challenge. */
export const cryptogramOf = (side: 'card' | 'host', { mac }: SessionKeys, context: Uint8Array): Uint8Array =>
  derived(mac, constants[side], context.length / 2, context)

/** Takes the same time wherever the difference is. */
export const areSame = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && timingSafeEqual(left, right)
