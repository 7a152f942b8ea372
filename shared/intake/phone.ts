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
