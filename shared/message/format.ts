import { z } from 'zod'
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

/** White space JSON may begin with, and the first byte of a byte order mark. */
const jsonStarts = [0x09, 0x0a, 0x0d, 0x20, 0xef]

/**
 * Told by the first bytes: 01-03 is a WBXML version (DM 1.x or CP by the public id), `[` and `{` are JSON, behind a byte
 * order mark or blanks as well; FF is empty, be the rest what a torn write left.
 */
export function formatOf(bytes: Uint8Array): Format | 'empty' | 'unknown' {
  const [first, second] = bytes
  const sign = firstSignOf(bytes)
  if (sign === '[' || sign === '{') return 'dm2'
  if (first === undefined || first === 0xff) return 'empty'
  if (jsonStarts.includes(first) && sign !== '<') return 'dm2'
  if (first < 0x01 || first > 0x03) return 'unknown'
  return second === 0x0b ? 'cp' : 'dm1'
}
