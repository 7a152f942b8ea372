import { bytesOf, concat } from '../../shared/bytes'
import { BLOCK_BYTES, cmac, decryptCbc, encryptBlock, encryptCbc, pad, unpad } from './aes'
import type { Apdu } from './apdu'
import { areSame, type SessionKeys } from './scp03-keys'

/** GlobalPlatform Amendment D, table 7-4: 01 C-MAC, 02 C-DECRYPTION, 10 R-MAC, 20 R-ENCRYPTION. */
export type SecurityLevel = 0x01 | 0x03 | 0x11 | 0x13 | 0x33

/** What both sides know after each command. S8 has MACs of 8 bytes on the wire, S16 of 16. */
export type Scp03Session = {
  readonly level: SecurityLevel
  readonly macBytes: 8 | 16
  readonly keys: SessionKeys
  /** 6.2.3: the whole C-MAC of the last command. */
  readonly chain: Uint8Array
  /** 6.2.6: how many commands came after EXTERNAL AUTHENTICATE. */
  readonly counter: number
}

const has = ({ level }: Scp03Session, bit: 0x02 | 0x10 | 0x20): boolean => (level & bit) !== 0

/** 6.2.4 and 6.2.6: the next command with its data encrypted and its C-MAC, and the session after it. */
export function wrapped(before: Scp03Session, { cla, ins, p1, p2, data, le }: Apdu) {
  const session = { ...before, counter: before.counter + 1 }
  const isHidden = has(session, 0x02) && data !== undefined && data.length > 0
  const body = isHidden ? encryptCbc(session.keys.enc, ivOf(session, 0x00), pad(data)) : (data ?? bytesOf())
  return authenticated(session, { cla, ins, p1, p2, data: body, ...(le !== undefined && { le }) })
}

/** 6.2.4: a command with its C-MAC alone, which is how EXTERNAL AUTHENTICATE goes. The MAC knows no channel number. */
export function authenticated(session: Scp03Session, command: Apdu & { readonly data: Uint8Array }) {
  const { cla, ins, p1, p2, data, le } = command
  const sizeBytes = data.length + session.macBytes
  const isExtended = sizeBytes > 255 || (le ?? 0) > 256
  const lc = isExtended ? bytesOf(0, sizeBytes >> 8, sizeBytes & 0xff) : bytesOf(sizeBytes)
  const head = bytesOf((cla & 0x80) | 0x04, ins, p1, p2)
  const chain = cmac(session.keys.mac, concat(session.chain, head, lc, data))
  const apdu: Apdu = { ...command, cla: cla | 0x04, data: concat(data, chain.subarray(0, session.macBytes)) }
  return { apdu, session: { ...session, chain } }
}

/** Data and status word of a response whose R-MAC is right, or what is wrong with it. */
export type Opened = { readonly bytes: Uint8Array } | { readonly wrong: 'no-mac' | 'mac' | 'padding' }

/** 6.2.5 and 6.2.7. Success and warnings carry an R-MAC; any other status word comes alone, and is all that is taken of it. */
export function opened(session: Scp03Session, response: Uint8Array): Opened {
  const sw = response.subarray(-2)
  if (!has(session, 0x10)) return { bytes: response }
  if (!isProtected(sw[0] ?? 0)) return { bytes: sw }
  const end = response.length - 2 - session.macBytes
  if (end < 0) return { wrong: 'no-mac' }
  const body = response.subarray(0, end)
  const mac = cmac(session.keys.rmac, concat(session.chain, body, sw)).subarray(0, session.macBytes)
  if (!areSame(mac, response.subarray(end, -2))) return { wrong: 'mac' }
  if (body.length === 0 || !has(session, 0x20)) return { bytes: concat(body, sw) }
  if (body.length % BLOCK_BYTES !== 0) return { wrong: 'padding' }
  const plain = unpad(decryptCbc(session.keys.enc, ivOf(session, 0x80), body))
  return plain ? { bytes: concat(plain, sw) } : { wrong: 'padding' }
}

/** ETSI TS 102 221, 10.2.1: 90 and 91 done, 62 and 63 warnings. */
const isProtected = (sw1: number): boolean => [0x90, 0x91, 0x62, 0x63].includes(sw1)

/** 6.2.6 and 6.2.7: the counter as a block, 80 before it for a response, under S-ENC. */
function ivOf({ keys, counter }: Scp03Session, first: 0x00 | 0x80): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES)
  block[0] = first
  new DataView(block.buffer).setUint32(BLOCK_BYTES - 4, counter)
  return encryptBlock(keys.enc, block)
}
