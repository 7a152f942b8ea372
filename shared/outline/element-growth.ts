import { toBase64 } from '../base64'
import { areEqual } from '../bytes'
import { hideElement } from '../message/hidden'
import { xmlOfElement } from '../message/xml'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import type { Namespaces } from '../wbxml/syncml'
import { OPAQUE } from '../wbxml/tokens'
import { attributeOf, type Content, childNamed, type Element, textOf, textOfContent } from '../wbxml/tree'
import { isXml } from '../xml/text'
import { shapeOfElement } from './element-shape'
import type { OutlineLine } from './schema'
import type { Span, Spot } from './span'
import { below, type Growth, type Twig, type TwigSecret } from './twig'
import { tableIn, wbxmlSpots } from './wbxml-spots'
import { marker, xmlLines } from './xml-lines'

export type ElementTwig = Omit<Twig, 'children'> & {
  readonly children: readonly ElementTwig[]
  readonly shown: Element
}

/** The nodes of a message in WBXML. `root` has the embedded documents opened; `shown` is what of it may be seen. */
export function growElements(bytes: Uint8Array, { root, spot, shown = hideElement(root), spaces }: Grown): Growth {
  const twig = twigOf({ bytes, clear: root, shown, spot, table: isXml(bytes) ? nowhere : tableIn(bytes) }, 0, '')
  return { root: twig, xml: () => linesOf(twig, -1, spaces), json: () => shapeOfElement(twig) }
}

type Grown = {
  readonly root: Element
  readonly spot: Spot
  readonly shown?: Element | undefined
  readonly spaces: Namespaces
}

type Growing = {
  readonly bytes: Uint8Array
  readonly clear: Element
  readonly shown: Element
  readonly spot: Spot
  /** The string table of the document it is in. */
  readonly table: Span
}
const nowhere: Span = { from: 0, to: 0 }

function twigOf(growing: Growing, id: number, parent: string): ElementTwig {
  const { clear, shown, spot } = growing
  const name = nameOf(clear)
  const path = below(parent, name)
  const children: ElementTwig[] = []
  for (const [at, child] of clear.children.entries()) {
    const hidden = shown.children[at]
    if (child.kind !== 'element' || hidden?.kind !== 'element' || !isApart(clear, child)) continue
    const inner = { ...growing, clear: child, shown: hidden, ...placeOf(growing, at) }
    children.push(twigOf(inner, children.at(-1)?.end ?? id + 1, path))
  }
  const isHidden = saidBy(clear) !== saidBy(shown)
  const end = children.at(-1)?.end ?? id + 1
  return { id, end, name, path, spot, secret: isHidden ? secretOf(growing) : undefined, children, shown }
}

/** A node of a tree is one with its name, its properties and its value; only nodes in it are nodes of their own. */
const isApart = (parent: Element, child: Element): boolean => !isTreeNode(parent) || isTreeNode(child)

const isTreeNode = ({ page, tag }: Element): boolean => page === 2 && tag === 'Node'

/** A child of an opened document stands in the bytes it was opened from; in base64 it has no bytes of its own. */
function placeOf({ bytes, spot, table }: Growing, at: number): Pick<Growing, 'spot' | 'table'> {
  const part = spot.parts[at] ?? spot
  const isOpaque = part.parts.length === 0 && bytes[part.from] === OPAQUE
  const { from, to } = part.value
  const isWbxml = isOpaque && from < to && (bytes[from] ?? 0xff) <= 0x03
  return isWbxml ? { spot: wbxmlSpots(bytes, from), table: tableIn(bytes, from) } : { spot: part, table }
}

/** A node of a tree has a name of its own; an attribute names a characteristic and a parm. */
function nameOf(element: Element): string {
  const named = isTreeNode(element) ? textOf(childNamed(element, 'NodeName')) : undefined
  const given = attributeOf(element, 'name') ?? attributeOf(element, 'type')
  return named ?? given ?? element.tag
}

/** What an element says itself, not through nodes in it. */
function saidBy(element: Element): string {
  const values = (element.attributes ?? []).map(({ value = '' }) => value)
  return values.join('') + element.children.map((child) => saidByContent(element, child)).join('')
}

function saidByContent(parent: Element, content: Content): string {
  return content.kind === 'element' && isApart(parent, content) ? '' : allSaidBy(content)
}

function allSaidBy(content: Content): string {
  if (content.kind === 'element') return content.children.map(allSaidBy).join('')
  return textOfContent(content) ?? (content.kind === 'opaque' ? toBase64(content.bytes) : '')
}

/** Of a node of a tree it is the value that is secret, of a parm its attribute. */
function secretOf(growing: Growing): TwigSecret {
  const { clear } = growing
  const holder = (isTreeNode(clear) ? childNamed(clear, 'Value') : undefined) ?? clear
  const [first] = holder.children
  const said = clear.tag === 'parm' ? (attributeOf(clear, 'value') ?? '') : saidBy(holder)
  const bytes = first?.kind === 'opaque' ? first.bytes : utf8(said)
  const places = placesOf(growing)
  const at = places.every((place) => isSpeltOut(growing.bytes, place, bytes)) ? places : [...places, growing.table]
  return { clear: secret(said === '' ? xmlOfElement(holder) : said), bytes: secret(bytes), at }
}

/** The places of all that is shown otherwise than it is. */
const placesOf = ({ clear, shown, spot }: Growing): readonly Span[] => [
  ...(clear.attributes ?? []).flatMap(({ value }, at) =>
    value === shown.attributes?.[at]?.value ? [] : [spot.attributes?.[at] ?? spot],
  ),
  ...clear.children.flatMap((child, at) => {
    const other = shown.children[at]
    return other && saidByContent(clear, child) === saidByContent(shown, other) ? [] : [(spot.parts[at] ?? spot).value]
  }),
]

/** Whether a place holds these bytes as they are, with no more than tokens around: otherwise parts of them stand in the string table. */
function isSpeltOut(bytes: Uint8Array, { from, to }: Span, sought: Uint8Array): boolean {
  const spare = to - from - sought.length
  if (spare < 0 || spare > 8) return false
  const starts = Array.from({ length: spare + 1 }, (_, at) => from + at)
  return starts.some((start) => areEqual(bytes.subarray(start, start + sought.length), sought))
}

function linesOf({ id, shown, children }: ElementTwig, parentPage: number, spaces: Namespaces): OutlineLine[] {
  const child: Element = { kind: 'element', page: shown.page, tag: marker, children: [] }
  const own = new Set<Element['children'][number]>(children.map((twig) => twig.shown))
  const alone = { ...shown, children: shown.children.map((one) => (own.has(one) ? child : one)) }
  const lines = children.map((twig) => linesOf(twig, shown.page, spaces))
  return xmlLines(id, xmlOfElement(alone, parentPage, '', spaces), lines)
}
