import { malformed } from './bytes'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map(Array.from(alphabet, (letter, value) => [letter, value]))
values.set('-', 62).set('_', 63)

/** RFC 4648, 4: padded, no line breaks. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    const group = (first << 16) | (second << 8) | third
    text += letterAt(group >> 18) + letterAt(group >> 12) + letterAt(group >> 6) + letterAt(group)
  }
  const spare = (3 - (bytes.length % 3)) % 3
  return text.slice(0, text.length - spare) + '='.repeat(spare)
}

const letterAt = (value: number): string => alphabet.charAt(value & 0x3f)

/** Tolerant: padding may be absent, the url alphabet (RFC 4648, 5) and white space are taken. Fails with `bytes.malformed`. */
export function fromBase64(text: string): Uint8Array {
  const letters = text.replace(/\s+/g, '').replace(/={1,2}$/, '')
  if (letters.length % 4 === 1) throw malformed('base64 ends too early', letters.length)
  const bytes = new Uint8Array(Math.floor((letters.length * 3) / 4))
  let group = 0
  for (let at = 0; at < letters.length; at++) {
    const value = values.get(letters.charAt(at))
    if (value === undefined) throw malformed('not a base64 letter', at)
    group = ((group << 6) | value) & 0xffffff
    const place = at % 4
    if (place > 0) bytes[Math.floor(at / 4) * 3 + place - 1] = (group >> ((3 - place) * 2)) & 0xff
  }
  return bytes
}
