// XML 1.0 with namespaces, as far as a message needs it: no document type of its own, no entities beyond the five.
import { SaxesParser } from 'saxes'
import { malformed } from '../bytes'
import { excessAfter, nothingSpent } from '../limits'

export type XmlElement = {
  readonly name: string
  /** The URI of its namespace; empty without one. */
  readonly namespace: string
  readonly attributes: readonly { readonly name: string; readonly value: string }[]
  readonly children: readonly (XmlElement | string)[]
}

const deepest = 64
const longest = 1 << 20

type Open = Omit<XmlElement, 'children'> & { readonly children: (XmlElement | string)[] }

/**
 * Reads one document; what it holds is counted together with what `spent` says. Fails with `bytes.malformed` and the
 * offset in characters. White space beside elements is left out.
 */
export function readXml(text: string, spent = nothingSpent()): XmlElement {
  if (text.length > longest) throw malformed(`a document is at most ${longest} characters`, longest)
  const parser = new SaxesParser({ xmlns: true })
  const top: Open = { name: '', namespace: '', attributes: [], children: [] }
  const open: Open[] = [top]
  const fail = (reason: string): never => {
    throw malformed(reason, parser.position)
  }
  const count = (nodes: number, characters: number) => {
    const excess = excessAfter(spent, nodes, characters)
    if (excess !== undefined) fail(excess)
  }
  const addText = (value: string) => {
    count(0, value.length)
    const children = open.at(-1)?.children ?? []
    const last = children.at(-1)
    if (typeof last === 'string') children[children.length - 1] = last + value
    if (typeof last !== 'string') children.push(value)
  }
  parser.on('error', ({ message }) => fail(`not well-formed XML: ${message}`))
  parser.on('doctype', (doctype) => void (doctype.includes('[') && fail('a document type of its own is not taken')))
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (open.length > deepest) fail(`nested more than ${deepest} deep`)
    count(1 + Object.keys(attributes).length, 0)
    const kept = Object.values(attributes).filter(({ name }) => !/^xmlns(:|$)/.test(name))
    open.push({
      name: local,
      namespace: uri,
      attributes: kept.map(({ name, value }) => ({ name, value })),
      children: [],
    })
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed) open.at(-1)?.children.push(tidied(closed))
  })
  parser.write(text).close()
  const [root] = top.children.filter((child) => typeof child !== 'string')
  return root ?? fail('no element')
}

function tidied(element: Open): XmlElement {
  const hasElements = element.children.some((child) => typeof child !== 'string')
  const isKept = (child: XmlElement | string): boolean =>
    typeof child !== 'string' || !hasElements || child.trim() !== ''
  return { ...element, children: element.children.filter(isKept) }
}
