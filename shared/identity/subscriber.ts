import { alphaOf } from './alpha'

/** EF(IMSI), 3GPP TS 31.102, 4.2.2: a length, a nibble of type, digits low nibble first. Undefined where there is none. */
export function imsiOf(bytes: Uint8Array): string | undefined {
  const [length = 0] = bytes
  const digits = digitsIn(bytes.subarray(1, 1 + length)).slice(1)
  return /^\d{6,15}$/.test(digits) ? digits : undefined
}

/** A record of EF(MSISDN), 4.2.26: a name, then in 14 bytes a number. Undefined where there is no number. */
export function numberOf(record: Uint8Array): string | undefined {
  const [length = 0, type = 0, ...rest] = record.subarray(-14)
  if (length < 2 || length > 11) return undefined
  const digits = digitsIn(Uint8Array.from(rest.slice(0, length - 1)))
  // 3GPP TS 24.008, 10.5.4.7: 1 is an international number
  return digits && (type & 0x70) === 0x10 ? `+${digits}` : digits || undefined
}

/** EF(SPN), 4.2.12: a byte of display condition, then the name. Undefined where there is none. */
export const providerOf = (bytes: Uint8Array): string | undefined => alphaOf(bytes.subarray(1)).trim() || undefined

/** 3GPP TS 24.008, 10.5.4.7: beyond 9 come * and #, and F fills. */
const digitsIn = (bytes: Uint8Array): string =>
  [...bytes]
    .flatMap((byte) => [byte & 0x0f, byte >> 4])
    .reduce((text, nibble) => text + ('0123456789*#abc'[nibble] ?? ''), '')
