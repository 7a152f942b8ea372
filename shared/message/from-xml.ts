// A message that is XML text as the elements its WBXML would have.
import { Failed } from '../failure'
import { nothingSpent } from '../limits'
import { cpDialect } from '../wbxml/cp'
import { tokenOf } from '../wbxml/dialect'
import { type SyncmlVersion, syncmlDialect, syncmlVersions } from '../wbxml/syncml'
import { type Element, text } from '../wbxml/tree'
import { readXml, type XmlElement } from '../xml/read'

/** `version` is that of SyncML, by the namespace of the root. */
export type XmlDocument = { readonly root: Element; readonly version: SyncmlVersion }

/**
 * A CP document, a SyncML message or a TNDS document. Fails with `message.invalid` at what is of none of them. What it
 * holds is counted together with what `spent` says.
 */
export function documentOfXml(document: string, spent = nothingSpent()): XmlDocument {
  const root = readXml(document, spent)
  return { root: elementOf(root), version: versionIn(root.namespace) }
}

export const elementOfXml = (document: string, spent = nothingSpent()): Element => documentOfXml(document, spent).root

function elementOf(root: XmlElement): Element {
  if (root.name === 'wap-provisioningdoc') return cpElement(root, '')
  if (root.name !== 'SyncML' && root.name !== 'MgmtTree') throw invalid(root.name, 'unknown-document')
  return syncmlElement(root, root.name === 'SyncML' ? 0 : 2, '')
}

const versionIn = (namespace: string): SyncmlVersion =>
  syncmlVersions.find((version) => namespace.toUpperCase() === `SYNCML:SYNCML${version}`) ?? '1.2'

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })
const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)

/** What Windows has beside the elements of CP. WBXML has no tokens for them, nor for what else it says in attributes. */
const windowsTags = ['nocharacteristic', 'noparm', 'characteristic-query', 'parm-query']

function cpElement({ name, attributes, children }: XmlElement, path: string): Element {
  const here = below(path, name)
  if (tokenOf(cpDialect, 0, name) === undefined && !windowsTags.includes(name)) throw invalid(here, 'unknown-element')
  const elements = children.filter((child) => typeof child !== 'string')
  return {
    kind: 'element',
    page: 0,
    tag: name,
    ...(attributes.length > 0 && { attributes }),
    children: elements.map((child) => cpElement(child, here)),
  }
}

/** The beginnings of the namespaces of code pages: each version has its own. */
const spaces = ['syncml:syncml', 'syncml:metinf', 'syncml:dmddf']

/** The namespace names the code page; where none is written, it is the first page that has the name, ours before others. */
function syncmlElement({ name, namespace, children }: XmlElement, parentPage: number, path: string): Element {
  const here = below(path, name)
  const named = spaces.findIndex((one) => namespace.toLowerCase().startsWith(one))
  const candidates = named >= 0 ? [named] : [parentPage, ...spaces.keys()]
  const page = candidates.find((candidate) => tokenOf(syncmlDialect, candidate, name) !== undefined)
  if (page === undefined) throw invalid(here, 'unknown-element')
  return {
    kind: 'element',
    page,
    tag: name,
    children: children.map((child) => (typeof child === 'string' ? text(child) : syncmlElement(child, page, here))),
  }
}
