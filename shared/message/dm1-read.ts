// What a DM 1.2 message says: the objects it adds to a device's Inbox.
import { toBase64 } from '../base64'
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import { childNamed, childrenNamed, type Element, elementsOf, textOf } from '../wbxml/tree'
import type { AccessPoint, ServerAccount } from './account'
import { accountOfNode, dmaccMoid, napMoid, textAt } from './dmacc1'
import type { MoLeaf, MoObject, MoTree } from './mo'
import { mgmtTree, type TndsNode } from './tnds'

export type Dm1Content = {
  readonly accounts: readonly ServerAccount[]
  readonly accessPoints: readonly AccessPoint[]
  readonly objects: readonly MoObject[]
  readonly warnings: readonly string[]
}

/** The commands of a message, those within Atomic and Sequence in their place. */
export const commandsOf = (root: Element): readonly Element[] => commandsIn(childNamed(root, 'SyncBody'))

const commandsIn = (body: Element | undefined): readonly Element[] =>
  (body === undefined ? [] : elementsOf(body)).flatMap((command) => {
    if (command.tag === 'Atomic' || command.tag === 'Sequence') return commandsIn(command)
    return childNamed(command, 'CmdID') === undefined ? [] : [command]
  })

/** The device that SyncHdr is addressed to (OMA DM Bootstrap 1.2); nothing in a TNDS that stands alone. */
export const targetOf = (root: Element): string | undefined =>
  textOf(childNamed(childNamed(childNamed(root, 'SyncHdr'), 'Target'), 'LocURI'))

/** The TNDS documents that are for the Inbox, or the one that stands alone. */
export const treesIn = (root: Element): readonly Element[] =>
  root.tag === 'MgmtTree' ? [root] : commandsOf(root).flatMap(treesOfCommand)

const treesOfCommand = (command: Element): readonly Element[] =>
  command.tag !== 'Add' ? [] : childrenNamed(command, 'Item').flatMap(treesOfItem)

const treesOfItem = (item: Element): readonly Element[] =>
  isForInbox(item) ? childrenNamed(childNamed(item, 'Data') ?? item, 'MgmtTree') : []

export const isForInbox = (item: Element): boolean =>
  /^\.?\/?Inbox(\/.*)?$/.test(textOf(childNamed(childNamed(item, 'Target'), 'LocURI')) ?? '')

/** Every object of a message or a tree. */
export const nodesIn = (root: Element): readonly TndsNode[] =>
  treesIn(root).flatMap((tree) => mgmtTree.read(tree).nodes)

/** DM 1.3 counts on; what an account means has not changed. */
const dm13Moid = 'urn:oma:mo:oma-dm-dmacc:1.1'

const accountMoids = [dmaccMoid, dm13Moid, 'org.openmobilealliance/1.0/w7', 'org.openmobilealliance.dm/1.0/w7']

const moidOf = ({ type }: TndsNode): string => (type !== undefined && 'ddfName' in type ? type.ddfName : '')

export const isAccountNode = (node: TndsNode): boolean => accountMoids.includes(moidOf(node))

/** Reads every object of the message. A message without an object we know is refused, and so is a tree without a message. */
export function readDm1Root(root: Element): Dm1Content {
  if (root.tag !== 'SyncML') throw new Failed({ code: 'message.invalid', path: root.tag, reason: 'tnds-alone' })
  const nodes = nodesIn(root)
  const points = nodes.filter((node) => moidOf(node) === napMoid)
  const found = nodes.filter(isAccountNode).map(accountOfNode)
  const accounts = found.map(({ account }) => withPointOf(account, points))
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

/** An account speaks of its access point by the name of the node, whatever that one is called by others. */
function withPointOf(account: ServerAccount, points: readonly TndsNode[]): ServerAccount {
  const point = points.find(({ name }) => name === account.accessPoint)
  return point === undefined ? account : { ...account, accessPoint: pointOf(point).id }
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
function leafOrTree(node: TndsNode): MoLeaf | MoTree {
  if (node.value === undefined) return node.format === 'node' ? treeOf(node) : ''
  if (typeof node.value === 'string') return node.format === 'bin' ? toBase64(utf8(node.value)) : node.value
  return toBase64(node.value)
}

function nodeWarnings(node: TndsNode): readonly string[] {
  const moid = moidOf(node)
  if (moid === dmaccMoid || moid === dm13Moid || moid === napMoid) return []
  return [isAccountNode(node) ? `moid-alias: ${moid}` : `unknown-moid: ${moid || node.name}`]
}

/** A device does what a bootstrap adds to its Inbox and nothing else in it. */
const commandWarnings = (root: Element): readonly string[] =>
  commandsOf(root)
    .filter((command) => treesOfCommand(command).length === 0)
    .map(({ tag }) => `command-ignored: ${tag}`)
