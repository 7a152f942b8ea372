// How bytes are read as text, by the names and numbers that documents give.
import { malformed } from './bytes'
import { fromUtf8 } from './utf8'

/** Fails with `bytes.malformed` at `offset` and on, where the bytes begin in their document. */
export type ReadText = (bytes: Uint8Array, offset?: number) => string

/** ISO/IEC 8859-1: every byte is the character of its number. */
export function fromLatin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += chunk)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + chunk, bytes.length)))
  return text
}
const chunk = 8_192

const utf16 =
  (order: 'utf-16le' | 'utf-16be'): ReadText =>
  (bytes, offset = 0) => {
    try {
      return new TextDecoder(order, { fatal: true }).decode(bytes)
    } catch {
      throw malformed(`not ${order.toUpperCase()}`, offset)
    }
  }

/** IANA MIBenum; 0 is unknown, and ASCII is UTF-8. */
const numbered: ReadonlyMap<number, ReadText> = new Map([
  [0, fromUtf8],
  [3, fromUtf8],
  [4, fromLatin1],
  [106, fromUtf8],
])

const named: ReadonlyMap<string, ReadText> = new Map([
  ['utf-8', fromUtf8],
  ['us-ascii', fromUtf8],
  ['iso-8859-1', fromLatin1],
  ['latin1', fromLatin1],
])

export const charsetNumbered = (number: number): ReadText | undefined => numbered.get(number)
export const charsetNamed = (name: string): ReadText | undefined => named.get(name.toLowerCase())

/** UTF-16 as its first bytes tell: a byte order mark, or a sign of ASCII beside a zero. */
export function utf16In([first, second]: Uint8Array): ReadText | undefined {
  if ((first === 0xff && second === 0xfe) || (isSign(first) && second === 0)) return utf16('utf-16le')
  return (first === 0xfe && second === 0xff) || (first === 0 && isSign(second)) ? utf16('utf-16be') : undefined
}

const isSign = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x20 && byte < 0x7f
