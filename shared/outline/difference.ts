// What two messages say differently, leaf by leaf.
import { z } from 'zod'
import type { JsonObject } from '../json'
import { hideJson } from '../message/hidden'
import { serverIdOf } from '../message/keys'
import type { ReadMessage } from '../message/message'
import { isTree, type MoLeaf, type MoObject, type MoTree } from '../message/mo'
import { givenBy, saidBy } from './said'
import { below } from './twig'

/** One leaf in both messages. A secret is bullets on both sides; whether it differs is said by `kind`. */
export const DifferenceRow = z.object({
  path: z.string(),
  kind: z.enum(['same', 'changed', 'left', 'right']),
  left: z.string().optional(),
  right: z.string().optional(),
})
export type DifferenceRow = z.infer<typeof DifferenceRow>

type Leaf = { readonly clear: string; readonly shown: string }
type Leaves = ReadonlyMap<string, Leaf>

/** Messages of one format are compared as they are, of two formats by all that they give a device. */
export function differenceOf(left: ReadMessage | undefined, right: ReadMessage | undefined): DifferenceRow[] {
  const isAcross = left !== undefined && right !== undefined && left.format !== right.format
  const [ours, theirs] = [left, right].map((message) => message && (isAcross ? givenBy(message) : saidBy(message)))
  return pairsOf(ours ?? [], theirs ?? []).flatMap(([one, other]) => rowsOf(leavesOf(one), leavesOf(other)))
}

type Pair = readonly [MoObject | undefined, MoObject | undefined]

/** The same server and the same name belong together, then what is left of a kind in its order. */
function pairsOf(left: readonly MoObject[], right: readonly MoObject[]): readonly Pair[] {
  const rest = [...right]
  const take = (is: (one: MoObject) => boolean): MoObject | undefined => {
    const at = rest.findIndex(is)
    return at < 0 ? undefined : rest.splice(at, 1)[0]
  }
  const same = left.map((one) => take((other) => other.moid === one.moid && keyOf(other) === keyOf(one)))
  const pairs = left.map((one, at): Pair => [one, same[at] ?? take((other) => other.moid === one.moid)])
  return [...pairs, ...rest.map((other): Pair => [undefined, other])]
}

const keyOf = (object: MoObject): string => serverIdOf(object) ?? object.root

function leavesOf(object: MoObject | undefined): Leaves {
  const leaves = new Map<string, Leaf>()
  if (object === undefined) return leaves
  const shown = hideJson(object.tree)
  walk(object.tree, isTree(shown) ? shown : new Map(), object.root, leaves)
  return leaves
}

function walk(clear: MoTree, shown: JsonObject, path: string, into: Map<string, Leaf>): void {
  for (const [name, value] of clear) {
    const hidden = shown.get(name)
    const here = below(path, name)
    if (isTree(value)) walk(value, isTree(hidden) ? hidden : new Map(), here, into)
    else into.set(here, { clear: String(value), shown: isLeaf(hidden) ? String(hidden) : '' })
  }
}

const isLeaf = (value: unknown): value is MoLeaf => typeof value !== 'object' || value === null

function rowsOf(left: Leaves, right: Leaves): DifferenceRow[] {
  const [ours, theirs] = [left, right].map((leaves) => rootOf(leaves))
  const inRight = new Map(Array.from(right, ([path, leaf]) => [renamed(path, theirs, ours), leaf]))
  const paths = [...left.keys(), ...[...inRight.keys()].filter((path) => !left.has(path))]
  return paths.map((path) => rowOf(path, left.get(path), inRight.get(path)))
}

/** The name a message proposes for an object is not what it says: both sides go by the left one's. */
const rootOf = (leaves: Leaves): string | undefined => [...leaves.keys()][0]?.split('/')[0]
const renamed = (path: string, from: string | undefined, to: string | undefined): string =>
  from === undefined || to === undefined ? path : `${to}${path.slice(from.length)}`

function rowOf(path: string, left: Leaf | undefined, right: Leaf | undefined): DifferenceRow {
  const shown = {
    path,
    ...(left !== undefined && { left: left.shown }),
    ...(right !== undefined && { right: right.shown }),
  }
  if (left === undefined) return { ...shown, kind: 'right' }
  if (right === undefined) return { ...shown, kind: 'left' }
  return { ...shown, kind: left.clear === right.clear ? 'same' : 'changed' }
}
