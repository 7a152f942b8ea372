// WBXML 1.3 (and 1.1, 1.2), WAP-192.
import { type ByteReader, type ByteWriter, concat } from '../bytes'
import { charsetNumbered } from '../charset'
import type { Codec } from '../codec'
import { nothingSpent, type Spent } from '../limits'
import { utf8 } from '../utf8'
import { readContents } from './content'
import type { Dialect } from './dialect'
import { mbUint32 } from './integer'
import { type StringTable, stringAt } from './strings'
import { nothingShared, sharedTexts } from './table'
import type { Document } from './tree'
import { writeElement } from './write'

/** What is written is what libwbxml writes without a string table. */
export const wbxml = (dialect: Dialect): Codec<Document> => ({
  write(out, document) {
    writeHeader(out, document, [])
    writeElement({ out, dialect, texts: nothingShared, prefers: 'first', page: 0, attributePage: 0 }, document.root)
  },
  read: (input) => readWbxml(input, dialect, nothingSpent()),
})

/** A document within another one is counted together with it. */
export function readWbxml(input: ByteReader, dialect: Dialect, spent: Spent): Document {
  const { table, ...header } = readHeader(input)
  const root = readContents({ input, dialect, table, spent })
  if (root.kind !== 'element') return input.fail('a document begins with an element')
  return { ...header, root }
}

type Header = Omit<Document, 'root'> & { readonly table: StringTable }

export function readHeader(input: ByteReader): Header {
  const version = input.peek() ?? input.fail('ends too early')
  if (version < 0x01 || version > 0x03) return input.fail(`WBXML version byte ${version} is not 1 to 3`)
  input.byte()
  const known = mbUint32.read(input)
  const named = known === 0 ? mbUint32.read(input) : undefined
  const charset = mbUint32.read(input)
  const readText = charsetNumbered(charset) ?? input.fail(`charset ${charset} is not UTF-8, ASCII or ISO-8859-1`)
  const size = mbUint32.read(input)
  const table: StringTable = { bytes: input.take(size), at: input.base + input.offset - size, readText }
  const publicId = named === undefined ? known : stringAt(table, named, input)
  return { version, publicId, charset, table }
}

/**
 * The same, as short as we can: repeated texts in the string table, and no page switch that is not needed. A text that is
 * not `isShared` is written where it stands.
 */
export const compactWbxml = (dialect: Dialect, isShared: (text: string) => boolean): Codec<Document> => ({
  write(out, document) {
    const { root } = document
    const texts = sharedTexts(root, dialect, isShared)
    writeHeader(out, document, texts.table)
    writeElement({ out, dialect, texts, prefers: 'current', page: 0, attributePage: 0 }, root)
  },
  read: wbxml(dialect).read,
})

/** 5.3 to 5.7: version, public id, charset, string table. A public id that is a name is the last text of the table. */
function writeHeader(out: ByteWriter, { version, publicId, charset }: Document, texts: readonly string[]): void {
  const table = concat(...texts.map(terminated))
  const name = typeof publicId === 'string' ? terminated(publicId) : new Uint8Array()
  out.put(version)
  mbUint32.write(out, typeof publicId === 'number' ? publicId : 0)
  if (typeof publicId === 'string') mbUint32.write(out, table.length)
  out.put(charset)
  mbUint32.write(out, table.length + name.length)
  out.append(table).append(name)
}

const terminated = (text: string): Uint8Array => utf8(`${text}\0`)
