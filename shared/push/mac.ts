import { hex } from '../bytes'
import { utf8 } from '../utf8'
import { isSame } from './constant-time'

/** RFC 2104 with SHA-1; cryptography is the host's. */
export type HmacSha1 = (key: Uint8Array, data: Uint8Array) => Uint8Array

/** OMA ProvCont 1.1, 4.3 and OMA DM Security 1.2, 5.7.2.1: in upper case, as a client in the field compares letters. */
export const macOf = (hmac: HmacSha1, key: Uint8Array, body: Uint8Array): string => hex(hmac(key, body))

export const isSameMac = (left: string, right: string): boolean =>
  isSame(utf8(left.toUpperCase()), utf8(right.toUpperCase()))
