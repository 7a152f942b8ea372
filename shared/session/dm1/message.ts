// A SyncML message of an OMA DM 1.2 session, as WBXML or XML.
import { encode } from '../../codec'
import { openMessage } from '../../message/open'
import { xmlOfElement } from '../../message/xml'
import { utf8 } from '../../utf8'
import { wbxml } from '../../wbxml/codec'
import { syncml, syncmlDialect, syncmlPublicId } from '../../wbxml/syncml'
import { childNamed } from '../../wbxml/tree'
import { type Command, type Numbered, readCommands, writeCommand } from './command'
import { type Header, invalid, readHeader, writeHeader } from './header'

export type Message = {
  readonly header: Header
  readonly commands: readonly Numbered[]
  readonly isFinal: boolean
}

/** OMA DM 1.2 HTTP Binding: the two forms of a session's messages. */
export const dm1Wbxml = 'application/vnd.syncml.dm+wbxml'
export const dm1Xml = 'application/vnd.syncml.dm+xml'
export type Dm1Media = typeof dm1Wbxml | typeof dm1Xml

export const isDm1Media = (media: string): media is Dm1Media => media === dm1Wbxml || media === dm1Xml

/** Commands under the ids 1, 2, … in their order. */
export const numbered = (commands: readonly Command[]): readonly Numbered[] =>
  commands.map((command, at) => ({ id: String(at + 1), command }))

export function encodeMessage({ header, commands, isFinal }: Message, media: Dm1Media): Uint8Array {
  const body = syncml('SyncBody', ...commands.map(writeCommand), ...(isFinal ? [syncml('Final')] : []))
  const root = syncml('SyncML', writeHeader(header), body)
  if (media === dm1Xml) return utf8(`<?xml version="1.0" encoding="UTF-8"?>\n${xmlOfElement(root)}\n`)
  return encode(wbxml(syncmlDialect), { version: 0x02, publicId: syncmlPublicId, charset: 0x6a, root })
}

/** Reads either form by its first bytes. Fails with `bytes.malformed` or `message.invalid`. */
export function decodeMessage(bytes: Uint8Array): Message {
  const opened = openMessage(bytes)
  if (opened.format !== 'dm1') throw invalid('', 'not-syncml')
  const body = childNamed(opened.root, 'SyncBody')
  if (body === undefined) throw invalid('SyncBody', 'missing')
  return {
    header: readHeader(childNamed(opened.root, 'SyncHdr')),
    commands: readCommands(body),
    isFinal: childNamed(body, 'Final') !== undefined,
  }
}
