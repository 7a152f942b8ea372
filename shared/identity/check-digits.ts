// Check digits other than Luhn's.

/** ISO/IEC 7064, MOD 97-10, letters as two digits: what is left of the number that `text` spells. */
function remainder97(text: string): number {
  let rest = 0
  for (const sign of text) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** ISO/IEC 7064, MOD 97-10: the two digits that belong behind `text`. */
export const digits97 = (text: string): string => String(98 - remainder97(`${text}00`)).padStart(2, '0')

export const fits97 = (text: string): boolean => remainder97(text) === 1

/** GSMA SGP.29, 10: 32 digits, the first 89, the last two their check. */
export const isEid = (digits: string): boolean => /^89\d{30}$/.test(digits) && fits97(digits)

/** GS1 General Specifications, 7.9.1: weights 3 and 1 from the right, the last digit the check. */
export function fitsGs1(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}
