import { encode } from '../codec'
import { wbxml } from '../wbxml/codec'
import { syncmlDialect, tnds } from '../wbxml/syncml'
import { childNamed, type Element } from '../wbxml/tree'
import { addCommand } from './dm1'
import { sealed, treesOfItem, withChild, withCommands, withTrees } from './dm1-body'
import { joined, nodesOf, type Part, partOf, withNodes } from './dm1-join'
import { commandsOf, isAccountNode, isForInbox, readDm1Root, treesIn } from './dm1-read'
import { textAt } from './dmacc1'
import { freeNames } from './free-names'
import { named, nameOfNode, referring } from './inbox'
import type { OpenedDm1 } from './open'
import { encodeTnds, mgmtTree } from './tnds'
import { nested } from './tnds-path'

/**
 * The message on the card with the objects of another: one takes the place and the name of its like, a new one a name
 * that is free, and what speaks of them follows. Everything else is written as it came.
 */
export function mergeDm1(here: OpenedDm1, there: OpenedDm1): Uint8Array {
  readDm1Root(here.root)
  readDm1Root(there.root)
  const parts = joined(partsOf(treesIn(here.root), treesIn(there.root)))
  const added = parts.flatMap(({ was, tree }) => (was === undefined ? [addCommand(encodeTnds(tree))] : []))
  const kept = withTrees(forDeviceOf(here.root, there.root), new Map(parts.flatMap(changesOf)))
  const root = withCommands(kept, [...added, ...othersIn(there.root, here.root)])
  return encode(wbxml(syncmlDialect), { version: 0x02, publicId: here.publicId, charset: 0x6a, root: sealed(root) })
}

const changesOf = ({ was, tree, isChanged, taken }: Part): readonly (readonly [Element, Element | undefined])[] => [
  ...(was === undefined || !isChanged ? [] : [[was, tree] as const]),
  ...taken.map((gone) => [gone, undefined] as const),
]

/** An object, and what a device tells it from another by: an account by its server, an access point by its id. */
type Known = { readonly node: Element; readonly name: string; readonly key: string | undefined }

function knownOf(node: Element): Known {
  const name = nameOfNode(node)
  const [read] = mgmtTree.read(tnds('MgmtTree', node)).nodes
  const id = textAt(read, 'NAPID')
  if (read !== undefined && isAccountNode(read)) return { node, name, key: `server ${textAt(read, 'ServerID')}` }
  return { node, name, key: id === undefined ? undefined : `point ${id}` }
}

const firstByKey = <T extends Known>(objects: readonly T[]): ReadonlyMap<string | undefined, T> =>
  new Map(objects.flatMap((one) => (one.key === undefined ? [] : [[one.key, one] as const])).toReversed())

const documentOf = (was: Element) => {
  const tree = nested(was)
  return { was, tree, objects: nodesOf(tree).map(knownOf) }
}

function partsOf(onCard: readonly Element[], added: readonly Element[]): readonly Part[] {
  const here = onCard.map(documentOf)
  const known = here.flatMap(({ objects }) => objects)
  const inHere = firstByKey(known)
  const free = freeNames(known.map(({ name }) => name))
  const there = added.map(documentOf).map(({ tree, objects }) => ({
    tree,
    objects: objects.map((one) => ({ ...one, next: inHere.get(one.key)?.name ?? free(one.name) })),
  }))
  const ours = there.flatMap(({ objects }) => objects)
  const inThere = firstByKey(ours)
  const names = new Map(ours.map(({ name, next }) => [name, next]))
  const placed = ({ node }: Known, name: string): Element => referring(named(node, name), names)
  const kept = here.map(({ was, tree, objects }) => {
    const nodes = objects.map(({ node, key, name }) => {
      const like = inThere.get(key)
      return like === undefined ? node : placed(like, name)
    })
    const own = nodes.filter((node, at) => node !== objects[at]?.node)
    return partOf(was, withNodes(tree, nodes), own)
  })
  const next = there.flatMap(({ tree, objects }) => {
    const nodes = objects.filter(({ key }) => !inHere.has(key)).map((one) => placed(one, one.next))
    return nodes.length === 0 ? [] : [partOf(undefined, withNodes(tree, nodes), nodes)]
  })
  return [...kept, ...next]
}

/** The message is for the device that the added one is for. */
function forDeviceOf(here: Element, there: Element): Element {
  const [header, target] = [childNamed(here, 'SyncHdr'), childNamed(childNamed(there, 'SyncHdr'), 'Target')]
  const before = childNamed(header, 'Target')
  if (header === undefined || before === undefined || target === undefined) return here
  return withChild(here, header, withChild(header, before, target))
}

/** Commands of the added message that add no object, but for those the card has. */
function othersIn(there: Element, here: Element): readonly Element[] {
  const known = new Set(commandsOf(here).map(saidBy))
  return commandsOf(there)
    .flatMap(withoutTrees)
    .filter((command) => !known.has(saidBy(command)))
}

function withoutTrees(command: Element): readonly Element[] {
  const isTree = (child: Element['children'][number]): boolean =>
    child.kind === 'element' && child.tag === 'Item' && isForInbox(child) && treesOfItem(child).length > 0
  const children = command.children.filter((child) => !isTree(child))
  if (children.length === command.children.length) return [command]
  const left = { ...command, children }
  return childNamed(left, 'Item') === undefined ? [] : [left]
}

/** All but its number, and but for where its bytes stood. */
function saidBy({ tag, children }: Element): string {
  const said = children.filter((child) => child.kind !== 'element' || child.tag !== 'CmdID')
  return JSON.stringify([tag, said], (name, value) => (name === 'at' ? undefined : value))
}
