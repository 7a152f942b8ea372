import type { OutlineLine } from './schema'

/** Stands in the text of a node alone where a child of it belongs. */
export const marker = 'child'
const marked = ` <${marker}/>`

/** The lines of a node from its text alone, with those of its children in their places. */
export function xmlLines(node: number, alone: string, children: readonly (readonly OutlineLine[])[]): OutlineLine[] {
  const places = children.values()
  return alone.split('\n').flatMap((text) => {
    const child = text === marked ? places.next().value : undefined
    return child === undefined ? [{ node, indent: 0, text }] : child.map(inside)
  })
}

const inside = (line: OutlineLine): OutlineLine => ({ ...line, indent: line.indent + 1 })
