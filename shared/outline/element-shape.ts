import { attributeOf, childNamed, type Element, textOf } from '../wbxml/tree'
import type { ElementTwig } from './element-growth'
import type { Shape } from './twig'

type Member = readonly [string, Shape]

/**
 * A message of elements in the manner of DM 2.0: a node of a tree is a member with its own name, its value or its
 * children; a characteristic and a parm likewise. What comes several times is a list.
 */
export function shapeOfElement(twig: ElementTwig): Shape {
  const { id, shown, children } = twig
  const literal = literalOf(twig)
  if (literal !== undefined) return { node: id, literal: JSON.stringify(literal) }
  const members = shown.tag === 'Node' ? membersOfNode(twig) : [...attributesOf(twig), ...children.map(memberOf)]
  return { node: id, members: gathered(id, members) }
}

const memberOf = (twig: ElementTwig): Member => [twig.name, shapeOfElement(twig)]

/** Properties are left to the XML, but for the name of the object. */
function membersOfNode({ id, shown, children }: ElementTwig): readonly Member[] {
  const moid = textOf(childNamed(childNamed(childNamed(shown, 'RTProperties'), 'Type'), 'DDFName'))
  return [
    ...(moid === undefined ? [] : [['MOID', { node: id, literal: JSON.stringify(moid) }] as const]),
    ...children.map(memberOf),
  ]
}

function literalOf({ shown, children }: ElementTwig): string | null | undefined {
  if (shown.tag === 'Node') return children.length > 0 ? undefined : textOfNode(shown)
  if (shown.tag === 'parm') return attributeOf(shown, 'value') ?? null
  if (children.length > 0 || shown.attributes !== undefined) return undefined
  return shown.children.length === 0 ? null : contentOf(shown)
}

function textOfNode(node: Element): string {
  const value = childNamed(node, 'Value')
  return value === undefined ? '' : contentOf(value)
}

/** Bytes that are no text are left to the hex. */
const contentOf = (element: Element): string => textOf(element) ?? ''

const attributesOf = ({ id, shown }: ElementTwig): readonly Member[] =>
  (shown.attributes ?? [])
    .filter(({ name }) => !(shown.tag === 'characteristic' && name === 'type'))
    .map(({ name, value = '' }) => [name, { node: id, literal: JSON.stringify(value) }])

function gathered(node: number, members: readonly Member[]): readonly Member[] {
  const byName = new Map<string, Shape[]>()
  for (const [name, shape] of members) {
    const there = byName.get(name)
    if (there === undefined) byName.set(name, [shape])
    else there.push(shape)
  }
  return Array.from(byName, ([name, shapes]): Member => {
    const [first] = shapes
    return [name, shapes.length === 1 && first !== undefined ? first : { node, items: shapes }]
  })
}
