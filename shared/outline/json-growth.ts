import { isArray, isObject, type Json, textOfLeaf, writeJson } from '../json'
import { hideJson } from '../message/hidden'
import { xmlOfJson } from '../message/xml'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import type { OutlineLine } from './schema'
import type { Spot } from './span'
import { below, type Growth, type Shape, type Twig } from './twig'
import { marker, xmlLines } from './xml-lines'

type JsonTwig = Omit<Twig, 'children'> & { readonly children: readonly JsonTwig[]; readonly shown: Json }

/** The nodes of a DM 2.0 document: its items, objects and leaves; `shown` is what of it may be seen. */
export function growJson(document: Json, spot: Spot, shown = hideJson(document)): Growth {
  const root = twigOf(document, shown, spot, { id: 0, name: '', path: '' })
  return { root, xml: () => linesOf(root, ''), json: () => shapeOf(root) }
}

type Place = { readonly id: number; readonly name: string; readonly path: string }

function twigOf(clear: Json, shown: Json, spot: Spot, { id, name, path }: Place): JsonTwig {
  const children: JsonTwig[] = []
  const hidden = new Map(partsOf(shown))
  for (const [at, [child, value]] of partsOf(clear).entries()) {
    const place = { id: children.at(-1)?.end ?? id + 1, name: child, path: below(path, child) }
    children.push(twigOf(value, hidden.get(child) ?? null, spot.parts[at] ?? spot, place))
  }
  const isHidden = children.length === 0 && writeJson(clear) !== writeJson(shown)
  const spelt = isHidden ? textOf(clear) : ''
  return {
    id,
    end: children.at(-1)?.end ?? id + 1,
    name,
    path,
    spot,
    secret: isHidden
      ? { clear: secret(textOfLeaf(clear) ?? ''), bytes: secret(utf8(spelt)), at: [spot.value] }
      : undefined,
    children,
    shown,
  }
}

/** As the document spells it, without its quotes. */
const textOf = (value: Json): string => writeJson(value).replace(/^"|"$/g, '')

/** Members by name, items by number. */
function partsOf(value: Json): readonly (readonly [string, Json])[] {
  if (isArray(value)) return value.map((item, at) => [String(at), item])
  return isObject(value) ? [...value] : []
}

function linesOf({ id, shown, children }: JsonTwig, name: string): OutlineLine[] {
  const isList = isArray(shown)
  if (children.length === 0) return xmlLines(id, xmlOfJson(shown, name), [])
  const alone = children.map((): Json => new Map())
  const text = xmlOfJson(alone, name).replaceAll('<node/>', `<${marker}/>`)
  return xmlLines(
    id,
    text,
    children.map((child) => linesOf(child, isList ? '' : child.name)),
  )
}

function shapeOf({ id, shown, children }: JsonTwig): Shape {
  if (isArray(shown)) return { node: id, items: children.map(shapeOf) }
  if (isObject(shown)) return { node: id, members: children.map((child) => [child.name, shapeOf(child)] as const) }
  return { node: id, literal: writeJson(shown) }
}
