// The objects of a DM 2.0 device as one server sees them: OMA DM Protocol 2.0, 6.1.2 and 10.
import type { Stored } from '../../message/apply'
import { canonicalMoid, dmaccMoid } from '../../message/dm2-schema'
import { isTree, leafText, type MoLeaf, type MoTree, nodeAt } from '../../message/mo'
import type { ClientUri, Name, NodeValue } from './client-uri'

export type Dm2Tree = {
  /** DevInfo and SessionInfo: the device's own, for every server to read. */
  readonly own: readonly OwnObject[]
  readonly objects: readonly Stored[]
  readonly serverId: string
  /** Of all servers. */
  readonly standing: readonly Standing[]
}

/**
 * What a server told the device for later: where a kind of object is to be had (DEFAULT), and whom to tell of changes (SUB).
 * `url` is a ServerURI as it was written: what the device puts into it may be another by then.
 */
export type Standing =
  | { readonly is: 'default'; readonly serverId: string; readonly url: string; readonly moid: string }
  | { readonly is: 'subscription'; readonly serverId: string; readonly url: string; readonly uri: string }

export type OwnObject = { readonly moid: string; readonly miid: string; readonly root: string; readonly tree: MoTree }

/** A node that a ClientURI leads to; `stored` is undefined for the device's own. `uri` has names for what it left open. */
export type Spot = {
  readonly stored?: Stored
  readonly moid: string
  readonly name: string
  readonly path: readonly string[]
  readonly node: MoLeaf | MoTree
  readonly uri: string
}

/** Every node it leads to. None, or several where it does not say that it means several, is none. */
export function resolve({ own, objects }: Dm2Tree, uri: ClientUri): readonly Spot[] {
  const moid = canonicalMoid(uri.moid)
  const all: readonly (OwnObject & { readonly stored?: Stored })[] = [
    ...own,
    ...objects.map((stored) => ({ ...stored, root: stored.miid, stored })),
  ].filter((one) => one.moid === moid)
  const found = narrowed(uri.instance.is, instancesOf(all, uri))
  return found.flatMap(({ tree, root, miid, stored }) => {
    const start: Reached = { path: [], node: tree }
    const reached = uri.path.reduce<readonly Reached[]>(
      (spots, name) => spots.flatMap((spot) => below(spot, name, uri.values)),
      [start],
    )
    const instance = uri.instance.is === 'only' ? '' : miid
    return reached.map(({ path, node }) => ({
      ...(stored && { stored }),
      moid,
      name: path.at(-1) ?? root,
      path,
      node,
      uri: `${uri.moid}/${instance}/${path.join('/')}`,
    }))
  })
}

type Reached = { readonly path: readonly string[]; readonly node: MoLeaf | MoTree }

function instancesOf<T extends OwnObject>(all: readonly T[], { instance, values }: ClientUri): readonly T[] {
  if (instance.is === 'name') return all.filter(({ miid }) => miid === instance.name)
  return instance.is === 'x' ? all.filter(({ tree }) => satisfies(tree, instance.letter, values)) : all
}

/** Only `*` may mean several. */
const narrowed = <T>(is: string, found: readonly T[]): readonly T[] => (is === 'any' || found.length === 1 ? found : [])

function below({ path, node }: Reached, name: Name, values: readonly NodeValue[]): readonly Reached[] {
  if (!isTree(node)) return []
  const children = Array.from(node, ([child, inner]) => ({ path: [...path, child], node: inner }))
  if (name.is === 'any') return children
  const found = children.filter((child) =>
    name.is === 'name' ? child.path.at(-1) === name.name : satisfies(child.node, name.letter, values),
  )
  return narrowed(name.is, found)
}

const satisfies = (node: MoLeaf | MoTree, letter: string, values: readonly NodeValue[]): boolean =>
  values
    .filter((one) => one.letter === letter)
    .every(({ path, value }) => isTree(node) && leafText(node, ...path) === value)

/** 10 and 12.2, Perm: kinds of objects that are not among those of the bootstrap do not exist for a server. */
export function mayManage({ objects, serverId }: Dm2Tree, moid: string): boolean {
  const account = objects.find((stored) => stored.moid === dmaccMoid && stored.owner === serverId)
  const perm = account && nodeAt(account.given, 'Perm')
  const moids = isTree(perm) ? Array.from(perm.values(), (node) => isTree(node) && leafText(node, 'MOID')) : []
  return moids.some((one) => one === '*' || one === moid || (one && canonicalMoid(one) === moid))
}

/** The creator of an instance has it for itself; what is the device's own may be read. */
export const mayRead = (tree: Dm2Tree, { moid, stored }: Spot): boolean =>
  mayManage(tree, moid) && (stored === undefined || stored.owner === tree.serverId)

export const mayWrite = (tree: Dm2Tree, { moid, stored }: Spot): boolean =>
  mayManage(tree, moid) && stored !== undefined && stored.owner === tree.serverId

/** 12.2: leaves without Get; and of the secrets that have it by the letter, none is given out. */
const hiddenLeaves: readonly string[] = [
  'Perm',
  'Auth/Noti/Secret',
  'Auth/Trsp/Secret',
  'Auth/Bootstrap/ClientPubKey',
  'Auth/Bootstrap/ServerPubKey',
  'Auth/Bootstrap/ClientSecretKey',
]

export const isHidden = (moid: string, path: readonly string[]): boolean => {
  const written = path.join('/')
  return moid === dmaccMoid && hiddenLeaves.some((leaf) => written === leaf || written.startsWith(`${leaf}/`))
}
