// SyncHdr and what it shares with commands: SyncML Representation Protocol 1.2, 4.3 (OMA DM 1.2).
import { fromBase64, toBase64 } from '../../base64'
import { Failed } from '../../failure'
import { metinf, syncml } from '../../wbxml/syncml'
import { childNamed, type Element, textOf } from '../../wbxml/tree'

/** A credential as it travels: the data is base64. */
export type Cred = { readonly type: string; readonly data: string }
export type Chal = { readonly type: string; readonly nextNonce?: Uint8Array | undefined }

export type Header = {
  readonly verDtd: string
  readonly verProto: string
  readonly sessionId: string
  readonly msgId: string
  readonly target: string
  readonly source: string
  /** Source/LocName: the user name that MD5 and HMAC count with. */
  readonly sourceName?: string | undefined
  readonly respUri?: string | undefined
  readonly cred?: Cred | undefined
  readonly maxMsgSize?: number | undefined
  readonly maxObjSize?: number | undefined
}

export const versions = { verDtd: '1.2', verProto: 'DM/1.2' } as const

export const writeHeader = (header: Header): Element =>
  syncml(
    'SyncHdr',
    syncml('VerDTD', header.verDtd),
    syncml('VerProto', header.verProto),
    syncml('SessionID', header.sessionId),
    syncml('MsgID', header.msgId),
    syncml('Target', syncml('LocURI', header.target)),
    syncml(
      'Source',
      syncml('LocURI', header.source),
      ...optional(header.sourceName, (name) => syncml('LocName', name)),
    ),
    ...optional(header.respUri, (uri) => syncml('RespURI', uri)),
    ...optional(header.cred, writeCred),
    ...writeSizes(header),
  )

const writeSizes = ({ maxMsgSize, maxObjSize }: Header): readonly Element[] => {
  const sizes = [
    ...optional(maxMsgSize, (size) => metinf('MaxMsgSize', String(size))),
    ...optional(maxObjSize, (size) => metinf('MaxObjSize', String(size))),
  ]
  return sizes.length === 0 ? [] : [syncml('Meta', ...sizes)]
}

export function readHeader(element: Element | undefined): Header {
  const text = (...path: readonly string[]) => textAt(element, ...path)
  const size = (name: string): number | undefined => {
    const written = text('Meta', name)
    return written === undefined ? undefined : numberIn(written, `SyncHdr/Meta/${name}`)
  }
  return {
    verDtd: text('VerDTD') ?? '',
    verProto: text('VerProto') ?? '',
    sessionId: needed(text('SessionID'), 'SyncHdr/SessionID'),
    msgId: needed(text('MsgID'), 'SyncHdr/MsgID'),
    target: needed(text('Target', 'LocURI'), 'SyncHdr/Target'),
    source: needed(text('Source', 'LocURI'), 'SyncHdr/Source'),
    sourceName: text('Source', 'LocName'),
    respUri: text('RespURI'),
    cred: readCred(childNamed(element, 'Cred')),
    maxMsgSize: size('MaxMsgSize'),
    maxObjSize: size('MaxObjSize'),
  }
}

const writeCred = ({ type, data }: Cred): Element =>
  syncml('Cred', syncml('Meta', metinf('Format', 'b64'), metinf('Type', type)), syncml('Data', data))

function readCred(element: Element | undefined): Cred | undefined {
  const data = textAt(element, 'Data')
  return data === undefined ? undefined : { type: textAt(element, 'Meta', 'Type') ?? '', data }
}

export const writeChal = ({ type, nextNonce }: Chal): Element =>
  syncml(
    'Chal',
    syncml(
      'Meta',
      metinf('Format', 'b64'),
      metinf('Type', type),
      ...optional(nextNonce, (nonce) => metinf('NextNonce', toBase64(nonce))),
    ),
  )

export function readChal(element: Element | undefined): Chal | undefined {
  const type = textAt(element, 'Meta', 'Type')
  const nonce = textAt(element, 'Meta', 'NextNonce')
  return type === undefined ? undefined : { type, ...(nonce !== undefined && { nextNonce: fromBase64(nonce) }) }
}

export const optional = <T>(value: T | undefined, write: (value: T) => Element): readonly Element[] =>
  value === undefined ? [] : [write(value)]

/** The text at a path of tags; a writer of XML may have put it on a line of its own. */
export const textAt = (element: Element | undefined, ...path: readonly string[]): string | undefined =>
  textOf(path.reduce<Element | undefined>(childNamed, element))?.trim()

export const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })

export function needed(text: string | undefined, path: string): string {
  if (text === undefined || text === '') throw invalid(path, 'missing')
  return text
}

export function numberIn(text: string, path: string): number {
  if (!/^\s*\d{1,9}\s*$/.test(text)) throw invalid(path, 'not a number')
  return Number(text)
}
