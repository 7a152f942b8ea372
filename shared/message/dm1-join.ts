// Objects that speak of each other by ./Inbox/ stand in one document (OMA DM Bootstrap 1.2).
import { childNamed, childrenNamed, type Element, elementsOf } from '../wbxml/tree'
import { nameOfNode, namesReferredTo } from './inbox'

/** A document of a merged message. */
export type Part = {
  /** What it was on the card, if it was there, and others from there that went into it. */
  readonly was: Element | undefined
  readonly taken: readonly Element[]
  readonly tree: Element
  readonly isChanged: boolean
  readonly names: ReadonlySet<string>
  /** What the nodes speak of that are not from the card. */
  readonly links: readonly string[]
}

export const nodesOf = (tree: Element): readonly Element[] => childrenNamed(tree, 'Node')

/** A tree with these nodes; what else it says stays. */
export const withNodes = (tree: Element, nodes: readonly Element[]): Element => ({
  ...tree,
  children: [...tree.children.filter((child) => child.kind !== 'element' || child.tag !== 'Node'), ...nodes],
})

/** `own` are the nodes that are not from the card. */
export const partOf = (was: Element | undefined, tree: Element, own: readonly Element[]): Part => ({
  was,
  taken: [],
  tree,
  isChanged: own.length > 0,
  names: new Set(nodesOf(tree).map(nameOfNode)),
  links: own.flatMap(namesReferredTo),
})

/** The first document that has one of them takes in the others. What has only been kept is not asked. */
export function joined(parts: readonly Part[]): readonly Part[] {
  const done: Part[] = []
  for (const part of parts) {
    const [first, ...more] = done.filter((other) => speaksOf(part, other) || speaksOf(other, part))
    if (first === undefined) done.push(part)
    else done[done.indexOf(first)] = [...more, part].reduce(takenIn, first)
    for (const gone of more) done.splice(done.indexOf(gone), 1)
  }
  return done
}

const speaksOf = ({ links }: Part, { names }: Part): boolean => links.some((name) => names.has(name))

/** What one document says of its whole is said of both. */
function takenIn(into: Part, from: Part): Part {
  const missing = elementsOf(from.tree).filter(({ tag }) => tag !== 'Node' && childNamed(into.tree, tag) === undefined)
  const whole = { ...into.tree, children: [...into.tree.children, ...missing] }
  return {
    was: into.was,
    taken: [...into.taken, ...from.taken, ...(from.was === undefined ? [] : [from.was])],
    tree: withNodes(whole, [...nodesOf(into.tree), ...nodesOf(from.tree)]),
    isChanged: true,
    names: new Set([...into.names, ...from.names]),
    links: [...into.links, ...from.links],
  }
}
