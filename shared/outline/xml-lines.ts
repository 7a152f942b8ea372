import type { OutlineLine } from './schema'

/** Stands in the text of a node alone where a child of it belongs. */
export const marker = 'child'
const marked = ` <${marker}/>`

/** The lines of a node from its text alone, with those of its children in their places. */
export function xmlLines(node: number, alone: string, children: readonly (readonly OutlineLine[])[]): OutlineLine[] {
  const rest = [...children]
  return alone.split('\n').flatMap((text) => {
    const child = text === marked ? rest.shift() : undefined
    if (child === undefined) return [{ node, indent: 0, text }]
    return child.map((line) => ({ ...line, indent: line.indent + 1 }))
  })
}
