// A message taken out of its encoding, whatever that is.
import { ByteReader, malformed } from '../bytes'
import { Failed } from '../failure'
import { fromUtf8 } from '../utf8'
import { readHeader } from '../wbxml/codec'
import type { Element } from '../wbxml/tree'
import { openCp } from './cp'
import { openDm1 } from './dm1'
import { withEmbedded } from './dm1-embedding'
import { formatOf } from './format'
import { elementOfXml, isXml } from './from-xml'

/** JSON is left as bytes: DM 2.0 has warnings of its own about them. */
export type Opened =
  | { readonly format: 'dm2'; readonly bytes: Uint8Array }
  | { readonly format: 'dm1' | 'cp'; readonly root: Element }

/** WBXML and JSON by their first bytes, XML by `<`. Padding is no part of it. */
export function openMessage(bytes: Uint8Array): Opened {
  const format = isXml(bytes) ? 'xml' : formatOf(bytes)
  switch (format) {
    case 'xml':
      return openXml(bytes)
    case 'dm2':
      return { format, bytes }
    case 'cp':
      return { format, root: openCp(bytes) }
    case 'dm1':
      return hasCpName(bytes) ? { format: 'cp', root: openCp(bytes) } : { format, root: openDm1(bytes) }
    case 'empty':
      throw new Failed({ code: 'message.invalid', path: '', reason: 'empty' })
    case 'unknown':
      throw malformed('neither JSON, WBXML nor XML', 0)
  }
}

/** A public id may be written out instead of numbered. */
function hasCpName(bytes: Uint8Array): boolean {
  const { publicId } = readHeader(new ByteReader(bytes))
  return publicId === '-//WAPFORUM//DTD PROV 1.0//EN'
}

function openXml(bytes: Uint8Array): Opened {
  const root = elementOfXml(fromUtf8(bytes))
  switch (root.tag) {
    case 'wap-provisioningdoc':
      return { format: 'cp', root }
    case 'SyncML':
      return { format: 'dm1', root: withEmbedded(root) }
    default:
      throw new Failed({ code: 'message.invalid', path: root.tag, reason: 'tnds-alone' })
  }
}
