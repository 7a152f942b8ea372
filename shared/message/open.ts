// A message taken out of its encoding, whatever that is.
import { ByteReader, malformed } from '../bytes'
import { decode } from '../codec'
import { Failed } from '../failure'
import { nothingSpent } from '../limits'
import { readHeader, readWbxml } from '../wbxml/codec'
import { type SyncmlVersion, syncmlDialect, syncmlPublicIds, versionOf } from '../wbxml/syncml'
import type { Element } from '../wbxml/tree'
import { isXml, xmlTextOf } from '../xml/text'
import { openCp } from './cp'
import { withEmbedded } from './dm1-embedding'
import { formatOf } from './format'
import { documentOfXml } from './from-xml'

/** DM 1.x with the documents in it opened: a SyncML message, or a TNDS document alone. The public id is that of its WBXML. */
export type OpenedDm1 = {
  readonly format: 'dm1'
  readonly root: Element
  readonly publicId: number | string
  readonly version: SyncmlVersion
}

/** JSON is left as bytes: DM 2.0 has warnings of its own about them. */
export type Opened =
  | { readonly format: 'dm2'; readonly bytes: Uint8Array }
  | { readonly format: 'cp'; readonly root: Element }
  | OpenedDm1

/** WBXML and JSON by their first bytes, XML by `<`. Padding is no part of it. */
export function openMessage(bytes: Uint8Array): Opened {
  const format = isXml(bytes) ? 'xml' : formatOf(bytes)
  switch (format) {
    case 'xml':
      return openXml(xmlTextOf(bytes))
    case 'dm2':
      return { format, bytes }
    case 'cp':
      return { format, root: openCp(bytes) }
    case 'dm1':
      return hasCpName(bytes) ? { format: 'cp', root: openCp(bytes) } : openDm1(bytes)
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

/** Fails if the bytes are neither a SyncML message nor a TNDS document. */
export function openDm1(bytes: Uint8Array): OpenedDm1 {
  const spent = nothingSpent()
  const { root, publicId } = decode({ read: (input) => readWbxml(input, syncmlDialect, spent) }, bytes)
  if (root.tag !== 'SyncML' && root.tag !== 'MgmtTree') throw notSyncml(root)
  return { format: 'dm1', root: withEmbedded(root, spent), publicId, version: versionOf(publicId) }
}

function openXml(document: string): Opened {
  const spent = nothingSpent()
  const { root, version } = documentOfXml(document, spent)
  if (root.tag === 'wap-provisioningdoc') return { format: 'cp', root }
  return { format: 'dm1', root: withEmbedded(root, spent), publicId: syncmlPublicIds[version], version }
}

const notSyncml = ({ tag }: Element): Failed => new Failed({ code: 'message.invalid', path: tag, reason: 'not-syncml' })
