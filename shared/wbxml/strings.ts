import type { ByteReader } from '../bytes'
import type { ReadText } from '../charset'

/** WBXML 1.3, 5.7: text shared by a document, addressed by its offset; and how the text of the document is read. */
export type StringTable = { readonly bytes: Uint8Array; readonly at: number; readonly readText: ReadText }

/** The string at an offset of the table; it ends at a NUL, or with the table, as some writers leave the last NUL out. */
export function stringAt({ bytes, at, readText }: StringTable, index: number, input: ByteReader): string {
  if (index >= bytes.length) return input.fail(`string table has no offset ${index}`)
  const end = bytes.indexOf(0x00, index)
  return readText(bytes.subarray(index, end < 0 ? bytes.length : end), at + index)
}

/** WBXML 1.3, 5.8.4.1: an inline string up to its NUL. */
export function inlineString(input: ByteReader, { readText }: StringTable): string {
  const length = input.bytes.indexOf(0x00, input.offset) - input.offset
  if (length < 0) return input.fail('a string does not end')
  const value = readText(input.take(length), input.base + input.offset - length)
  input.byte()
  return value
}
