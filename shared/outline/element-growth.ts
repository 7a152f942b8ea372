import { toBase64 } from '../base64'
import { hideElement } from '../message/hidden'
import { xmlOfElement } from '../message/xml'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import { attributeOf, childNamed, type Element, textOf } from '../wbxml/tree'
import { shapeOfElement } from './element-shape'
import type { OutlineLine } from './schema'
import type { Spot } from './span'
import { below, type Growth, type Twig } from './twig'
import { wbxmlSpots } from './wbxml-spots'
import { marker, xmlLines } from './xml-lines'

export type ElementTwig = Omit<Twig, 'children'> & {
  readonly children: readonly ElementTwig[]
  readonly shown: Element
}

/** The nodes of a message in WBXML. `root` has the embedded documents opened; `shown` is what of it may be seen. */
export function growElements(bytes: Uint8Array, root: Element, spot: Spot, shown = hideElement(root)): Growth {
  const growing = { bytes, clear: root, shown, spot }
  const twig = twigOf(growing, 0, '')
  return { root: twig, xml: linesOf(twig, -1), json: shapeOfElement(twig) }
}

type Growing = {
  readonly bytes: Uint8Array
  readonly clear: Element
  readonly shown: Element
  readonly spot: Spot
}

function twigOf({ bytes, clear, shown, spot }: Growing, id: number, parent: string): ElementTwig {
  const name = nameOf(clear)
  const path = below(parent, name)
  const children: ElementTwig[] = []
  for (const [at, child] of clear.children.entries()) {
    const hidden = shown.children[at]
    if (child.kind !== 'element' || hidden?.kind !== 'element' || !isApart(clear, child)) continue
    const inner = { bytes, clear: child, shown: hidden, spot: spotOf(bytes, spot, at) }
    children.push(twigOf(inner, children.at(-1)?.end ?? id + 1, path))
  }
  const isHidden = saidBy(clear) !== saidBy(shown)
  const end = children.at(-1)?.end ?? id + 1
  return { id, end, name, path, spot, secret: isHidden ? secretOf(clear) : undefined, children, shown }
}

/** A node of a tree is one with its name, its properties and its value; only nodes in it are nodes of their own. */
const isApart = (parent: Element, child: Element): boolean => !isTreeNode(parent) || isTreeNode(child)

const isTreeNode = ({ page, tag }: Element): boolean => page === 2 && tag === 'Node'

/** A child of an opened document stands in the bytes it was opened from; in base64 it has no bytes of its own. */
function spotOf(bytes: Uint8Array, parent: Spot, at: number): Spot {
  const part = parent.parts[at] ?? parent
  const isOpaque = part.parts.length === 0 && bytes[part.from] === 0xc3
  const version = bytes[part.value.from] ?? 0xff
  return isOpaque && part.value.from < part.value.to && version <= 0x03 ? wbxmlSpots(bytes, part.value.from) : part
}

/** A node of a tree has a name of its own; an attribute names a characteristic and a parm. */
function nameOf(element: Element): string {
  const named = isTreeNode(element) ? textOf(childNamed(element, 'NodeName')) : undefined
  const given = attributeOf(element, 'name') ?? attributeOf(element, 'type')
  return named ?? given ?? element.tag
}

/** What an element says itself, not through nodes in it. */
function saidBy(element: Element): string {
  const value = attributeOf(element, 'value') ?? ''
  return value + element.children.map((child) => saidByContent(element, child)).join('')
}

function saidByContent(parent: Element, content: Element['children'][number]): string {
  if (content.kind === 'text') return content.text
  if (content.kind === 'opaque') return toBase64(content.bytes)
  return isApart(parent, content) ? '' : saidBy(content)
}

function secretOf(element: Element): Twig['secret'] {
  const holder = (isTreeNode(element) ? childNamed(element, 'Value') : undefined) ?? element
  const clear = saidBy(holder)
  const [first] = holder.children
  const bytes = first?.kind === 'opaque' ? first.bytes : utf8(clear)
  return { clear: secret(clear === '' ? xmlOfElement(holder) : clear), bytes: secret(bytes) }
}

function linesOf({ id, shown, children }: ElementTwig, parentPage: number): OutlineLine[] {
  const child: Element = { kind: 'element', page: shown.page, tag: marker, children: [] }
  const own = new Set<Element['children'][number]>(children.map((twig) => twig.shown))
  const alone = { ...shown, children: shown.children.map((one) => (own.has(one) ? child : one)) }
  const lines = children.map((twig) => linesOf(twig, shown.page))
  return xmlLines(id, xmlOfElement(alone, parentPage), lines)
}
