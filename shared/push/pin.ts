import { Failed } from '../failure'
import { type Secret, secret } from '../secret'

/** What a user keys in. Made only by `parsePin`. */
export type Pin = Secret<string> & { readonly brand: 'Pin' }

const shortest = 4
const longest = 16

/** ASCII digits, as a phone's keypad has them. The failure never shows what was read. */
export function parsePin(text: string): Pin {
  const digits = text.trim()
  if (!/^[0-9]+$/.test(digits) || digits.length < shortest || digits.length > longest)
    throw new Failed({ code: 'request.invalid', path: 'pin', reason: `a PIN is ${shortest} to ${longest} digits` })
  return secret(digits) as Pin
}
