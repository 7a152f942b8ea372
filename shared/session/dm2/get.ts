// What GET, HPUT and HPOST bring: nodes as management objects in JSON (OMA DM Protocol 2.0, 7.2.1.4).
import { Failed } from '../../failure'
import type { Json } from '../../json'
import { canonicalMoid } from '../../message/dm2-schema'
import { isTree, type MoLeaf, type MoTree } from '../../message/mo'
import { type ClientUri, readClientUri } from './client-uri'
import { type Dm2Tree, isHidden, mayManage, mayRead, resolve, type Spot } from './tree'

export type Got = { readonly is: 'got'; readonly items: readonly Json[] } | { readonly is: 'not'; readonly sc: number }

export function get(tree: Dm2Tree, text: string): Got {
  const uri = asked(text)
  if (uri === undefined) return { is: 'not', sc: 400 }
  const spots = spotsFor(tree, uri)
  if (typeof spots === 'number') return { is: 'not', sc: spots }
  return { is: 'got', items: spots.map((spot) => itemOf(spot, uri.levels ?? Number.POSITIVE_INFINITY)) }
}

/** Undefined for what is no ClientURI. */
export function asked(text: string): ClientUri | undefined {
  try {
    return readClientUri(text)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}

/** What the server may read of it, or why not. */
function spotsFor(tree: Dm2Tree, uri: ClientUri): readonly Spot[] | number {
  if (!mayManage(tree, canonicalMoid(uri.moid))) return 403
  const spots = resolve(tree, uri)
  if (spots.length === 0) return 404
  const open = spots.filter((spot) => mayRead(tree, spot) && !isHidden(spot.moid, spot.path))
  return open.length === 0 ? 403 : open
}

const itemOf = ({ moid, name, path, node, uri }: Spot, levels: number): Json =>
  new Map<string, Json>([
    ['ClientURI', uri],
    ['MOData', new Map([[name, shown(moid, path, node, levels)]])],
  ])

/** Children that are hidden are left out, and those beyond the levels asked for. */
function shown(moid: string, path: readonly string[], node: MoLeaf | MoTree, levels: number): MoLeaf | MoTree {
  if (!isTree(node)) return node
  if (levels === 0) return new Map()
  const children = [...node].filter(([name]) => !isHidden(moid, [...path, name]))
  return new Map(children.map(([name, child]) => [name, shown(moid, [...path, name], child, levels - 1)]))
}
