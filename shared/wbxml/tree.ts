import { readable } from '../utf8'

/** WBXML 1.3, 5.8: an element by the code page and name of its tag, so that equal names on two pages stay apart. */
export type Element = {
  readonly kind: 'element'
  readonly page: number
  readonly tag: string
  readonly attributes?: readonly Attribute[]
  readonly children: readonly Content[]
  /** Of an element whose document was opened: what stood in it before. */
  readonly sealed?: readonly Content[]
}
export type Text = { readonly kind: 'text'; readonly text: string }
/** `at` is where the bytes begin in the document they were read from. */
export type Opaque = { readonly kind: 'opaque'; readonly bytes: Uint8Array; readonly at?: number }
export type Content = Element | Text | Opaque

/** An attribute may be there without a value: its name alone says something. */
export type Attribute = { readonly name: string; readonly value?: string | undefined }

/** A document and its header (WBXML 1.3, 5.3 to 5.7). Version 2 is WBXML 1.2. A public id is a known number or a string. */
export type Document = {
  readonly version: number
  readonly publicId: number | string
  readonly charset: number
  readonly root: Element
}

export const text = (value: string): Text => ({ kind: 'text', text: value })
export const opaque = (bytes: Uint8Array): Opaque => ({ kind: 'opaque', bytes })

/** A maker of elements of one code page. A string stands for its text. */
export const tagger =
  (page: number) =>
  (tag: string, ...children: readonly (Content | string)[]): Element => ({
    kind: 'element',
    page,
    tag,
    children: children.map((child) => (typeof child === 'string' ? text(child) : child)),
  })

export const elementsOf = ({ children }: Element): readonly Element[] =>
  children.filter((child) => child.kind === 'element')

export const childrenNamed = (parent: Element, tag: string): readonly Element[] =>
  elementsOf(parent).filter((child) => child.tag === tag)

export function childNamed(parent: Element | undefined, tag: string): Element | undefined {
  for (const child of parent?.children ?? []) if (child.kind === 'element' && child.tag === tag) return child
  return undefined
}

/** A text, or opaque bytes that are one: libwbxml writes the data of every item so. */
export function textOfContent(content: Content): string | undefined {
  if (content.kind === 'text') return content.text
  return content.kind === 'opaque' ? readable(content.bytes) : undefined
}

/** The text of an element without child elements; undefined without the element, and where it holds other bytes or elements. */
export function textOf(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined
  let text = ''
  for (const child of element.children) {
    const part = textOfContent(child)
    if (part === undefined) return undefined
    text += part
  }
  return text
}

/** The value of an attribute; undefined if it is absent or has none. */
export const attributeOf = ({ attributes = [] }: Element, name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name)?.value
