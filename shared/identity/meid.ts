// MEID and ESN in their decimal spellings.

const hexOf = (digits: string, length: number): string | undefined => {
  const value = Number(digits)
  return value < 16 ** length ? value.toString(16).toUpperCase().padStart(length, '0') : undefined
}

/** 3GPP2 S.R0048: 18 digits, ten for the first 32 bits and eight for the other 24. Undefined where they do not fit. */
export function meidOfDecimal(digits: string): string | undefined {
  const [high, low] = [hexOf(digits.slice(0, 10), 8), hexOf(digits.slice(10), 6)]
  return high !== undefined && low !== undefined && /^[A-F]/.test(high) ? high + low : undefined
}

/** TIA-41: 11 digits, three for the maker's 8 bits and eight for the other 24. Undefined where they do not fit. */
export function esnOfDecimal(digits: string): string | undefined {
  const [maker, serial] = [hexOf(digits.slice(0, 3), 2), hexOf(digits.slice(3), 6)]
  return maker !== undefined && serial !== undefined ? maker + serial : undefined
}
