import { Failed } from '../failure'
import { asciiDigits } from './digits'

/** A subscriber's number as ITU-T E.164 has it: `+491701234567`. Made only by `parsePhone`. */
export type Phone = string & { readonly brand: 'Phone' }

const wrong = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'phone', reason })

/**
 * Reads a number as people write it. ITU-T E.164, 6: country code first, 15 digits at most. `countryCode` stands in for
 * the one zero of a national number; without it such a number is nobody's. Fails with `request.invalid`.
 */
export function parsePhone(text: string, countryCode?: string): Phone {
  const bare = asciiDigits(text.slice(0, 64)).replace(/\(0\)|[\s()./\u2010-\u2015\u200e\u200f\u202a-\u202e-]/g, '')
  const international = /^\+|^00/.test(bare) ? bare.replace(/^\+|^00/, '') : nationalOf(bare, countryCode)
  if (!/^[1-9]\d{6,14}$/.test(international)) throw wrong('a phone number is 7 to 15 digits, the country code first')
  return `+${international}` as Phone
}

function nationalOf(digits: string, countryCode: string | undefined): string {
  if (!/^0[1-9]/.test(digits)) return digits
  if (countryCode === undefined) throw wrong('it does not begin with a country code')
  return `${countryCode}${digits.slice(1)}`
}

/** ITU-T E.164, list of country codes: one or two digits; every other has three. */
const countryCode = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

/** Apart as people compare it, ITU-T E.123, 2.6: `+49 151 2345 6789`. */
export function spacedPhone(phone: Phone): string {
  const digits = phone.slice(1)
  const code = countryCode.exec(digits)?.[0] ?? ''
  const [, first = '', rest = ''] = /^(\d{0,3})(\d*)$/.exec(digits.slice(code.length)) ?? []
  return [`+${code}`, first, ...(rest.match(/\d{1,4}/g) ?? [])].join(' ')
}
