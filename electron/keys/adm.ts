import { fromHex } from '../../shared/bytes'
import { utf8 } from '../../shared/utf8'
import type { KeyForm } from './source'

/** ETSI TS 102 221, 9.5.1: VERIFY takes eight bytes; four to seven characters are filled up with FF. */
const KEY_BYTES = 8
const LEAST_CHARACTERS = 4

export type ParsedKey = { readonly key: Uint8Array } | { readonly problem: string }

/** A card key as it is spelt. A problem never tells what was there: it could be the key. */
export function parseKey(form: KeyForm, text: string): ParsedKey {
  if (form === 'hex' && !/^([0-9a-fA-F]{2})*$/.test(text)) return { problem: 'it is not pairs of hex digits' }
  if (form === 'ascii' && !/^[ -~]*$/.test(text)) return { problem: 'it is not hex, and not all of it is ASCII' }
  const bytes = form === 'hex' ? fromHex(text) : utf8(text)
  const least = form === 'hex' ? KEY_BYTES : LEAST_CHARACTERS
  if (bytes.length < least || bytes.length > KEY_BYTES)
    return { problem: `a card key has ${formsOf(form)}, not ${bytes.length}` }
  const key = new Uint8Array(KEY_BYTES).fill(0xff)
  key.set(bytes)
  return { key }
}

const formsOf = (form: KeyForm): string =>
  form === 'hex' ? '16 hex digits, which are 8 bytes' : '4 to 8 characters, or hex: and 16 digits'

/** `hex:` and eight bytes, or `ascii:` or nothing and four to eight characters: a line of a file, or what a person types. */
export function parseKeyLine(line: string): ParsedKey {
  const [, prefix = 'ascii', value = ''] = /^(?:(hex|ascii):)?(.*)$/i.exec(line) ?? []
  return parseKey(prefix.toLowerCase() === 'hex' ? 'hex' : 'ascii', value)
}
