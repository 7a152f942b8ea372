// ./Inbox/NAME/…: how an object of a bootstrap speaks of another one beside it (OMA DM Bootstrap 1.2).

import { tnds } from '../wbxml/syncml'
import { childNamed, type Element, textOf } from '../wbxml/tree'

export const inbox = './Inbox/'

/** The name of the object that a reference is to; undefined if it leads elsewhere. */
export const nameInInbox = (reference: string): string | undefined => /^(?:\.\/)?Inbox\/([^/]+)/.exec(reference)?.[1]

export const nameOfNode = (node: Element): string => textOf(childNamed(node, 'NodeName')) ?? ''

/** PrefConRef, ConRef and whatever else is called so. */
const isReference = (element: Element): boolean => element.tag === 'Node' && /Ref$/.test(nameOfNode(element))

/** The objects that a node and all in it speak of. */
export function namesReferredTo(node: Element): readonly string[] {
  const name = isReference(node) ? nameInInbox(textOf(childNamed(node, 'Value')) ?? '') : undefined
  const inner = node.children.flatMap((child) => (child.kind === 'element' ? namesReferredTo(child) : []))
  return name === undefined ? inner : [name, ...inner]
}

/** A node under another name. */
export const named = (node: Element, name: string): Element => ({
  ...node,
  children: node.children.map((child) =>
    child.kind === 'element' && child.tag === 'NodeName' ? tnds('NodeName', name) : child,
  ),
})

/** A node and all in it with the objects it speaks of under other names. */
export function referring(node: Element, names: ReadonlyMap<string, string>): Element {
  const isHere = isReference(node)
  return {
    ...node,
    children: node.children.map((child) => {
      if (child.kind !== 'element') return child
      return isHere && child.tag === 'Value' ? referringValue(child, names) : referring(child, names)
    }),
  }
}

function referringValue(value: Element, names: ReadonlyMap<string, string>): Element {
  const reference = textOf(value) ?? ''
  const name = nameInInbox(reference)
  const next = name === undefined ? undefined : names.get(name)
  if (name === undefined || next === undefined || next === name) return value
  return tnds(
    'Value',
    reference.replace(`Inbox/${name}`, () => `Inbox/${next}`),
  )
}
