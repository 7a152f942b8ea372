import { Failed } from '../failure'
import { isArray, isObject, isSpelt, type Json, type JsonObject } from '../json'
import type { NodeRule, TreeRule } from './dm2-schema'
import { leafReaders } from './dm2-types'
import type { MoLeaf, MoTree } from './mo'
import type { Warning } from './warning'

type Told = (warning: Warning) => void

export const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })
const below = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)

/** DM 2.0, 6.3.1: a node name is of unreserved characters; nodes of a DACMO are named after a MOID and hold colons. */
const unreserved = /^[A-Za-z0-9._~-]+$/
const unreservedOrColon = /^([A-Za-z0-9._~:-]|%3A)+$/i

export function checkName(name: string, path: string, hasColons: boolean): void {
  if (!(hasColons ? unreservedOrColon : unreserved).test(name)) throw invalid(path, 'node-name')
}

/** Refuses a name or an array anywhere in a tree, also where nothing will be stored. */
export function checkNames(tree: JsonObject, hasColons: boolean, path = ''): void {
  for (const [name, value] of tree) {
    const here = below(path, name)
    checkName(name, here, hasColons)
    if (isArray(value)) throw invalid(here, 'leaf-type')
    if (isObject(value)) checkNames(value, hasColons, here)
  }
}

/** The tree as a device would store it. What is missing or of another type is refused; what can be put up with is told. */
export function readTree(came: JsonObject, rule: TreeRule, tell: Told, path = ''): MoTree {
  const children = renamed(came, rule, tell, path)
  const tree = new Map<string, MoLeaf | MoTree>()
  for (const [name, value] of children) {
    const known = rule.children.get(name) ?? rule.others
    const here = below(path, name)
    if (known !== undefined) tree.set(name, readNode(value, known, tell, here))
    if (known === undefined && rule.isOpen) tree.set(name, asItCame(value, here))
    if (known === undefined && !rule.isOpen) tell({ code: 'unknown-node', path: here })
  }
  for (const [name, { isRequired }] of rule.children)
    if (isRequired && !tree.has(name)) throw invalid(below(path, name), 'leaf-missing')
  if (rule.isFilled && tree.size === 0) throw invalid(below(path, '<x>'), 'leaf-missing')
  return tree
}

function readNode(value: Json, rule: NodeRule, tell: Told, path: string): MoLeaf | MoTree {
  if ('node' in rule) {
    if (!isObject(value)) throw invalid(path, 'leaf-type')
    return readTree(value, rule.node, tell, path)
  }
  const read = leafReaders[rule.leaf](value)
  if (read === undefined) throw invalid(path, 'leaf-type')
  if (read.fault !== undefined) tell({ code: read.fault, path })
  return read.value
}

function asItCame(value: Json, path: string): MoLeaf | MoTree {
  if (isArray(value)) throw invalid(path, 'leaf-type')
  if (isSpelt(value)) return value.spelt
  if (!isObject(value)) return value
  return new Map(Array.from(value, ([name, child]) => [name, asItCame(child, below(path, name))]))
}

/** Children under their right names. An alias beside what it stands for is the same member twice. */
function renamed(came: JsonObject, { aliases }: TreeRule, tell: Told, path: string): JsonObject {
  const children = new Map<string, Json>()
  for (const [name, value] of came) {
    const alias = aliases?.get(name)
    if (alias !== undefined) tell({ code: 'leaf-alias', path: below(path, name) })
    put(children, alias ?? [name], value, path)
  }
  return children
}

function put(into: Map<string, Json>, [name = '', ...rest]: readonly string[], value: Json, path: string): void {
  const there = into.get(name)
  const here = below(path, name)
  if (rest.length > 0) {
    if (there !== undefined && !isObject(there)) throw invalid(here, 'leaf-type')
    const inner = new Map(there)
    put(inner, rest, value, here)
    into.set(name, inner)
    return
  }
  if (there === undefined) {
    into.set(name, value)
    return
  }
  if (!isObject(there) || !isObject(value)) throw invalid(here, 'duplicate-member')
  const both = new Map(there)
  for (const [child, inner] of value) put(both, [child], inner, here)
  into.set(name, both)
}
