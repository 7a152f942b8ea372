import { concat } from '../../../shared/bytes'

/** ISO/IEC 8825-1: one tag of one byte, a definite length, the value. */
export const tlv = (tag: number, ...value: readonly Uint8Array[]): Uint8Array => {
  const whole = concat(...value)
  return concat(Uint8Array.of(tag, ...lengthOf(whole.length)), whole)
}

const lengthOf = (length: number): readonly number[] => {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

export type Tlv = { readonly tag: number; readonly value: Uint8Array }

/** The objects up to the end or the first FF or 00. Undefined if one of them is longer than what is there. */
export function readTlvs(bytes: Uint8Array): readonly Tlv[] | undefined {
  const tag = bytes[0]
  if (tag === undefined || tag === 0xff || tag === 0x00) return []
  const size = sizeIn(bytes.subarray(1))
  if (!size || size.end + 1 > bytes.length) return undefined
  const rest = readTlvs(bytes.subarray(size.end + 1))
  return rest && [{ tag, value: bytes.slice(size.start + 1, size.end + 1) }, ...rest]
}

function sizeIn(bytes: Uint8Array): { readonly start: number; readonly end: number } | undefined {
  const [first, second, third] = bytes
  if (first === undefined || first < 0x80) return first === undefined ? undefined : { start: 1, end: 1 + first }
  if (first === 0x81) return second === undefined ? undefined : { start: 2, end: 2 + second }
  if (first !== 0x82 || second === undefined || third === undefined) return undefined
  return { start: 3, end: 3 + second * 256 + third }
}

export const valueIn = (objects: readonly Tlv[], tag: number): Uint8Array | undefined =>
  objects.find((object) => object.tag === tag)?.value

export const word = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff)

/** An unsigned number, highest byte first. */
export const numberIn = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)

/** The bytes, then FF up to a size: how files and records are filled. */
export const padded = (bytes: Uint8Array, sizeBytes: number): Uint8Array => {
  const whole = new Uint8Array(sizeBytes).fill(0xff)
  whole.set(bytes)
  return whole
}
