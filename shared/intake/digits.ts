/** Unicode's Arabic, Persian and Urdu, Devanagari, Bengali and full-width digits begin here and are ten in a row. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10]

/** Digits of other scripts as 0 to 9: people type the ones that their keyboard has. */
export const asciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = zeros.find((first) => code >= first && code < first + 10)
    return zero === undefined ? digit : String(code - zero)
  })
