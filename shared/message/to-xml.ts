// A message as an XML document of its own, for whom WBXML is not what is wanted, and back.
import { withoutPadding } from '../bytes'
import { encode } from '../codec'
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import { wbxml } from '../wbxml/codec'
import { metinf, syncmlDialect, syncmlPublicId } from '../wbxml/syncml'
import { childNamed, type Element, opaque } from '../wbxml/tree'
import { encodeCp } from './cp'
import { openMessage } from './open'
import { encodeTnds } from './tnds'
import { xmlOfElement } from './xml'

const cpType =
  '<!DOCTYPE wap-provisioningdoc PUBLIC "-//WAPFORUM//DTD PROV 1.0//EN" "http://www.wapforum.org/DTD/prov.dtd">'
const syncmlType =
  '<!DOCTYPE SyncML PUBLIC "-//SYNCML//DTD SyncML 1.2//EN" "http://www.openmobilealliance.org/tech/DTD/OMA-TS-SyncML_RepPro_DTD-V1_2.dtd">'

/** The XML form of a CP or DM 1.2 message; a TNDS document in it is XML, too (TNDS 1.2, 9.1.3). Secrets are in clear. */
export function xmlDocumentOf(bytes: Uint8Array): string {
  const opened = openMessage(withoutPadding(bytes))
  if (opened.format === 'dm2') throw new Failed({ code: 'message.invalid', path: '', reason: 'DM 2.0 has no XML form' })
  const isCp = opened.format === 'cp'
  const root = isCp ? opened.root : asXml(opened.root)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${isCp ? cpType : syncmlType}\n${xmlOfElement(root)}\n`
}

/** The WBXML form of a message that is XML, or of one that is WBXML already. */
export function wbxmlOf(message: string): Uint8Array {
  const opened = openMessage(utf8(message))
  if (opened.format === 'dm2')
    throw new Failed({ code: 'message.invalid', path: '', reason: 'DM 2.0 has no WBXML form' })
  if (opened.format === 'cp') return encodeCp(opened.root)
  const root = asWbxml(opened.root)
  return encode(wbxml(syncmlDialect), { version: 0x02, publicId: syncmlPublicId, charset: 0x6a, root })
}

const asXml = (root: Element): Element =>
  itemsChanged(root, ['xml', 'application/vnd.syncml.dmtnds+xml'], (tree) => tree)

const asWbxml = (root: Element): Element =>
  itemsChanged(root, ['bin', 'application/vnd.syncml.dmtnds+wbxml'], (tree) => opaque(encodeTnds(tree)))

/** Every item with a TNDS document: what Meta says of it, and how it is embedded (TNDS 1.2, 8.7.2). */
function itemsChanged(
  element: Element,
  [format, type]: readonly [string, string],
  embedded: (tree: Element) => Element['children'][number],
): Element {
  const data = childNamed(element, 'Data')
  const tree = element.tag === 'Item' ? childNamed(data, 'MgmtTree') : undefined
  const meta = { Format: metinf('Format', format), Type: metinf('Type', type) }
  return {
    ...element,
    children: element.children.map((child) => {
      if (child.kind !== 'element') return child
      if (tree !== undefined && child === data) return { ...child, children: [embedded(tree)] }
      if (tree !== undefined && child.tag === 'Meta')
        return {
          ...child,
          children: child.children.map((one) =>
            one.kind === 'element' && (one.tag === 'Format' || one.tag === 'Type') ? meta[one.tag] : one,
          ),
        }
      return itemsChanged(child, [format, type], embedded)
    }),
  }
}
