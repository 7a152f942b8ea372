// Fields that a template does not have: where they stand, and which one was meant.
import { isArray, isObject, type Json } from '../json'
import { nearest } from '../near'
import published from './template.schema.json'

export type UnknownField = { readonly path: string; readonly near?: string | undefined }

/** What the published JSON Schema says of a place: alternatives, of which one has to fit. */
type Shape = {
  readonly type?: string | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly items?: Shape | undefined
  readonly additionalProperties?: Shape | boolean | undefined
  readonly anyOf?: readonly Shape[] | undefined
}

/** The first one, in the order of the document. */
export const unknownField = (document: Json): UnknownField | undefined =>
  unknownIn(document, alternativesOf(published), [])

const alternativesOf = (shape: Shape): readonly Shape[] => shape.anyOf?.flatMap(alternativesOf) ?? [shape]

function unknownIn(value: Json, shapes: readonly Shape[], path: readonly string[]): UnknownField | undefined {
  if (isArray(value)) {
    const items = shapes.flatMap(({ items }) => (items === undefined ? [] : alternativesOf(items)))
    return firstOf(value.entries(), ([at, item]) => unknownIn(item, items, [...path, String(at)]))
  }
  if (!isObject(value)) return undefined
  const known = shapes.flatMap(({ properties }) => Object.keys(properties ?? {}))
  const isClosed = known.length > 0
  const unknown = [...value.keys()].find((name) => isClosed && !known.includes(name))
  if (unknown !== undefined) return { path: [...path, unknown].join('.'), near: nearest(unknown, known) }
  return firstOf(value, ([name, member]) => unknownIn(member, shapesAt(shapes, name), [...path, name]))
}

const shapesAt = (shapes: readonly Shape[], name: string): readonly Shape[] =>
  shapes.flatMap(({ properties, additionalProperties }) => {
    const shape = properties?.[name] ?? additionalProperties
    return typeof shape === 'object' ? alternativesOf(shape) : []
  })

function firstOf<T>(items: Iterable<T>, find: (item: T) => UnknownField | undefined): UnknownField | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
