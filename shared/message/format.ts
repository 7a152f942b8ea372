import { z } from 'zod'
import { withoutPadding } from '../bytes'
import { firstSignOf } from '../xml/text'

/** What can be on a card: OMA DM 2.0 as JSON, OMA DM 1.2 as SyncML in WBXML, OMA Client Provisioning in WBXML. */
export const Format = z.enum(['dm2', 'dm1', 'cp'])
export type Format = z.infer<typeof Format>

/**
 * How WBXML is written. `plain` has no string table and goes back to code page 0 for every value, as libwbxml and the
 * messages of operators do; `compact` is as short as we can, and means the same.
 */
export const WbxmlForm = z.enum(['plain', 'compact'])
export type WbxmlForm = z.infer<typeof WbxmlForm>

const BRACKET = 0x5b
const BRACE = 0x7b

/** White space JSON may begin with, and the first byte of a byte order mark. */
const jsonStarts = [0x09, 0x0a, 0x0d, 0x20, 0xef]

/** `[{"DDF":"`: how JSON begins, to the first value, and of a URN its `u`. */
const opening = /^\[?\{"\w{1,10}":"(?:u(?=rn:))?/
const OPENING_BYTES = 17

/**
 * How many bytes of a message may be written last and together on a card that was blank. One; of JSON its opening. Where
 * FF still stands anywhere in it no message is left: FF is in no UTF-8, which JSON is written in (RFC 8259, 8.1). A reader
 * that takes FF for a letter all the same has JSON left only where nothing but letters of the first name or the URN's `u`
 * are FF, and then that name is none of a message, or the value no URN.
 */
export function openingBytes(message: Uint8Array): number {
  return opening.exec(String.fromCharCode(...message.subarray(0, OPENING_BYTES + 'rn:'.length)))?.[0].length ?? 1
}

/**
 * Told by the first bytes: 01-03 is a WBXML version (DM 1.x or CP by the public id), `[` and `{` are JSON, behind a byte
 * order mark or blanks as well; FF, first or in the opening of JSON, is empty, be the rest what a torn write left.
 */
export function formatOf(bytes: Uint8Array): Format | 'empty' | 'unknown' {
  const [first, second] = bytes
  const sign = firstSignOf(bytes)
  if (first === BRACKET || first === BRACE)
    return withoutPadding(bytes).subarray(0, OPENING_BYTES).includes(0xff) ? 'empty' : 'dm2'
  if (sign === '[' || sign === '{') return 'dm2'
  if (first === undefined || first === 0xff) return 'empty'
  if (jsonStarts.includes(first) && sign !== '<') return 'dm2'
  if (first < 0x01 || first > 0x03) return 'unknown'
  return second === 0x0b ? 'cp' : 'dm1'
}
