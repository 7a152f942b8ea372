import { ByteReader, ByteWriter, concat } from '../../shared/bytes'

/** One BER-TLV object. `offset` is where its value begins in the whole, for failures further in. */
export type Tlv = { readonly tag: number; readonly value: Uint8Array; readonly offset: number }

/**
 * ISO/IEC 8825-1, 8.1: all objects in these bytes, tags of one or two bytes, definite lengths.
 * FF and 00 between objects is padding (PKCS#15 v1.1, 5.1). Fails with `bytes.malformed`.
 */
export function readTlvs(bytes: Uint8Array, base = 0): readonly Tlv[] {
  const input = new ByteReader(bytes, base)
  const found: Tlv[] = []
  while (input.left > 0) {
    if (input.peek() === 0xff || input.peek() === 0x00) {
      input.byte()
      continue
    }
    found.push(readTlv(input))
  }
  return found
}

function readTlv(input: ByteReader): Tlv {
  const first = input.byte()
  const tag = (first & 0x1f) === 0x1f ? first * 256 + input.byte() : first
  const length = readLength(input)
  const offset = input.base + input.offset
  return { tag, value: input.take(length), offset }
}

function readLength(input: ByteReader): number {
  const first = input.byte()
  if (first < 0x80) return first
  if (first === 0x81) return input.byte()
  if (first === 0x82) return input.byte() * 256 + input.byte()
  return input.fail('length of more than two bytes')
}

/** The first object with this tag, or undefined. */
export const find = (tlvs: readonly Tlv[], tag: number): Tlv | undefined => tlvs.find((tlv) => tlv.tag === tag)

/** The objects inside a constructed one. */
export const inside = (tlv: Tlv | undefined): readonly Tlv[] => (tlv ? readTlvs(tlv.value, tlv.offset) : [])

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
