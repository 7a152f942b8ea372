import { encode } from '../../shared/codec'
import type { ServerAccount } from '../../shared/message/account'
import { readDm1Root } from '../../shared/message/dm1-read'
import { openDm1 } from '../../shared/message/open'
import { wbxml } from '../../shared/wbxml/codec'
import { metinf, syncml, syncmlDialect, tnds } from '../../shared/wbxml/syncml'
import type { Content, Element } from '../../shared/wbxml/tree'
import { credentialOf } from './accounts'

/** The account of the vectors. */
export const example: ServerAccount = {
  id: 'dm.example.com',
  url: 'https://dm.example.com/dm',
  name: 'Example DM',
  rights: [],
  client: credentialOf('clientuser', 'clientsecret', 'nonce'),
}

export const readDm1 = (bytes: Uint8Array) => readDm1Root(openDm1(bytes).root)

export const documentOf = (root: Element, publicId: number | string = 0x1201): Uint8Array =>
  encode(wbxml(syncmlDialect), { version: 2, publicId, charset: 0x6a, root })

export const messageOf = (...commands: readonly Element[]): Uint8Array =>
  documentOf(
    syncml('SyncML', syncml('SyncHdr', syncml('VerDTD', '1.2')), syncml('SyncBody', ...commands, syncml('Final'))),
  )

const tndsType = 'application/vnd.syncml.dmtnds+wbxml'

/** A command that adds data, which is of this type. */
export const addOf = (data: Content, to = './Inbox', type = tndsType): Element =>
  syncml(
    'Add',
    syncml('CmdID', '1'),
    syncml('Item', syncml('Target', syncml('LocURI', to)), syncml('Meta', metinf('Type', type)), syncml('Data', data)),
  )

export const leaf = (name: string, value: string, ...properties: readonly Element[]): Element =>
  tnds(
    'Node',
    tnds('NodeName', name),
    tnds('RTProperties', tnds('Format', tnds('chr')), ...properties),
    tnds('Value', value),
  )

export const object = (name: string, moid: string, ...children: readonly Element[]): Element =>
  tnds(
    'Node',
    tnds('NodeName', name),
    tnds('RTProperties', tnds('Format', tnds('node')), tnds('Type', tnds('DDFName', moid))),
    ...children,
  )
