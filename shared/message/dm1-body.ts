// The items of a SyncML message and the documents in them, as they are written (TNDS 1.2, 8.7.2).
import { metinf, syncml } from '../wbxml/syncml'
import { type Content, childNamed, childrenNamed, type Element, opaque, text, textOf } from '../wbxml/tree'
import { encodeTnds } from './tnds'

/** An item whose Meta says how its data is written: before what its command says. */
export function describedAs(item: Element, format: string, type: string): Element {
  const said = [metinf('Format', format), metinf('Type', type)]
  const meta = childNamed(item, 'Meta')
  if (meta !== undefined) return withChild(item, meta, saying(meta, said))
  const data = childNamed(item, 'Data')
  const children = item.children.flatMap((child) => (child === data ? [syncml('Meta', ...said), child] : [child]))
  return { ...item, children }
}

/** Some writers put MetInf around what stands in Meta. */
function saying(meta: Element, said: readonly Element[]): Element {
  const inner = childNamed(meta, 'MetInf')
  if (inner !== undefined) return withChild(meta, inner, saying(inner, said))
  const children = meta.children.map(
    (child) => (child.kind === 'element' && said.find(({ tag }) => tag === child.tag)) || child,
  )
  return { ...meta, children: [...children, ...said.filter(({ tag }) => childNamed(meta, tag) === undefined)] }
}

export const withChild = (parent: Element, child: Element, next: Element): Element => ({
  ...parent,
  children: parent.children.map((one) => (one === child ? next : one)),
})

/** An item with other data. */
export const withData = (item: Element, ...contents: readonly Content[]): Element => ({
  ...item,
  children: item.children.map((child) =>
    child.kind === 'element' && child.tag === 'Data' ? syncml('Data', ...contents) : child,
  ),
})

/** An item with a document as raw WBXML. */
export const withTnds = (item: Element, tree: Element): Element =>
  describedAs(withData(item, opaque(encodeTnds(tree))), 'bin', 'application/vnd.syncml.dmtnds+wbxml')

/** The documents in an item's data. */
export const treesOfItem = (item: Element): readonly Element[] => {
  const data = childNamed(item, 'Data')
  return data === undefined ? [] : childrenNamed(data, 'MgmtTree')
}

/** The message with other documents in the place of these; undefined is none, and takes the item and an empty command with it. */
export const withTrees = (element: Element, next: ReadonlyMap<Element, Element | undefined>): Element => ({
  ...element,
  children: element.children.flatMap((child): readonly Content[] =>
    child.kind === 'element' ? changed(child, next) : [child],
  ),
})

function changed(element: Element, next: ReadonlyMap<Element, Element | undefined>): readonly Element[] {
  if (element.tag === 'Item') return changedItem(element, next)
  const inner = withTrees(element, next)
  const isEmptied = element.tag === 'Add' && hasItem(element) && !hasItem(inner)
  return isEmptied ? [] : [inner]
}

const hasItem = (command: Element): boolean => childNamed(command, 'Item') !== undefined

function changedItem(item: Element, next: ReadonlyMap<Element, Element | undefined>): readonly Element[] {
  const trees = treesOfItem(item)
  if (!trees.some((tree) => next.has(tree))) return [item]
  const left = trees.flatMap((tree) => (next.has(tree) ? (next.get(tree) ?? []) : tree))
  const [first] = left
  if (first === undefined) return []
  return [childNamed(item, 'Data')?.sealed === undefined ? withData(item, ...left) : withTnds(item, first)]
}

/** The message as it is written: a document that was opened and left alone stands as it did. */
export const sealed = (element: Element): Element => ({
  ...element,
  children: element.sealed ?? element.children.map((child) => (child.kind === 'element' ? sealed(child) : child)),
})

/** The message with more commands, numbered on from those it has. */
export function withCommands(root: Element, commands: readonly Element[]): Element {
  const body = childNamed(root, 'SyncBody')
  if (body === undefined || commands.length === 0) return root
  const last = numbersIn(body).reduce((most, number) => Math.max(most, number), 0)
  const added = commands.map((command, at) => numbered(command, last + at + 1))
  const end = body.children.findLastIndex((child) => child.kind === 'element' && child.tag === 'Final')
  const place = end < 0 ? body.children.length : end
  return withChild(root, body, { ...body, children: body.children.toSpliced(place, 0, ...added) })
}

const numbersIn = (element: Element): readonly number[] =>
  element.children.flatMap((child) => {
    if (child.kind !== 'element') return []
    return child.tag === 'CmdID' ? [Number(textOf(child)) || 0] : numbersIn(child)
  })

const numbered = (command: Element, number: number): Element => ({
  ...command,
  children: command.children.map((child) =>
    child.kind === 'element' && child.tag === 'CmdID' ? { ...child, children: [text(String(number))] } : child,
  ),
})
