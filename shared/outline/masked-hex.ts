import { hex } from '../bytes'
import type { Span } from './span'

/** What is kept secret: where it stands, and the bytes that say it wherever else they are. */
export type Masked = { readonly at: readonly Span[]; readonly bytes: Uint8Array }

const digits = Array.from({ length: 256 }, (_, byte) => hex(Uint8Array.of(byte)))

/** Two digits a byte, or two bullets. */
export function maskedHex(bytes: Uint8Array, secrets: readonly Masked[]): string {
  const isHidden = copiesIn(
    bytes,
    secrets.map((secret) => secret.bytes),
  )
  for (const { at } of secrets) for (const { from, to } of at) isHidden.fill(1, from, to)
  return Array.from(bytes, (byte, at) => (isHidden[at] ? '••' : digits[byte])).join('')
}

/** Every place that sounds like one of them: all of one length at a time, by a hash that rolls on. A few too many do no harm. */
function copiesIn(bytes: Uint8Array, sought: readonly Uint8Array[]): Uint8Array {
  const isHidden = new Uint8Array(bytes.length)
  const byLength = new Map<number, Set<number>>()
  for (const one of sought) {
    const same = byLength.get(one.length) ?? new Set()
    byLength.set(one.length, same.add(hashOf(one, one.length)))
  }
  for (const [length, hashes] of byLength)
    if (length > 0 && length <= bytes.length) hideAll(bytes, length, hashes, isHidden)
  return isHidden
}

/** A prime, so that every byte tells on the whole. */
const factor = 0x01000193

function hashOf(bytes: Uint8Array, length: number): number {
  let hash = 0
  for (let at = 0; at < length; at++) hash = (Math.imul(hash, factor) + (bytes[at] ?? 0)) | 0
  return hash
}

function hideAll(bytes: Uint8Array, length: number, hashes: ReadonlySet<number>, isHidden: Uint8Array): void {
  // most places are told from all of them by a few bits
  const mayBe = new Uint8Array(1 << 12)
  for (const one of hashes) mayBe[one >>> 20] = 1
  let hash = hashOf(bytes, length)
  let done = 0
  let oldest = 1
  for (let count = 0; count < length; count++) oldest = Math.imul(oldest, factor)
  for (let from = 0; from + length <= bytes.length; from++) {
    if (mayBe[hash >>> 20] === 1 && hashes.has(hash)) {
      isHidden.fill(1, Math.max(from, done), from + length)
      done = from + length
    }
    hash = (Math.imul(hash, factor) + (bytes[from + length] ?? 0) - Math.imul(bytes[from] ?? 0, oldest)) | 0
  }
}
