import { fromBase64 } from '../base64'
import { ByteReader } from '../bytes'
import { Failed } from '../failure'
import { fromUtf8 } from '../utf8'
import { wbxml } from '../wbxml/codec'
import { syncmlDialect } from '../wbxml/syncml'
import { type Content, childNamed, type Element, textOf } from '../wbxml/tree'
import { elementOfXml } from './from-xml'

/**
 * The message with every embedded TNDS document as elements in its place. Four ways of embedding are met: opaque bytes,
 * base64 text, XML as text, and elements of code page 2 as they are (TNDS 1.2, 8.7.2, 9.1.3 and 11.1).
 */
export const withEmbedded = (element: Element): Element => ({
  ...element,
  children: element.children.map((child) => (child.kind === 'element' ? openChild(element, child) : child)),
})

function openChild(parent: Element, child: Element): Element {
  if (parent.tag !== 'Item' || child.tag !== 'Data') return withEmbedded(child)
  const [content, ...more] = child.children
  if (content === undefined || content.kind === 'element' || more.length > 0) return withEmbedded(child)
  const document = documentIn(content, textOf(childNamed(childNamed(parent, 'Meta'), 'Type')) ?? '')
  return document === undefined ? child : { ...child, children: [document] }
}

/** The Format beside it is not asked: writers get it wrong, and the bytes tell. */
function documentIn(content: Exclude<Content, Element>, type: string): Element | undefined {
  if (content.kind === 'opaque' && isWbxml(content.bytes)) return documentOf(content.bytes, content.at ?? 0)
  if (!/dmtnds\+(wbxml|xml)/.test(type)) return undefined
  const written = content.kind === 'text' ? content.text : fromUtf8(content.bytes, content.at)
  if (written.trimStart().startsWith('<')) return treeOf(elementOfXml(written.trimStart()))
  return documentOf(fromBase64(written), 0)
}

const isWbxml = ([version = 0]: Uint8Array): boolean => version >= 0x01 && version <= 0x03

function documentOf(bytes: Uint8Array, base: number): Element {
  const input = new ByteReader(bytes, base)
  const { root } = wbxml(syncmlDialect).read(input)
  if (input.left > 0) return input.fail(`${input.left} bytes are left over`)
  return treeOf(root)
}

function treeOf(root: Element): Element {
  if (root.tag !== 'MgmtTree') throw new Failed({ code: 'message.invalid', path: root.tag, reason: 'not-tnds' })
  return root
}
