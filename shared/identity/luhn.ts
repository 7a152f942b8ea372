/** ISO/IEC 7812-1 annex B: the check digit for a string of decimal digits. */
export function luhnDigit(digits: string): string {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const weighed = at % 2 === 0 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return String((10 - (sum % 10)) % 10)
}

/** True if the last digit is the check digit of those before it. */
export const fitsLuhn = (digits: string): boolean => digits.at(-1) === luhnDigit(digits.slice(0, -1))
