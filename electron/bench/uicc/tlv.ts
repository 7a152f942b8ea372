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

export const word = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff)

/** The bytes, then FF up to a size: how files and records are filled. */
export const padded = (bytes: Uint8Array, sizeBytes: number): Uint8Array => {
  const whole = new Uint8Array(sizeBytes).fill(0xff)
  whole.set(bytes.subarray(0, sizeBytes))
  return whole
}
