import { createCipheriv, createDecipheriv } from 'node:crypto'
import { concat } from '../../../shared/bytes'

const size = 16

/** One block under AES, by itself. */
const block = (key: Uint8Array, input: Uint8Array): Uint8Array =>
  Uint8Array.from(
    createCipheriv(`aes-${key.length * 8}-ecb`, key, null)
      .setAutoPadding(false)
      .update(input),
  )

const unblock = (key: Uint8Array, input: Uint8Array): Uint8Array =>
  Uint8Array.from(
    createDecipheriv(`aes-${key.length * 8}-ecb`, key, null)
      .setAutoPadding(false)
      .update(input),
  )

const mixed = (left: Uint8Array, right: Uint8Array): Uint8Array => left.map((byte, at) => byte ^ (right[at] ?? 0))

const blocksOf = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: bytes.length / size }, (_, at) => bytes.subarray(at * size, at * size + size))

/** ISO/IEC 9797-1, padding method 2. */
const filled = (bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.floor(bytes.length / size) * size + size)
  whole.set(bytes)
  whole[bytes.length] = 0x80
  return whole
}

/** NIST SP 800-38B: the last block is masked with a subkey, K1 where it is whole, K2 where it was filled. */
export function macOf(key: Uint8Array, message: Uint8Array): Uint8Array {
  const isWhole = message.length > 0 && message.length % size === 0
  const k1 = shifted(block(key, new Uint8Array(size)))
  const blocks = blocksOf(isWhole ? message : filled(message))
  return blocks.reduce<Uint8Array>((state, part, at) => {
    const mask = at < blocks.length - 1 ? new Uint8Array(size) : isWhole ? k1 : shifted(k1)
    return block(key, mixed(mixed(part, mask), state))
  }, new Uint8Array(size))
}

function shifted(bytes: Uint8Array): Uint8Array {
  const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) << 1n
  const folded = number >> 128n === 0n ? number : (number ^ 0x87n) & ((1n << 128n) - 1n)
  return Uint8Array.from({ length: size }, (_, at) => Number((folded >> BigInt((size - 1 - at) * 8)) & 0xffn))
}

/** Amendment D, 4.1.5: label, separator, length in bits, counter, context. */
export function derive(key: Uint8Array, constant: number, bits: number, context: Uint8Array): Uint8Array {
  const parts = bits > 128 ? [1, 2] : [1]
  const fixed = [...new Uint8Array(11), constant, 0x00, bits >> 8, bits & 0xff]
  return concat(...parts.map((part) => macOf(key, Uint8Array.of(...fixed, part, ...context)))).subarray(0, bits / 8)
}

/** Amendment D, 6.2.6 and 6.2.7: the first block of a chain is the counter under the same key. */
const startOf = (key: Uint8Array, side: 'command' | 'answer', counter: number): Uint8Array =>
  block(
    key,
    Uint8Array.from({ length: size }, (_, at) => {
      if (at === 0) return side === 'command' ? 0x00 : 0x80
      return at < size - 4 ? 0 : (counter >>> ((size - 1 - at) * 8)) & 0xff
    }),
  )

export function hideAnswer(key: Uint8Array, counter: number, plain: Uint8Array): Uint8Array {
  const hidden: Uint8Array[] = []
  for (const part of blocksOf(filled(plain)))
    hidden.push(block(key, mixed(part, hidden.at(-1) ?? startOf(key, 'answer', counter))))
  return concat(...hidden)
}

/** Undefined where it was not hidden under this key and counter. */
export function revealCommand(key: Uint8Array, counter: number, hidden: Uint8Array): Uint8Array | undefined {
  if (hidden.length === 0 || hidden.length % size !== 0) return undefined
  const parts = blocksOf(hidden)
  const start = startOf(key, 'command', counter)
  const plain = concat(...parts.map((part, at) => mixed(unblock(key, part), parts[at - 1] ?? start)))
  const end = plain.findLastIndex((byte) => byte !== 0x00)
  return plain[end] === 0x80 && plain.length - end <= size ? plain.subarray(0, end) : undefined
}
