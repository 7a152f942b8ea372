import { createCipheriv, createDecipheriv } from 'node:crypto'
import { bytesOf, concat } from '../../shared/bytes'

/** AES works on blocks of 16 bytes; keys have 16, 24 or 32. */
export const BLOCK_BYTES = 16
const zeros = new Uint8Array(BLOCK_BYTES)

export const encryptCbc = (key: Uint8Array, iv: Uint8Array, whole: Uint8Array): Uint8Array => {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false)
  return concat(cipher.update(whole), cipher.final())
}

export const decryptCbc = (key: Uint8Array, iv: Uint8Array, whole: Uint8Array): Uint8Array => {
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv).setAutoPadding(false)
  return concat(decipher.update(whole), decipher.final())
}

/** One block by itself. */
export const encryptBlock = (key: Uint8Array, block: Uint8Array): Uint8Array => encryptCbc(key, zeros, block)

/** ISO/IEC 7816-4 padding: 80, then 00 to the end of the block. Always added. */
export const pad = (bytes: Uint8Array): Uint8Array =>
  concat(bytes, bytesOf(0x80), new Uint8Array(BLOCK_BYTES - 1 - (bytes.length % BLOCK_BYTES)))

/** What was there before padding; undefined if this is no padding. */
export function unpad(bytes: Uint8Array): Uint8Array | undefined {
  let end = bytes.length - 1
  while (end > 0 && bytes[end] === 0x00) end--
  const isPadding = bytes[end] === 0x80 && bytes.length - end <= BLOCK_BYTES
  return isPadding ? bytes.subarray(0, end) : undefined
}

/** AES-CMAC (NIST SP 800-38B, RFC 4493): 16 bytes. */
export function cmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const forWhole = doubled(encryptBlock(key, zeros))
  const isWhole = message.length > 0 && message.length % BLOCK_BYTES === 0
  const padded = isWhole ? message : pad(message)
  const mask = isWhole ? forWhole : doubled(forWhole)
  const last = padded.subarray(-BLOCK_BYTES).map((byte, at) => byte ^ (mask[at] ?? 0))
  return encryptCbc(key, zeros, concat(padded.subarray(0, -BLOCK_BYTES), last)).subarray(-BLOCK_BYTES)
}

/** RFC 4493, 2.3: times x in GF(2^128). */
const doubled = (block: Uint8Array): Uint8Array =>
  block.map((byte, at) => {
    const carry = at === BLOCK_BYTES - 1 ? ((block[0] ?? 0) >> 7) * 0x87 : (block[at + 1] ?? 0) >> 7
    return (byte << 1) ^ carry
  })
