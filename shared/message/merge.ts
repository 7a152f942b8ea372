// Several servers in one message: what is added takes the place of the same server, everything else stays as it came.
import { withoutPadding } from '../bytes'
import { Failed } from '../failure'
import { isObject, type Json, type JsonObject, writeJson } from '../json'
import { utf8 } from '../utf8'
import type { Element } from '../wbxml/tree'
import { encodeCp } from './cp'
import { mergeCp } from './cp-merge'
import { composeDm1, isAccountNode, nodeOfTree, readDm1Root, takeApart } from './dm1'
import { type Dm2Item, itemOf, readDm2 } from './dm2'
import { dmaccMoid, napMoid } from './dm2-schema'
import { textAt } from './dmacc1'
import { formatOf } from './format'
import { mergeBy } from './merge-by'
import { leafText } from './mo'
import { type Opened, openMessage } from './open'
import { mgmtTree } from './tnds'

/**
 * One message with the accounts of both. A card without a message takes what is added as it is.
 * Both are read first: a message a device would refuse is not built upon.
 */
export function mergeMessages(onCard: Uint8Array, added: Uint8Array): Uint8Array {
  const [here, there] = [withoutPadding(onCard), withoutPadding(added)]
  const next = openMessage(there)
  if (formatOf(here) === 'empty') return there
  return mergeOpened(openMessage(here), next)
}

function mergeOpened(here: Opened, there: Opened): Uint8Array {
  if (here.format === 'dm2' && there.format === 'dm2') return mergeDm2(here.bytes, there.bytes)
  if (here.format === 'dm1' && there.format === 'dm1') return mergeDm1(here.root, there.root)
  if (here.format === 'cp' && there.format === 'cp') return encodeCp(mergeCp(here.root, there.root))
  throw new Failed({
    code: 'message.invalid',
    path: 'card.format',
    reason: `the card holds ${here.format}, this is ${there.format}`,
  })
}

type Named = { readonly kind: string; readonly name: string }

/** A root name is proposed once for a kind of object; a second one gets `-2`, as a device would give it (DM 2.0, 5.3.1). */
export function freeName(name: string, kind: string, taken: readonly Named[]): string {
  const isTaken = (candidate: string): boolean => taken.some((other) => other.kind === kind && other.name === candidate)
  if (!isTaken(name)) return name
  let count = 2
  while (isTaken(`${name}-${count}`)) count++
  return `${name}-${count}`
}

function mergeDm2(onCard: Uint8Array, added: Uint8Array): Uint8Array {
  const merged = mergeBy(readDm2(onCard).items, readDm2(added).items, keyOfItem)
  const taken: Named[] = []
  return utf8(writeJson(merged.map((item) => distinctItem(item, taken))))
}

function keyOfItem({ object }: Dm2Item): string | undefined {
  if (object?.moid === dmaccMoid) return `server ${leafText(object.tree, 'SrvID')}`
  return object?.moid === napMoid ? `point ${leafText(object.tree, 'NAPID') ?? object.root}` : undefined
}

function distinctItem({ came, object }: Dm2Item, taken: Named[]): JsonObject {
  const data = came.get('MOData')
  const [root, tree] = (isObject(data) ? [...data] : [])[0] ?? ['', null]
  const kind = object?.moid ?? String(came.get('ClientURI'))
  const name = freeName(root, kind, taken)
  taken.push({ kind, name })
  if (name === root) return came
  return object === undefined
    ? new Map<string, Json>([...came, ['MOData', new Map([[name, tree]])]])
    : itemOf({ ...object, root: name })
}

function mergeDm1(onCard: Element, added: Element): Uint8Array {
  readDm1Root(onCard)
  readDm1Root(added)
  const [kept, next] = [takeApart(onCard), takeApart(added)]
  const taken: Named[] = []
  const trees = mergeBy(kept.trees, next.trees, keyOfTree).map((tree) => distinctTree(tree, taken))
  return composeDm1({ target: next.target, source: kept.source, trees })
}

function keyOfTree(tree: Element): string | undefined {
  const node = nodeOfTree(tree)
  if (isAccountNode(node)) return `server ${textAt(node, 'ServerID')}`
  const id = textAt(node, 'NAPID')
  return id === undefined ? undefined : `point ${id}`
}

function distinctTree(tree: Element, taken: Named[]): Element {
  const node = nodeOfTree(tree)
  const name = freeName(node.name, '', taken)
  taken.push({ kind: '', name })
  return name === node.name ? tree : mgmtTree.write({ nodes: [{ ...node, name }] })
}
