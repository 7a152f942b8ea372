import type { ByteWriter } from '../bytes'
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import { attributeToken, valuePieces } from './attribute'
import { type Dialect, type Placed, tokenOf } from './dialect'
import { mbUint32 } from './integer'
import type { SharedTexts } from './table'
import { END, HAS_ATTRIBUTES, HAS_CONTENT, OPAQUE, STR_I, STR_T, SWITCH_PAGE } from './tokens'
import type { Attribute, Content, Element } from './tree'

/** Code pages of tags and of attributes are two states (5.8.1), and each outlives the element that changed it. */
export type Writing = {
  readonly out: ByteWriter
  readonly dialect: Dialect
  readonly texts: SharedTexts
  /** Which page is taken where several have a token: the first, or the one we are on. */
  readonly prefers: 'first' | 'current'
  page: number
  attributePage: number
}

const unwritable = new Failed({
  code: 'message.invalid',
  path: '',
  reason: 'a text with U+0000 cannot be written in WBXML',
})

export function writeElement(writing: Writing, { page, tag, attributes = [], children }: Element): void {
  const { out, dialect } = writing
  const token = tokenOf(dialect, page, tag)
  if (token === undefined)
    throw new Failed({ code: 'message.invalid', path: tag, reason: `an element ${dialect.name} has no token for` })
  if (page !== writing.page) out.put(SWITCH_PAGE, page)
  writing.page = page
  out.put(token | (attributes.length > 0 ? HAS_ATTRIBUTES : 0) | (children.length > 0 ? HAS_CONTENT : 0))
  for (const attribute of attributes) writeAttribute(writing, attribute)
  if (attributes.length > 0) out.put(END)
  for (const child of children) writeContent(writing, child)
  if (children.length > 0) out.put(END)
}

function writeContent(writing: Writing, content: Content): void {
  switch (content.kind) {
    case 'element':
      writeElement(writing, content)
      return
    case 'opaque':
      writing.out.put(OPAQUE)
      mbUint32.write(writing.out, content.bytes.length)
      writing.out.append(content.bytes)
      return
    case 'text':
      writeText(writing, content.text)
      return
  }
}

function writeText({ out, texts }: Writing, text: string): void {
  if (text.includes('\0')) throw unwritable
  for (const piece of texts.pieces.get(text) ?? [text]) {
    if (typeof piece === 'string') out.put(STR_I).append(utf8(piece)).put(0x00)
    else writeReference(out, piece)
  }
}

function writeReference(out: ByteWriter, offset: number): void {
  out.put(STR_T)
  mbUint32.write(out, offset)
}

function writeAttribute(writing: Writing, { name, value }: Attribute): void {
  const { start, left } = attributeToken(writing.dialect, pagesOf(writing), name, value)
  writePlaced(writing, start)
  for (const piece of valuePieces(writing.dialect, pagesOf(writing), left ?? '')) {
    if (typeof piece === 'string') writeText(writing, piece)
    if (typeof piece !== 'string') writePlaced(writing, piece)
  }
}

function writePlaced(writing: Writing, { page, token }: Placed): void {
  if (page !== writing.attributePage) writing.out.put(SWITCH_PAGE, page)
  writing.attributePage = page
  writing.out.put(token)
}

const pagesOf = ({ dialect, prefers, attributePage }: Writing): readonly number[] => {
  const all = dialect.tokens.starts.map((_, page) => page)
  return prefers === 'first' ? all : [attributePage, ...all]
}
