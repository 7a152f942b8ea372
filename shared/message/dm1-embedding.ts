import { fromBase64 } from '../base64'
import { ByteReader } from '../bytes'
import { readWhole } from '../codec'
import { Failed } from '../failure'
import { excessAfter, type Spent } from '../limits'
import { fromUtf8 } from '../utf8'
import { readWbxml } from '../wbxml/codec'
import { syncmlDialect } from '../wbxml/syncml'
import { type Content, childNamed, type Element, textOf } from '../wbxml/tree'
import { isXml, xmlTextOf } from '../xml/text'
import { elementOfXml } from './from-xml'

type Around = { readonly spent: Spent; readonly type: string }

/**
 * The message with every embedded TNDS document as elements in its place. Embedded are opaque bytes, base64 and text, of
 * WBXML or XML, and elements of code page 2 as they are (TNDS 1.2, 8.7.2, 9.1.3 and 11.1). All of it counts as one.
 */
export const withEmbedded = (root: Element, spent: Spent): Element => opened(root, { spent, type: '' })

/** What Meta says at a command holds for its items. */
function opened(element: Element, { spent, type }: Around): Element {
  const around = { spent, type: typeSaidBy(element) ?? type }
  return {
    ...element,
    children: element.children.map((child) => (child.kind === 'element' ? openChild(element, child, around) : child)),
  }
}

/** Some writers put MetInf around what stands in Meta. */
function typeSaidBy(element: Element): string | undefined {
  const meta = childNamed(element, 'Meta')
  return textOf(childNamed(childNamed(meta, 'MetInf') ?? meta, 'Type'))
}

function openChild(parent: Element, child: Element, around: Around): Element {
  if (parent.tag !== 'Item' || child.tag !== 'Data') return opened(child, around)
  const [content, ...more] = child.children
  if (content === undefined || content.kind === 'element' || more.length > 0) return opened(child, around)
  const document = documentIn(content, around)
  return document === undefined ? child : { ...child, children: [document], sealed: child.children }
}

type Embedded = Exclude<Content, Element>

/** The Format beside it is not asked: writers get it wrong, and the bytes tell. A Type that says TNDS is kept to; under any other it may be TNDS all the same. */
function documentIn(content: Embedded, { spent, type }: Around): Element | undefined {
  if (/dmtnds\+(wbxml|xml)/i.test(type)) return treeIn(content, spent)
  try {
    return treeIn(content, spent)
  } catch (error) {
    if (!(error instanceof Failed) || excessAfter(spent, 0, 0) !== undefined) throw error
    return undefined
  }
}

function treeIn(content: Embedded, spent: Spent): Element {
  if (content.kind === 'opaque') return treeInBytes(content.bytes, content.at ?? 0, spent)
  // some writers put what is the CDATA of XML into WBXML as it is
  const written = content.text.replace(/^[\ufeff\s]*(<!\[CDATA\[)?[\ufeff\s]*/, '').replace(/\]\]>\s*$/, '')
  return written.startsWith('<') ? treeOf(elementOfXml(written, spent)) : treeInBase64(written, spent)
}

function treeInBytes(bytes: Uint8Array, at: number, spent: Spent): Element {
  if (isWbxml(bytes)) return treeInWbxml(bytes, at, spent)
  return isXml(bytes) ? treeOf(elementOfXml(xmlTextOf(bytes, at), spent)) : treeInBase64(fromUtf8(bytes, at), spent)
}

function treeInBase64(text: string, spent: Spent): Element {
  const bytes = fromBase64(text)
  return isXml(bytes) ? treeOf(elementOfXml(xmlTextOf(bytes), spent)) : treeInWbxml(bytes, 0, spent)
}

const isWbxml = ([version = 0]: Uint8Array): boolean => version >= 0x01 && version <= 0x03

function treeInWbxml(bytes: Uint8Array, base: number, spent: Spent): Element {
  const { root } = readWhole(new ByteReader(bytes, base), (input) => readWbxml(input, syncmlDialect, spent))
  return treeOf(root)
}

function treeOf(root: Element): Element {
  if (root.tag !== 'MgmtTree') throw new Failed({ code: 'message.invalid', path: root.tag, reason: 'not-tnds' })
  return root
}
