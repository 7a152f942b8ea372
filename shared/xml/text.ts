import { charsetNamed, fromLatin1, utf16In } from '../charset'
import { fromUtf8 } from '../utf8'

/**
 * An XML document as text, by its byte order mark or by the encoding it declares; one we do not know is read as UTF-8.
 * Blanks before it are left out. Fails with `bytes.malformed`.
 */
export function xmlTextOf(bytes: Uint8Array, offset = 0): string {
  const readText = utf16In(bytes) ?? charsetNamed(declaredIn(bytes)) ?? fromUtf8
  return readText(bytes, offset).replace(/^[\ufeff\s]+/, '')
}

const declaredIn = (bytes: Uint8Array): string =>
  /<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(fromLatin1(bytes.subarray(0, 256)))?.[1] ?? ''

const blanks: readonly (number | undefined)[] = [0x20, 0x09, 0x0a, 0x0d]

/** The first sign that is no blank and no byte order mark, in UTF-8 or UTF-16. */
export function firstSignOf(bytes: Uint8Array): string {
  const width = utf16In(bytes) === undefined ? 1 : 2
  const low = width === 2 && (bytes[0] === 0xfe || bytes[0] === 0) ? 1 : 0
  let at = markLengthOf(bytes)
  while (blanks.includes(bytes[at + low])) at += width
  return String.fromCharCode(bytes[at + low] ?? 0)
}

function markLengthOf([first, second, third]: Uint8Array): number {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 3
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) ? 2 : 0
}

export const isXml = (bytes: Uint8Array): boolean => firstSignOf(bytes) === '<'
