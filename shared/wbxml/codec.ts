// WBXML 1.3 (and 1.1, 1.2), WAP-192. What we write is what libwbxml writes without a string table.
import type { ByteReader, ByteWriter } from '../bytes'
import type { Codec } from '../codec'
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import { readContents } from './content'
import { type Dialect, tokenOf } from './dialect'
import { mbUint32 } from './integer'
import { type StringTable, stringAt } from './strings'
import { END, HAS_CONTENT, OPAQUE, STR_I, SWITCH_PAGE } from './tokens'
import type { Content, Document, Element } from './tree'

/** IANA MIBenum of UTF-8 and US-ASCII; 0 is unknown, read as UTF-8. */
const UTF_8 = 0x6a
const charsets = [0x00, 0x03, UTF_8]

const unwritable = new Failed({
  code: 'message.invalid',
  path: '',
  reason: 'a text with U+0000 cannot be written in WBXML',
})

export const wbxml = (dialect: Dialect): Codec<Document> => ({
  write(out, { version, publicId, charset, root }) {
    out.put(version)
    if (typeof publicId === 'number') {
      mbUint32.write(out, publicId)
      out.put(charset, 0x00)
    }
    if (typeof publicId === 'string') {
      const name = utf8(`${publicId}\0`)
      out.put(0x00, 0x00, charset)
      mbUint32.write(out, name.length)
      out.append(name)
    }
    writeElement(out, dialect, root, 0)
  },
  read(input) {
    const version = input.peek() ?? input.fail('ends too early')
    if (version < 0x01 || version > 0x03) return input.fail(`WBXML version byte ${version} is not 1 to 3`)
    input.byte()
    const known = mbUint32.read(input)
    const named = known === 0 ? mbUint32.read(input) : undefined
    const charset = mbUint32.read(input)
    if (!charsets.includes(charset)) return input.fail(`charset ${charset} is not UTF-8`)
    const size = mbUint32.read(input)
    const table: StringTable = { bytes: input.take(size), at: input.base + input.offset - size }
    const publicId = named === undefined ? known : stringAt(table, named, input)
    return { version, publicId, charset, root: readRoot(input, dialect, table) }
  },
})

function readRoot(input: ByteReader, dialect: Dialect, table: StringTable): Element {
  const root = readContents(input, dialect, table)
  if (root.kind !== 'element') return input.fail('a document begins with an element')
  return root
}

/** Returns the code page in force after the element: it changes only where a tag needs another. */
function writeElement(
  out: ByteWriter,
  dialect: Dialect,
  { page, tag, attributes, children }: Element,
  from: number,
): number {
  const token = tokenOf(dialect, page, tag)
  if (token === undefined || attributes !== undefined)
    throw new Error(`${tag} of page ${page} is not of ${dialect.name}`)
  if (page !== from) out.put(SWITCH_PAGE, page)
  if (children.length === 0) {
    out.put(token)
    return page
  }
  out.put(token | HAS_CONTENT)
  const last = children.reduce((current, child) => writeContent(out, dialect, child, current), page)
  out.put(END)
  return last
}

function writeContent(out: ByteWriter, dialect: Dialect, content: Content, page: number): number {
  switch (content.kind) {
    case 'element':
      return writeElement(out, dialect, content, page)
    case 'opaque':
      out.put(OPAQUE)
      mbUint32.write(out, content.bytes.length)
      out.append(content.bytes)
      return page
    case 'text':
      if (content.text.includes('\0')) throw unwritable
      out.put(STR_I).append(utf8(content.text)).put(0x00)
      return page
  }
}
