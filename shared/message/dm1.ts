// The DM 1.2 bootstrap message: a SyncML message in WBXML that adds TNDS objects to ./Inbox (OMA DM Bootstrap 1.2).
import { type Codec, encode } from '../codec'
import { compactWbxml, wbxml } from '../wbxml/codec'
import { metinf, syncml, syncmlDialect, syncmlPublicId, tndsPublicId } from '../wbxml/syncml'
import { type Document, type Element, opaque } from '../wbxml/tree'
import type { AccessPoint, ServerAccount } from './account'
import { nodesOf, withNodes } from './dm1-join'
import { nodeOfAccessPoint, nodeOfAccount } from './dmacc1'
import { namesReferredTo } from './inbox'
import { encodeTnds, mgmtTree } from './tnds'

/** A message before it is bytes. `trees` are MgmtTree elements, each to be added by a command of its own. */
export type Dm1Message = { readonly target: string; readonly source: string; readonly trees: readonly Element[] }

/** One MgmtTree an object. Accounts come first, as in a DM 2.0 message. */
export const treesOf = (accounts: readonly ServerAccount[], points: readonly AccessPoint[]): readonly Element[] =>
  [...accounts.map((account, at) => nodeOfAccount(`dms${at + 1}`, account)), ...points.map(nodeOfAccessPoint)].map(
    (node) => mgmtTree.write({ nodes: [node] }),
  )

export function composeDm1({ target, source, trees }: Dm1Message, encoding = plainDm1): Uint8Array {
  const header = syncml(
    'SyncHdr',
    syncml('VerDTD', '1.2'),
    syncml('VerProto', 'DM/1.2'),
    syncml('SessionID', '0'),
    syncml('MsgID', '0'),
    syncml('Target', syncml('LocURI', target)),
    syncml('Source', syncml('LocURI', source)),
  )
  const commands = joined(trees).map((tree, at) => addCommand(encoding.tnds(tree), at))
  return encoding.message(syncml('SyncML', header, syncml('SyncBody', ...commands, syncml('Final'))))
}

/** How the message and a document in it become bytes. */
export type Dm1Encoding = {
  readonly message: (root: Element) => Uint8Array
  readonly tnds: (tree: Element) => Uint8Array
}

const encodeWith =
  (codec: Codec<Document>, publicId: number | string) =>
  (root: Element): Uint8Array =>
    encode(codec, { version: 0x02, publicId, charset: 0x6a, root })

export const plainDm1: Dm1Encoding = { message: encodeWith(wbxml(syncmlDialect), syncmlPublicId), tnds: encodeTnds }

export function compactDm1(isShared: (text: string) => boolean = () => true): Dm1Encoding {
  const codec = compactWbxml(syncmlDialect, isShared)
  return { message: encodeWith(codec, syncmlPublicId), tnds: encodeWith(codec, tndsPublicId) }
}

/** Objects that speak of each other by ./Inbox/ stand in one document (OMA DM Bootstrap 1.2). */
function joined(trees: readonly Element[]): readonly Element[] {
  const nodes = trees.flatMap(nodesOf)
  const [first] = trees
  const hasReference = nodes.some((node) => namesReferredTo(node).length > 0)
  return hasReference && first !== undefined ? [withNodes(first, nodes)] : trees
}

/** A raw TNDS document has the format `bin` and travels as opaque bytes (TNDS 1.2, 8.7.2). */
export const addCommand = (tnds: Uint8Array, at = 0): Element =>
  syncml(
    'Add',
    syncml('CmdID', String(at + 1)),
    syncml(
      'Item',
      syncml('Target', syncml('LocURI', './Inbox')),
      syncml('Meta', metinf('Format', 'bin'), metinf('Type', 'application/vnd.syncml.dmtnds+wbxml')),
      syncml('Data', opaque(tnds)),
    ),
  )
