// One encrypted cell of a key file.
import { type CipherGCMTypes, createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { concat, hex } from '../../shared/bytes'
import { utf8 } from '../../shared/utf8'
import { unusable } from './private-file'

/**
 * `gcm` is ours: nonce, ciphertext and tag, bound to column and card. `cbc` is what pySim writes: hex of whole blocks, the
 * initialisation vector 16 times 23, no padding, and nothing to tell a change by. `ecb` is the same without a vector.
 */
export type CellMode = 'gcm' | 'cbc' | 'ecb'
export type Cell = { readonly column: string; readonly iccid: string; readonly text: string }

const NONCE_BYTES = 12
const TAG_BYTES = 16
const CBC_VECTOR = new Uint8Array(16).fill(0x23)

/** One cell, in the parts that a decryption takes. */
export type Sealed =
  | { readonly mode: 'gcm'; readonly nonce: Uint8Array; readonly data: Uint8Array; readonly aad: Uint8Array }
  | { readonly mode: 'cbc'; readonly vector: Uint8Array; readonly data: Uint8Array }
  | { readonly mode: 'ecb'; readonly data: Uint8Array }

/** A cell that is moved to another column or another card does not open any more. */
export const boundTo = (column: string, iccid: string): Uint8Array => utf8(`${column}\0${iccid}`)

export function partsOf(mode: CellMode, bytes: Uint8Array, aad: Uint8Array): Sealed {
  switch (mode) {
    case 'gcm':
      return { mode, nonce: bytes.subarray(0, NONCE_BYTES), data: bytes.subarray(NONCE_BYTES), aad }
    case 'cbc':
      return { mode, vector: CBC_VECTOR, data: bytes }
    case 'ecb':
      return { mode, data: bytes }
  }
}

export function openSealed(sealed: Sealed, key: Uint8Array, column: string): Uint8Array {
  try {
    return sealed.mode === 'gcm' ? openedGcm(sealed, key) : openedBlocks(sealed, key)
  } catch {
    throw unusable(
      `a cell of column ${column} does not open: the key is not the one it was made with, or it was changed`,
    )
  }
}

function openedGcm({ nonce, data, aad }: Extract<Sealed, { mode: 'gcm' }>, key: Uint8Array): Uint8Array {
  const decipher = createDecipheriv(gcmFor(key), key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(aad).setAuthTag(data.subarray(-TAG_BYTES))
  return concat(decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final())
}

function openedBlocks(sealed: Exclude<Sealed, { mode: 'gcm' }>, key: Uint8Array): Uint8Array {
  const vector = sealed.mode === 'cbc' ? sealed.vector : null
  const decipher = createDecipheriv(`aes-${key.length * 8}-${sealed.mode}`, key, vector).setAutoPadding(false)
  return concat(decipher.update(sealed.data), decipher.final())
}

/** What was encrypted with GCM is the cell's text; the others encrypt the bytes that the text is the hex of. */
export function textOf(mode: CellMode, bytes: Uint8Array): string {
  const text = mode === 'gcm' ? new TextDecoder().decode(bytes) : hex(bytes)
  bytes.fill(0)
  return text
}

/** A cell in our form. */
export function sealCell(key: Uint8Array, { column, iccid, text }: Cell): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(gcmFor(key), key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(column, iccid))
  return hex(concat(nonce, cipher.update(utf8(text)), cipher.final(), cipher.getAuthTag()))
}

const gcmFor = ({ length }: Uint8Array): CipherGCMTypes =>
  length === 16 ? 'aes-128-gcm' : length === 24 ? 'aes-192-gcm' : 'aes-256-gcm'
