// What a server has a client write or delete in a place that it names: OMA DM Protocol 2.0, 5.3.1, 5.3.4 and 10.
import { toBase64 } from '../../base64'
import { Failed } from '../../failure'
import { isArray, isObject, type Json, type JsonObject } from '../../json'
import type { Stored } from '../../message/apply'
import { parseBytes } from '../../message/dm2'
import { canonicalMoid, rules } from '../../message/dm2-schema'
import { readTree } from '../../message/dm2-tree'
import { leafText, type MoTree } from '../../message/mo'
import { fromUtf8 } from '../../utf8'
import { asked } from './get'
import { type Fetched, isJson, type Kept, readable, store } from './store'
import { type Dm2Tree, mayManage, mayWrite, resolve } from './tree'

/** In the place that the server names: a whole instance of its own, or a leaf in one. */
export function storeAt(tree: Dm2Tree, text: string, fetched: Fetched): Kept {
  const failed = (sc: number): Kept => ({ sc, uris: [], tree })
  const uri = asked(text)
  if (uri === undefined) return failed(400)
  if (!mayManage(tree, canonicalMoid(uri.moid))) return failed(403)
  const leaf = uri.path.at(-1)
  const [spot, ...more] = resolve(tree, { ...uri, path: uri.path.slice(0, -1) })
  if (uri.instance.is === 'only' && spot === undefined && leaf === undefined) return store(tree, fetched)
  if (spot === undefined || more.length > 0) return failed(404)
  const { stored, path, moid } = spot
  if (stored === undefined || !mayWrite(tree, spot)) return failed(403)
  if (leaf !== undefined && leaf.is !== 'name') return failed(400)
  const value = valueIn(fetched, leaf === undefined)
  if (value === undefined) return failed(415)
  const next = leaf === undefined ? value : changed(stored.tree, [...path, leaf.name], value)
  const checked = readable(() => conforming(moid, next))
  if (checked === undefined) return failed(415)
  if (leafText(checked, 'SrvID') !== leafText(stored.tree, 'SrvID')) return failed(405)
  return { sc: 200, uris: [text], tree: withTree(tree, stored, checked) }
}

/** The value of one node: JSON with it as the only root, or the leaf as it is (appendix F). */
function valueIn({ media, body }: Fetched, isWhole: boolean): Json | undefined {
  if (isJson(media)) return readable(() => rootIn(parseBytes(body, () => undefined)))
  if (isWhole) return undefined
  if (media === 'text/plain') return readable(() => fromUtf8(body))
  return media === 'application/octet-stream' ? toBase64(body) : undefined
}

function rootIn(document: Json): Json {
  const [item, ...more] = isObject(document) ? [document] : isArray(document) ? document : []
  const data = isObject(item) ? item.get('MOData') : undefined
  const [root, ...roots] = isObject(data) ? data.values() : []
  if (root === undefined || more.length > 0 || roots.length > 0)
    throw new Failed({ code: 'message.invalid', path: 'MOData', reason: 'two-roots' })
  return root
}

/** What the device knows of this kind of object holds for what a server writes as it does for a bootstrap. */
function conforming(moid: string, tree: Json): MoTree {
  const rule = rules.get(moid)
  if (rule === undefined || !isObject(tree))
    throw new Failed({ code: 'message.invalid', path: moid, reason: 'leaf-type' })
  return readTree(tree, rule, () => undefined)
}

/** 5.3.4: an instance of the server's own, or a node in one that it may do without. */
export function remove(tree: Dm2Tree, text: string): Kept {
  const failed = (sc: number): Kept => ({ sc, uris: [], tree })
  const uri = asked(text)
  if (uri === undefined) return failed(400)
  if (!mayManage(tree, canonicalMoid(uri.moid))) return failed(403)
  const [spot, ...more] = resolve(tree, uri)
  if (spot === undefined || more.length > 0) return failed(404)
  const { stored, path, moid } = spot
  if (stored === undefined || !mayWrite(tree, spot)) return failed(403)
  if (path.length === 0)
    return { sc: 200, uris: [], tree: { ...tree, objects: tree.objects.filter((one) => one !== stored) } }
  const next = readable(() => conforming(moid, pruned(stored.tree, path)))
  return next === undefined ? failed(405) : { sc: 200, uris: [], tree: withTree(tree, stored, next) }
}

const withTree = (tree: Dm2Tree, stored: Stored, next: MoTree): Dm2Tree => ({
  ...tree,
  objects: tree.objects.map((one) => (one === stored ? { ...one, tree: next } : one)),
})

function changed(tree: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  const child = tree.get(name)
  const next = rest.length === 0 ? value : changed(isObject(child) ? child : new Map(), rest, value)
  return new Map([...tree, [name, next]])
}

function pruned(tree: JsonObject, [name = '', ...rest]: readonly string[]): JsonObject {
  const child = tree.get(name)
  if (rest.length > 0 && isObject(child)) return new Map([...tree, [name, pruned(child, rest)]])
  return new Map([...tree].filter(([one]) => one !== name))
}
