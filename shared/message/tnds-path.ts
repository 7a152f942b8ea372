// TNDS 1.2, 9.2.1: a node may say by its Path where it belongs, instead of standing in its parent.
import { Failed } from '../failure'
import { tnds } from '../wbxml/syncml'
import { type Content, childNamed, type Element, textOf } from '../wbxml/tree'

/** A node on its way to its place: one that is only a part of paths so far has nothing of its own. */
type Place = {
  readonly name: string
  own: readonly Content[] | undefined
  readonly nodes: Place[]
  readonly byName: Map<string, Place>
}

const deepest = 64

/**
 * The tree with every node in its parent, interior nodes that only paths speak of made up. A path that leads to no node
 * of the tree says where the device is to put it, and changes nothing. Fails with `message.invalid` at a path too deep.
 */
export const nested = (tree: Element): Element =>
  hasPath(tree) ? { ...tree, children: contentOf(grown(tree, [])) } : tree

const isNode = (content: Content): content is Element => content.kind === 'element' && content.tag === 'Node'

const hasPath = (element: Element): boolean =>
  element.children.some((child) => isNode(child) && (childNamed(child, 'Path') !== undefined || hasPath(child)))

const pathOf = (node: Element): readonly string[] =>
  (textOf(childNamed(node, 'Path')) ?? '').split('/').filter((name) => name !== '' && name !== '.')

const placeOf = (name: string, own?: readonly Content[]): Place => ({ name, own, nodes: [], byName: new Map() })

/** Parents are placed before what is to go into them. */
function grown(element: Element, above: readonly string[]): Place {
  const place = placeOf(
    above.at(-1) ?? '',
    element.children.filter((child) => !isNode(child)),
  )
  const nodes = element.children.filter(isNode).map((node) => ({ node, path: pathOf(node) }))
  for (const { node, path } of nodes.sort((left, right) => left.path.length - right.path.length)) {
    const way = wayFrom(place, path, above)
    const name = textOf(childNamed(node, 'NodeName')) ?? ''
    const here = [...above, ...way, name]
    if (here.length > deepest)
      throw new Failed({ code: 'message.invalid', path: here.join('/'), reason: `nested more than ${deepest} deep` })
    put(way.reduce(childFor, place), grown(way.length === 0 ? node : withoutPath(node), here))
  }
  return place
}

const withoutPath = (node: Element): Element => ({
  ...node,
  children: node.children.filter((child) => child.kind !== 'element' || child.tag !== 'Path'),
})

/** Which names lead down from here: a path is told from the top, from the device's own top, or from the parent. */
function wayFrom({ byName }: Place, path: readonly string[], above: readonly string[]): readonly string[] {
  if (above.length === 0) {
    const from = path.findIndex((name) => byName.has(name))
    return from < 0 ? [] : path.slice(from)
  }
  const from = path.findIndex((_, at) => above.every((name, index) => path[at + index] === name))
  return from < 0 ? path : path.slice(from + above.length)
}

function childFor(place: Place, name: string): Place {
  const known = place.byName.get(name)
  if (known !== undefined) return known
  const made = placeOf(name)
  put(place, made)
  return made
}

/** What paths spoke of is found to have something of its own. */
function put(parent: Place, child: Place): void {
  const known = parent.byName.get(child.name)
  if (known === undefined || known.own !== undefined) {
    parent.nodes.push(child)
    if (known === undefined) parent.byName.set(child.name, child)
    return
  }
  known.own = child.own
  for (const node of child.nodes) put(known, node)
}

const contentOf = ({ own, nodes }: Place): readonly Content[] => [
  ...(own ?? []),
  ...nodes.map((node) => tnds('Node', ...contentOf({ ...node, own: node.own ?? [tnds('NodeName', node.name)] }))),
]
