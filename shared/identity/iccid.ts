/**
 * EF(ICCID), 3GPP TS 31.101 / TS 102 221 13.2: ten bytes, two digits each, low nibble first, F as filler. Undefined where
 * that is no number which tells the card from another: a blank file, one digit all along, or fewer than the 18 of ITU-T E.118.
 */
export function iccidOf(bytes: Uint8Array): string | undefined {
  const nibbles = Array.from(bytes, (byte) => [byte & 0x0f, byte >> 4]).flat()
  const end = nibbles.indexOf(0x0f)
  const digits = (end < 0 ? nibbles : nibbles.slice(0, end)).map((nibble) => nibble.toString(16).toUpperCase())
  return digits.length >= LEAST_DIGITS && new Set(digits).size > 1 ? digits.join('') : undefined
}

const LEAST_DIGITS = 18

/** The ten bytes of EF(ICCID) for 19 or 20 digits. */
export function bytesOfIccid(iccid: string): Uint8Array {
  const padded = iccid.padEnd(20, 'F')
  return Uint8Array.from({ length: 10 }, (_, at) => Number.parseInt(`${padded[at * 2 + 1]}${padded[at * 2]}`, 16))
}
