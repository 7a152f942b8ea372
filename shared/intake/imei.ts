import { Failed } from '../failure'
import { type DeviceId, identityOf, parseDevice } from '../identity/device'
import { fitsLuhn, luhnDigit } from '../identity/luhn'
import { asciiDigits } from './digits'

const wrong = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'imei', reason })

/** The IMEI whose first 14 digits these are (3GPP TS 23.003, 6.2.1 and annex B). */
const ofBody = (body: string): DeviceId => parseDevice(`imei:${body}${luhnDigit(body)}`)

/**
 * As the network tells it. 3GPP TS 23.003, 6.2: an IMEISV ends in two digits of software version and has no check digit;
 * an IMEI on the air has a spare digit 0 in its place. Fails with `request.invalid`.
 */
export function imeiOfNetwork(text: string): DeviceId {
  if (!/^\d{14,16}$/.test(text)) throw wrong('an IMEI is 14 or 15 digits, an IMEISV 16')
  if (text.length === 15 && !text.endsWith('0') && !fitsLuhn(text)) throw wrong('its check digit does not fit')
  return ofBody(text.slice(0, 14))
}

/**
 * As a person reads it off the device: 15 digits, on some 16 or 17 with the software version. A person's digits are
 * checked wherever there is something to check them by. Fails with `request.invalid`.
 */
export function imeiOfPerson(text: string): DeviceId {
  const digits = asciiDigits(text.slice(0, 64)).replace(/[\s./\u200e\u200f-]/g, '')
  if (/^\d{16}$/.test(digits)) return ofBody(digits.slice(0, 14))
  if (!/^(\d{15}|\d{17})$/.test(digits)) throw wrong('an IMEI has 15 digits')
  return parseDevice(`imei:${digits.slice(0, 15)}`)
}

/** As keyed in on a telephone: the check digit may be left out. Fails with `request.invalid`. */
export const imeiOfKeys = (digits: string): DeviceId =>
  /^\d{14}$/.test(digits) ? ofBody(digits) : imeiOfPerson(digits)

/** What two tellings of the same device share: of an IMEI the 14 digits before the check digit. */
export function bodyOf(device: DeviceId): string {
  const { type, value } = identityOf(device)
  return type === 'imei' ? `imei:${value.slice(0, 14)}` : device
}
