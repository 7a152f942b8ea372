import { Failed } from '../failure'
import { type Secret, secret } from '../secret'
import { utf8 } from '../utf8'

/** Who a subscriber is to the network; the key of NETWPIN, so a `Secret`. Made only by `parseImsi`. */
export type Imsi = Secret<string> & { readonly brand: 'Imsi' }

/** 3GPP TS 23.003, 2.2: up to 15 digits, of which country and network are five at least. Fails with `request.invalid`. */
export function parseImsi(text: string): Imsi {
  const digits = text.trim()
  if (!/^\d{6,15}$/.test(digits))
    throw new Failed({ code: 'request.invalid', path: 'imsi', reason: 'an IMSI is 6 to 15 digits' })
  return secret(digits) as Imsi
}

/** Some phones take the IMSI's digits for its bytes. */
export type ImsiForm = 'semi-octets' | 'text'

/**
 * GSM 11.11, 10.3.2: EF(IMSI) without its length byte. A first nibble 9 says an odd number of digits; 1 an even one,
 * and the last nibble is filled with F. Low nibble first.
 */
export function networkKeyOf(imsi: Imsi, form: ImsiForm): Uint8Array {
  const digits = imsi.reveal()
  if (form === 'text') return utf8(digits)
  const nibbles = digits.length % 2 === 1 ? `9${digits}` : `1${digits}F`
  return Uint8Array.from({ length: nibbles.length / 2 }, (_, at) =>
    Number.parseInt(`${nibbles[at * 2 + 1]}${nibbles[at * 2]}`, 16),
  )
}
