// A message as an XML document of its own, for whom WBXML is not what is wanted, and back.
import { toBase64 } from '../base64'
import { withoutPadding } from '../bytes'
import { encode } from '../codec'
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import { wbxml } from '../wbxml/codec'
import { namespacesOf, type SyncmlVersion, syncmlDialect, tnds } from '../wbxml/syncml'
import { childNamed, type Element, textOf } from '../wbxml/tree'
import { encodeCp } from './cp'
import { describedAs, treesOfItem, withChild, withData, withTnds } from './dm1-body'
import { type Opened, openMessage } from './open'
import { encodeTnds } from './tnds'
import { xmlOfElement } from './xml'

const cpType = 'wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" "http://www.wapforum.org/DTD/prov.dtd"'
const tndsType =
  'MgmtTree PUBLIC "-//OMA//DTD-DM-DDF 1.2//EN" "http://www.openmobilealliance.org/tech/DTD/dm_ddf-v1_2.dtd"'
const syncmlAddresses: Readonly<Record<SyncmlVersion, string>> = {
  '1.0': 'http://www.syncml.org/docs/syncml_represent_v10_20001207.dtd',
  '1.1': 'http://www.syncml.org/docs/syncml_represent_v11_20020213.dtd',
  '1.2': 'http://www.openmobilealliance.org/tech/DTD/OMA-TS-SyncML_RepPro_DTD-V1_2.dtd',
}

/** The XML form of a CP or DM 1.x message or tree; a TNDS document in it is XML, too (TNDS 1.2, 9.1.3). Secrets are in clear. */
export function xmlDocumentOf(bytes: Uint8Array): string {
  const opened = openMessage(withoutPadding(bytes))
  if (opened.format === 'dm2') throw new Failed({ code: 'message.invalid', path: '', reason: 'DM 2.0 has no XML form' })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${typeOf(opened)}>\n${textOfRoot(opened)}\n`
}

type OfElements = Exclude<Opened, { readonly format: 'dm2' }>

function typeOf(opened: OfElements): string {
  if (opened.format === 'cp') return cpType
  if (opened.root.tag === 'MgmtTree') return tndsType
  const { version } = opened
  return `SyncML PUBLIC "-//SYNCML//DTD SyncML ${version}//EN" "${syncmlAddresses[version]}"`
}

const textOfRoot = (opened: OfElements): string =>
  opened.format === 'cp'
    ? xmlOfElement(opened.root)
    : xmlOfElement(asXml(opened.root), -1, '', namespacesOf(opened.version))

/** The WBXML form of a message that is XML, or of one that is WBXML already. */
export function wbxmlOf(message: string): Uint8Array {
  const opened = openMessage(utf8(message))
  if (opened.format === 'dm2')
    throw new Failed({ code: 'message.invalid', path: '', reason: 'DM 2.0 has no WBXML form' })
  if (opened.format === 'cp') return encodeCp(opened.root)
  if (opened.root.tag === 'MgmtTree') return encodeTnds(opened.root)
  const root = withItems(opened.root, (item, tree) => withTnds(item, tree))
  return encode(wbxml(syncmlDialect), { version: 0x02, publicId: opened.publicId, charset: 0x6a, root })
}

const asXml = (root: Element): Element =>
  root.tag === 'MgmtTree'
    ? asText(root)
    : withItems(root, (item, tree) =>
        describedAs(withData(item, asText(tree)), 'xml', 'application/vnd.syncml.dmtnds+xml'),
      )

/** Every item with a TNDS document, changed. */
const withItems = (element: Element, change: (item: Element, tree: Element) => Element): Element => ({
  ...element,
  children: element.children.map((child) => {
    if (child.kind !== 'element') return child
    const [tree] = child.tag === 'Item' ? treesOfItem(child) : []
    return tree === undefined ? withItems(child, change) : change(child, tree)
  }),
})

/** A tree that XML can carry: a value that is no text has the format `b64` (TNDS 1.2, 9.2.1). */
function asText(element: Element): Element {
  const written = element.tag === 'Node' ? asBase64(element) : element
  return { ...written, children: written.children.map((child) => (child.kind === 'element' ? asText(child) : child)) }
}

function asBase64(node: Element): Element {
  const value = childNamed(node, 'Value')
  const [content] = value?.children ?? []
  if (value === undefined || content?.kind !== 'opaque' || textOf(value) !== undefined) return node
  const written = withChild(node, value, tnds('Value', toBase64(content.bytes)))
  const properties = childNamed(node, 'RTProperties')
  const format = childNamed(properties, 'Format')
  if (properties === undefined || format === undefined) return written
  return withChild(written, properties, withChild(properties, format, tnds('Format', tnds('b64'))))
}
