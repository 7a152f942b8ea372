// A message that is XML text as the elements its WBXML would have.
import { Failed } from '../failure'
import { cpDialect } from '../wbxml/cp'
import { type Dialect, tokenOf } from '../wbxml/dialect'
import { namespaces, syncmlDialect } from '../wbxml/syncml'
import { type Attribute, type Element, text } from '../wbxml/tree'
import { readXml, type XmlElement } from '../xml/read'

export const isXml = (bytes: Uint8Array): boolean => bytes[0] === 0x3c

/** A CP document, a SyncML message or a TNDS document. Fails with `message.invalid` at what is of none of them. */
export function elementOfXml(document: string): Element {
  const root = readXml(document)
  if (root.name === 'wap-provisioningdoc') return cpElement(root, '')
  if (root.name !== 'SyncML' && root.name !== 'MgmtTree') throw invalid(root.name, 'unknown-document')
  return syncmlElement(root, root.name === 'SyncML' ? 0 : 2, '')
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })
const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)

function cpElement({ name, attributes, children }: XmlElement, path: string): Element {
  const here = below(path, name)
  checkTag(cpDialect, 0, name, here)
  const unknown = attributes.find((attribute) => !['version', 'type', 'name', 'value'].includes(attribute.name))
  if (unknown !== undefined) throw invalid(here, `unknown attribute ${unknown.name}`)
  const elements = children.filter((child) => typeof child !== 'string')
  const kept: readonly Attribute[] = attributes
  return {
    kind: 'element',
    page: 0,
    tag: name,
    ...(kept.length > 0 && { attributes: kept }),
    children: elements.map((child) => cpElement(child, here)),
  }
}

/** The namespace names the code page; where none is written, it is the first page that has the name, ours before others. */
function syncmlElement({ name, namespace, children }: XmlElement, parentPage: number, path: string): Element {
  const here = below(path, name)
  const named = namespaces.findIndex((one) => one.toLowerCase() === namespace.toLowerCase())
  const candidates = named >= 0 ? [named] : [parentPage, ...namespaces.keys()]
  const page = candidates.find((candidate) => tokenOf(syncmlDialect, candidate, name) !== undefined)
  if (page === undefined) throw invalid(here, 'unknown-element')
  return {
    kind: 'element',
    page,
    tag: name,
    children: children.map((child) => (typeof child === 'string' ? text(child) : syncmlElement(child, page, here))),
  }
}

function checkTag(dialect: Dialect, page: number, tag: string, path: string): void {
  if (tokenOf(dialect, page, tag) === undefined) throw invalid(path, 'unknown-element')
}
