import { ByteReader, ByteWriter, concat } from '../../shared/bytes'
import { Failed } from '../../shared/failure'

/** One BER-TLV object. `start` is where its tag is in the whole, `offset` where its value begins. */
export type Tlv = {
  readonly tag: number
  readonly value: Uint8Array
  readonly start: number
  readonly offset: number
}

/**
 * ISO/IEC 8825-1, 8.1: all objects in these bytes, tags of one to three bytes, definite lengths.
 * FF and 00 between objects is padding (PKCS#15 v1.1, 5.1). Fails with `bytes.malformed`.
 */
export function readTlvs(bytes: Uint8Array, base = 0): readonly Tlv[] {
  const found: Tlv[] = []
  const input = new ByteReader(bytes, base)
  for (let next = nextTlv(input); next; next = nextTlv(input)) found.push(next)
  return found
}

/** The objects up to the first that is not whole: for what others put behind, or in a coding of their own. */
export function leadingTlvs(bytes: Uint8Array, base = 0): readonly Tlv[] {
  const found: Tlv[] = []
  const input = new ByteReader(bytes, base)
  for (let next = readable(() => nextTlv(input)); next; next = readable(() => nextTlv(input))) found.push(next)
  return found
}

/**
 * The objects of a file that is filled with FF: the first FF behind one of them ends it, whatever a torn write left
 * there; and what does not read behind an FF at the very beginning is the rest of such a write too.
 */
export function readWrittenTlvs(bytes: Uint8Array): readonly Tlv[] {
  const found: Tlv[] = []
  const input = new ByteReader(bytes)
  const first = () => (bytes[0] === 0xff ? readable(() => nextTlv(input)) : nextTlv(input))
  for (let next = first(); next; next = input.peek() === 0xff ? undefined : nextTlv(input)) found.push(next)
  return found
}

/** What is read, or undefined where these bytes do not read. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'bytes.malformed') return undefined
    throw error
  }
}

function nextTlv(input: ByteReader): Tlv | undefined {
  while (input.peek() === 0xff || input.peek() === 0x00) input.byte()
  return input.left > 0 ? readTlv(input) : undefined
}

function readTlv(input: ByteReader): Tlv {
  const start = input.base + input.offset
  const tag = readTag(input)
  const length = readLength(input)
  const offset = input.base + input.offset
  return { tag, value: input.take(length), start, offset }
}

function readTag(input: ByteReader): number {
  const first = input.byte()
  if ((first & 0x1f) !== 0x1f) return first
  const second = input.byte()
  const tag = first * 256 + second
  return second < 0x80 ? tag : tag * 256 + input.byte()
}

function readLength(input: ByteReader): number {
  const first = input.byte()
  if (first < 0x80) return first
  if (first === 0x80 || first > 0x84) return input.fail('length of no known form')
  let length = 0
  for (let count = first & 0x7f; count > 0; count--) length = length * 256 + input.byte()
  return length
}

/** The first object with this tag, or undefined. */
export const find = (tlvs: readonly Tlv[], tag: number): Tlv | undefined => tlvs.find((tlv) => tlv.tag === tag)

/** The objects inside a constructed one. */
export const inside = (tlv: Tlv | undefined): readonly Tlv[] => (tlv ? readTlvs(tlv.value, tlv.offset) : [])

/** A big-endian number of at most four bytes; undefined if there is none. */
export const numberIn = (field: Tlv | undefined): number | undefined =>
  field && field.value.length > 0 && field.value.length <= 4
    ? field.value.reduce((sum, byte) => sum * 256 + byte, 0)
    : undefined

export function tlv(tag: number, ...values: readonly Uint8Array[]): Uint8Array {
  const value = concat(...values)
  const out = new ByteWriter()
  if (tag > 0xff) out.put(tag >> 8)
  out.put(tag & 0xff)
  if (value.length > 0xff) out.put(0x82, value.length >> 8)
  if (value.length > 0x7f && value.length <= 0xff) out.put(0x81)
  return out
    .put(value.length & 0xff)
    .append(value)
    .done()
}
