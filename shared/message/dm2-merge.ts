import { isObject, type Json, type JsonObject, writeJson } from '../json'
import { utf8 } from '../utf8'
import { type Dm2Item, readDm2 } from './dm2'
import { dmaccMoid, napMoid } from './dm2-schema'
import { freeNames } from './free-names'
import { mergeBy } from './merge-by'
import { leafText } from './mo'

/** One document with the items of both, each as it came. What replaces an item is called as that one was. */
export function mergeDm2(onCard: Uint8Array, added: Uint8Array): Uint8Array {
  const kept = readDm2(onCard).items
  const merged = mergeBy(kept, readDm2(added).items, keyOf)
  const nameFor = freeRoots(kept)
  const items = merged.map(({ item, was }) => {
    if (was === item) return item.came
    return called(item, was === undefined ? nameFor(item) : rootOf(was))
  })
  return utf8(writeJson(items))
}

/** A root name is proposed once for a kind of object. */
function freeRoots(kept: readonly Dm2Item[]): (item: Dm2Item) => string {
  const free = freeNames(kept.map((item) => `${kindOf(item)} ${rootOf(item)}`))
  return (item) => (rootOf(item) === '' ? '' : free(`${kindOf(item)} ${rootOf(item)}`).slice(kindOf(item).length + 1))
}

function keyOf({ object }: Dm2Item): string | undefined {
  if (object?.moid === dmaccMoid) return `server ${leafText(object.tree, 'SrvID')}`
  return object?.moid === napMoid ? `point ${leafText(object.tree, 'NAPID') ?? object.root}` : undefined
}

const kindOf = ({ came, object }: Dm2Item): string => object?.moid ?? String(came.get('ClientURI'))

function rootOf({ came }: Dm2Item): string {
  const data = came.get('MOData')
  const [name = ''] = isObject(data) ? data.keys() : []
  return name
}

function called(item: Dm2Item, name: string): JsonObject {
  const { came } = item
  const data = came.get('MOData')
  const [tree = null] = isObject(data) ? data.values() : []
  return name === rootOf(item) ? came : new Map<string, Json>([...came, ['MOData', new Map([[name, tree]])]])
}
