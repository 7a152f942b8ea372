import { toBase64 } from '../base64'
import { isArray, isObject, type Json, textOfLeaf } from '../json'
import { type Namespaces, namespaces } from '../wbxml/syncml'
import { type Content, type Element, textOfContent } from '../wbxml/tree'

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

/** XML 1.0, 2.2 has no place for most control characters: they become U+FFFD. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => entities.get(sign) ?? sign)
    .replace(/\r/g, '&#13;')

/** A name from a literal tag may be anything. */
const nameOf = (tag: string): string => tag.replace(/[^\p{L}\p{N}._-]/gu, '_').replace(/^(?=[^\p{L}_])/u, '_')

/** Elements as indented XML; a namespace is named where the code page changes. */
export function xmlOfElement(element: Element, parentPage = -1, indent = '', spaces = namespaces): string {
  const { page, tag, children } = element
  const name = nameOf(tag)
  const start = `${name}${namespaceOf(element, parentPage, spaces)}${attributesOf(element)}`
  if (children.length === 0) return `${indent}<${start}/>`
  if (children.every(({ kind }) => kind !== 'element'))
    return `${indent}<${start}>${children.map((child) => xmlOfContent(child, page, '', spaces)).join('')}</${name}>`
  const inner = children.map((child) => xmlOfContent(child, page, `${indent} `, spaces))
  return [`${indent}<${start}>`, ...inner, `${indent}</${name}>`].join('\n')
}

/** CP has no namespace, and its code pages mean nothing. */
const namespaceOf = ({ page, tag }: Element, parentPage: number, spaces: Namespaces): string => {
  if (page === parentPage || cpTags.includes(tag)) return ''
  return ` xmlns="${spaces[page] ?? `page ${page}`}"`
}
const cpTags = ['wap-provisioningdoc', 'characteristic', 'parm']

const attributesOf = ({ attributes = [] }: Element): string =>
  attributes.map(({ name, value = '' }) => ` ${nameOf(name)}="${escapedInAttribute(value)}"`).join('')

/** XML 1.0, 3.3.3: a reader makes blanks of line ends and tabs that are not written as numbers. */
const escapedInAttribute = (text: string): string =>
  escaped(text).replace(/[\t\n]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function xmlOfContent(content: Content, page: number, indent: string, spaces: Namespaces): string {
  switch (content.kind) {
    case 'element':
      return xmlOfElement(content, page, indent, spaces)
    case 'text':
      return indent + escaped(content.text)
    case 'opaque':
      return indent + escaped(textOfContent(content) ?? toBase64(content.bytes))
  }
}

/** A JSON document as elements: names are attributes, since a node may be called anything. */
export function xmlOfJson(value: Json, name = '', indent = ''): string {
  const start = name === '' ? 'node' : `node name="${escaped(name)}"`
  const leaf = textOfLeaf(value)
  if (leaf !== undefined) return `${indent}<${start}>${escaped(leaf)}</node>`
  const members = childrenOf(value)
  if (members.length === 0) return `${indent}<${start}/>`
  const inner = members.map(([child, member]) => xmlOfJson(member, child, `${indent} `))
  return [`${indent}<${start}>`, ...inner, `${indent}</node>`].join('\n')
}

function childrenOf(value: Json): readonly (readonly [string, Json])[] {
  if (isObject(value)) return [...value]
  return isArray(value) ? value.map((item) => ['', item]) : []
}
