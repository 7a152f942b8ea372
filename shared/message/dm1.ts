// The DM 1.2 bootstrap message: a SyncML message in WBXML that adds TNDS objects to ./Inbox (OMA DM Bootstrap 1.2).
import { toBase64 } from '../base64'
import { type Codec, decode, encode } from '../codec'
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import { compactWbxml, wbxml } from '../wbxml/codec'
import { metinf, syncml, syncmlDialect, syncmlPublicId, tndsPublicId } from '../wbxml/syncml'
import { childNamed, childrenNamed, type Document, type Element, elementsOf, opaque, textOf } from '../wbxml/tree'
import type { AccessPoint, ServerAccount } from './account'
import { withEmbedded } from './dm1-embedding'
import { accountOfNode, dmaccMoid, napMoid, nodeOfAccessPoint, nodeOfAccount, textAt } from './dmacc1'
import type { MoLeaf, MoObject, MoTree } from './mo'
import { encodeTnds, mgmtTree, type TndsNode } from './tnds'

/** A message before it is bytes. `trees` are MgmtTree elements, each to be added by a command of its own. */
export type Dm1Message = { readonly target: string; readonly source: string; readonly trees: readonly Element[] }

export type Dm1Content = {
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly objects: readonly MoObject[]
  readonly warnings: readonly string[]
}

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
  const nodes = trees.flatMap((tree) => mgmtTree.read(tree).nodes)
  const hasReference = nodes.some((node) => (textAt(node, 'PrefConRef') ?? '').startsWith('./Inbox/'))
  return hasReference ? [mgmtTree.write({ nodes })] : trees
}

/** A raw TNDS document has the format `bin` and travels as opaque bytes (TNDS 1.2, 8.7.2). */
const addCommand = (tnds: Uint8Array, at: number): Element =>
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

/** The elements of a message, embedded objects opened. Fails if the bytes are no SyncML message. */
export function openDm1(bytes: Uint8Array): Element {
  const { root } = decode(wbxml(syncmlDialect), bytes)
  if (root.tag !== 'SyncML') throw new Failed({ code: 'message.invalid', path: root.tag, reason: 'not-syncml' })
  return withEmbedded(root)
}

/** Header and objects, one tree an object, as `composeDm1` takes them. */
export function takeApart(root: Element): Dm1Message {
  const header = childNamed(root, 'SyncHdr')
  const uriOf = (tag: string): string => textOf(childNamed(childNamed(header, tag), 'LocURI')) ?? ''
  const trees = commandsOf(childNamed(root, 'SyncBody'))
    .flatMap(treesOfCommand)
    .flatMap((tree) => childrenNamed(tree, 'Node').map((node) => alone(tree, node)))
  return { target: uriOf('Target'), source: uriOf('Source'), trees }
}

/** The commands of a body, those within Atomic and Sequence in their place. */
const commandsOf = (body: Element | undefined): readonly Element[] =>
  (body === undefined ? [] : elementsOf(body)).flatMap((command) => {
    if (command.tag === 'Atomic' || command.tag === 'Sequence') return commandsOf(command)
    return childNamed(command, 'CmdID') === undefined ? [] : [command]
  })

function treesOfCommand(command: Element): readonly Element[] {
  if (command.tag !== 'Add') return []
  const items = childrenNamed(command, 'Item').filter(isForInbox)
  return items.flatMap((item) => childrenNamed(childNamed(item, 'Data') ?? item, 'MgmtTree'))
}

const isForInbox = (item: Element): boolean =>
  /^\.?\/?Inbox(\/.*)?$/.test(textOf(childNamed(childNamed(item, 'Target'), 'LocURI')) ?? '')

const alone = (tree: Element, node: Element): Element => ({
  ...tree,
  children: [...elementsOf(tree).filter(({ tag }) => tag !== 'Node'), node],
})

/** The one object of a tree that `takeApart` gave. */
export function nodeOfTree(tree: Element): TndsNode {
  const [node] = mgmtTree.read(tree).nodes
  if (node === undefined) throw new Error('a tree taken apart has a node')
  return node
}

/** DM 1.3 counts on; what an account means has not changed. */
const dm13Moid = 'urn:oma:mo:oma-dm-dmacc:1.1'

const accountMoids = [dmaccMoid, dm13Moid, 'org.openmobilealliance/1.0/w7', 'org.openmobilealliance.dm/1.0/w7']

export const moidOf = ({ type }: TndsNode): string => (type !== undefined && 'ddfName' in type ? type.ddfName : '')

export const isAccountNode = (node: TndsNode): boolean => accountMoids.includes(moidOf(node))

export const readDm1 = (bytes: Uint8Array): Dm1Content => readDm1Root(openDm1(bytes))

/** Reads every object of the message. A message without an object we know is refused. */
export function readDm1Root(root: Element): Dm1Content {
  const nodes = takeApart(root).trees.map(nodeOfTree)
  const found = nodes.filter(isAccountNode).map(accountOfNode)
  const points = nodes.filter((node) => moidOf(node) === napMoid)
  const accounts = found.map(({ account }) => account)
  const twice = accounts.find(({ id }, at) => accounts.findIndex((other) => other.id === id) < at)
  if (twice !== undefined) throw new Failed({ code: 'message.invalid', path: 'ServerID', reason: 'srvid-twice' })
  if (accounts.length + points.length === 0)
    throw new Failed({ code: 'message.invalid', path: '', reason: 'no-supported-item' })
  return {
    accounts,
    accessPoints: points.map(pointOf),
    objects: nodes.filter((node) => isAccountNode(node) || points.includes(node)).map(objectOf),
    warnings: [...commandWarnings(root), ...nodes.flatMap(nodeWarnings), ...found.flatMap(({ warnings }) => warnings)],
  }
}

const pointOf = (node: TndsNode): AccessPoint => {
  const id = textAt(node, 'NAPID') ?? node.name
  return { id, name: textAt(node, 'Name') ?? id, apn: textAt(node, 'Addr') ?? '' }
}

export const objectOf = (node: TndsNode): MoObject => ({
  moid: isAccountNode(node) ? dmaccMoid : moidOf(node),
  root: node.name,
  tree: treeOf(node),
})

const treeOf = ({ children }: TndsNode): MoTree => new Map(children.map((child) => [child.name, leafOrTree(child)]))

/** A leaf of bytes may travel as text where it is text; kept, it is base64. */
function leafOrTree({ value, format, ...node }: TndsNode): MoLeaf | MoTree {
  if (value === undefined) return format === 'node' ? treeOf({ ...node, format }) : ''
  if (typeof value === 'string') return format === 'bin' ? toBase64(utf8(value)) : value
  return toBase64(value)
}

function nodeWarnings(node: TndsNode): readonly string[] {
  const moid = moidOf(node)
  if (moid === dmaccMoid || moid === dm13Moid || moid === napMoid) return []
  return [isAccountNode(node) ? `moid-alias: ${moid}` : `unknown-moid: ${moid || node.name}`]
}

/** A device does what a bootstrap adds to its Inbox and nothing else in it. */
const commandWarnings = (root: Element): readonly string[] =>
  commandsOf(childNamed(root, 'SyncBody'))
    .filter((command) => treesOfCommand(command).length === 0)
    .map(({ tag }) => `command-ignored: ${tag}`)
