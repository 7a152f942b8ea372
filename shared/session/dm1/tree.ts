// The management tree of a DM 1.2 device as one server sees it: OMA DM Tree and Description 1.2; Standardized Objects 1.2.

import type { Stored } from '../../message/apply'
import { napMoid } from '../../message/dm2-schema'
import { dmaccMoid } from '../../message/dmacc1'
import { isTree, type MoLeaf, type MoTree, nodeAt } from '../../message/mo'

export type Dm1Tree = {
  /** DevInfo and DevDetail: what the device says of itself, for every server and for nobody to change. */
  readonly info: MoTree
  readonly objects: readonly Stored[]
  readonly serverId: string
}

/** What a URI leads to, for this server. `node` is undefined where an object has nothing of that name. */
export type Place =
  | { readonly is: 'nothing' }
  | { readonly is: 'forbidden' }
  | { readonly is: 'info'; readonly node: MoLeaf | MoTree }
  | { readonly is: 'folder'; readonly names: readonly string[] }
  | {
      readonly is: 'object'
      readonly stored: Stored
      readonly path: readonly string[]
      readonly node: MoLeaf | MoTree | undefined
    }

/** Where objects of a kind stand; the inbox has no children. */
const folders: ReadonlyMap<string, string> = new Map([
  ['DMAcc', dmaccMoid],
  ['NAP', napMoid],
])
const inbox = 'Inbox'

export function placeOf(tree: Dm1Tree, uri: string): Place {
  const path = uri
    .replace(/^\.?\/?/, '')
    .split('/')
    .filter((name) => name !== '')
  const [first, name, ...rest] = path
  if (first === undefined) return { is: 'folder', names: [...tree.info.keys(), ...folders.keys(), inbox] }
  if (first === inbox) return name === undefined ? { is: 'folder', names: [] } : { is: 'forbidden' }
  const info = nodeAt(tree.info, ...path)
  if (info !== undefined) return { is: 'info', node: info }
  const moid = folders.get(first)
  const mine = tree.objects.filter((stored) => stored.moid === moid)
  if (moid === undefined) return { is: 'nothing' }
  if (name === undefined) return { is: 'folder', names: mine.filter(isOf(tree.serverId)).map(({ miid }) => miid) }
  const stored = mine.find(({ miid }) => miid === name)
  if (stored === undefined) return { is: 'nothing' }
  if (!isOf(tree.serverId)(stored)) return { is: 'forbidden' }
  return { is: 'object', stored, path: rest, node: nodeAt(stored.tree, ...rest) }
}

/** The ACL of a bootstrapped account names its server and nobody else. */
const isOf =
  (serverId: string) =>
  ({ owner }: Stored): boolean =>
    owner === serverId

/** The same objects with another value at a path of one of them, whose parent is there. */
export const withValue = (tree: Dm1Tree, stored: Stored, path: readonly string[], value: MoLeaf | MoTree): Dm1Tree =>
  withTree(tree, stored, changed(stored.tree, path, value))

export const withTree = (tree: Dm1Tree, stored: Stored, next: MoTree): Dm1Tree => ({
  ...tree,
  objects: tree.objects.map((one) => (one === stored ? { ...one, tree: next } : one)),
})

export const without = (tree: Dm1Tree, stored: Stored): Dm1Tree => ({
  ...tree,
  objects: tree.objects.filter((one) => one !== stored),
})

export function changed(tree: MoTree, [name = '', ...rest]: readonly string[], value: MoLeaf | MoTree): MoTree {
  const child = tree.get(name)
  const next = rest.length === 0 ? value : changed(isTree(child) ? child : new Map(), rest, value)
  return new Map([...tree, [name, next]])
}

export function withoutNode(tree: MoTree, [name = '', ...rest]: readonly string[]): MoTree {
  const child = tree.get(name)
  if (rest.length > 0 && isTree(child)) return new Map([...tree, [name, withoutNode(child, rest)]])
  return new Map([...tree].filter(([one]) => one !== name))
}
