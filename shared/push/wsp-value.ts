// Header values of WAP-230-WSP, 8.4.1 and 8.4.2: what kind a value is, its first byte says.
import { ByteReader, type ByteWriter } from '../bytes'
import { utf8 } from '../utf8'
import { mbUint32 } from '../wbxml/integer'

/** 8.1.2: a uintvar is written as the integers of WBXML are. */
export const uintvar = mbUint32

export type WspValue =
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }

const lengthQuote = 0x1f
const quote = 0x7f
const longestShortLength = 30

/** 8.4.1.2: a value whose meaning need not be known. */
export function readValue(input: ByteReader): WspValue {
  const first = input.peek() ?? input.fail('ends too early')
  if (first >= 0x80) return { kind: 'integer', value: input.byte() & 0x7f }
  if (first > lengthQuote) return { kind: 'text', value: readText(input) }
  return { kind: 'bytes', value: input.take(readLength(input)) }
}

/** 8.4.2.3: an Integer-value is short, or long with up to 30 bytes, of which four are enough for us. */
export function integerOf(value: WspValue): number | undefined {
  if (value.kind === 'integer') return value.value
  if (value.kind === 'text' || value.value.length === 0 || value.value.length > 4) return undefined
  return value.value.reduce((number, byte) => number * 256 + byte, 0)
}

/** 8.4.2.2: a Value-length, up to 30 in one byte. */
export function readLength(input: ByteReader): number {
  const length = input.byte()
  if (length > lengthQuote) return input.fail(`${length} is not a length`)
  return length === lengthQuote ? uintvar.read(input) : length
}

export function writeLength(out: ByteWriter, length: number): void {
  if (length <= longestShortLength) out.put(length)
  if (length > longestShortLength) uintvar.write(out.put(lengthQuote), length)
}

/** The bytes of a Value-length, with offsets of the whole. */
export function within(input: ByteReader, length: number): ByteReader {
  const base = input.base + input.offset
  return new ByteReader(input.take(length), base)
}

/** 8.4.2.1: up to its NUL. A Quote before a first byte above 127 and the quotation mark of a Quoted-string are no part of it. */
export function readText(input: ByteReader): string {
  const rest = input.bytes.subarray(input.offset)
  const length = rest.indexOf(0x00)
  if (length < 0) return input.fail('a text does not end')
  const text = Array.from(input.take(length), (byte) => String.fromCharCode(byte)).join('')
  input.byte()
  return text.startsWith(String.fromCharCode(quote)) || text.startsWith('"') ? text.slice(1) : text
}

export const isPlain = (text: string): boolean => /^[\x20-\x21\x23-\x7e][\x20-\x7e]*$/.test(text)

export function writeText(out: ByteWriter, text: string): void {
  if (!isPlain(text)) throw new Error('a header text is printable ASCII')
  out.append(utf8(text)).put(0x00)
}

/** 8.4.2.3: short up to 127, else long with as few bytes as will do. */
export function writeInteger(out: ByteWriter, value: number): void {
  if (value < 0x80) {
    out.put(0x80 | value)
    return
  }
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  out.put(bytes.length, ...bytes)
}
