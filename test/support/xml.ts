/** An element of an XML text: enough of XML to compare what two programs print. */
export type XmlElement = {
  readonly tag: string
  readonly xmlns: string
  readonly children: readonly (XmlElement | string)[]
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, decimal?: string, name?: string) =>
    name === undefined
      ? String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16))
      : (entities[name] ?? `&${name};`),
  )

type Open = { readonly tag: string; readonly xmlns: string; readonly children: (XmlElement | string)[] }

/** The root element. White space between elements is left out; neighbouring texts are one. */
export function parseXml(text: string): XmlElement {
  const top: Open = { tag: '', xmlns: '', children: [] }
  const open: Open[] = [top]
  const pieces = /<\?[^>]*\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^>]+)>|<([^\s/>]+)([^>]*?)(\/?)>|([^<]+)/g
  for (const [, data, end, start, attributes, isEmpty, words] of text.matchAll(pieces)) {
    const parent = open.at(-1) ?? top
    if (start !== undefined) {
      const xmlns = /xmlns="([^"]*)"/.exec(attributes ?? '')?.[1] ?? parent.xmlns
      const element: Open = { tag: start, xmlns, children: [] }
      parent.children.push(element)
      if (isEmpty === '') open.push(element)
    }
    if (end !== undefined) {
      if (open.pop()?.tag !== end) throw new Error(`</${end}> closes nothing`)
    }
    const said = data ?? (words === undefined ? undefined : unescaped(words))
    if (said !== undefined) addText(parent.children, said)
  }
  const [root] = tidied(top).children
  if (root === undefined || typeof root === 'string' || open.length > 1) throw new Error('no whole XML document')
  return root
}

function addText(children: (XmlElement | string)[], text: string): void {
  const last = children.at(-1)
  if (typeof last === 'string') children[children.length - 1] = last + text
  if (typeof last !== 'string') children.push(text)
}

const tidied = ({ tag, xmlns, children }: XmlElement): XmlElement => {
  const hasElements = children.some((child) => typeof child !== 'string')
  const kept = children.filter((child) => typeof child !== 'string' || !hasElements || child.trim() !== '')
  return { tag, xmlns, children: kept.map((child) => (typeof child === 'string' ? child : tidied(child))) }
}
