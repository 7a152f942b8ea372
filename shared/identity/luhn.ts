/** ISO/IEC 7812-1 annex B: the check digit for a string of digits; in base 16 as 3GPP2 S.R0048 has it for a MEID. */
export function luhnDigit(digits: string, base = 10): string {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number.parseInt(digits[digits.length - 1 - at] ?? '0', base)
    const weighed = at % 2 === 0 ? digit * 2 : digit
    sum += Math.floor(weighed / base) + (weighed % base)
  }
  return ((base - (sum % base)) % base).toString(base).toUpperCase()
}

/** True if the last digit is the check digit of those before it. */
export const fitsLuhn = (digits: string, base = 10): boolean => digits.at(-1) === luhnDigit(digits.slice(0, -1), base)
