import type { ByteReader } from '../bytes'
import { fromUtf8 } from '../utf8'

/** WBXML 1.3, 5.7: text shared by a document, addressed by its offset. */
export type StringTable = { readonly bytes: Uint8Array; readonly at: number }

/** The string at an offset of the table; it ends at a NUL, or with the table, as some writers leave the last NUL out. */
export function stringAt({ bytes, at }: StringTable, index: number, input: ByteReader): string {
  if (index >= bytes.length) return input.fail(`string table has no offset ${index}`)
  const end = bytes.indexOf(0x00, index)
  return fromUtf8(bytes.subarray(index, end < 0 ? bytes.length : end), at + index)
}

/** WBXML 1.3, 5.8.4.1: an inline string up to its NUL. */
export function inlineString(input: ByteReader): string {
  const rest = input.bytes.subarray(input.offset)
  const length = rest.indexOf(0x00)
  if (length < 0) return input.fail('a string does not end')
  const value = fromUtf8(input.take(length), input.base + input.offset - length)
  input.byte()
  return value
}
