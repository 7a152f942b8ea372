import type { OutlineLine } from './schema'
import type { Shape } from './twig'

/** JSON for people, two blanks a level, line by line. */
export function jsonLines(shape: Shape, indent = 0, before = '', after = ''): OutlineLine[] {
  const line = (text: string): OutlineLine => ({ node: shape.node, indent, text })
  if ('literal' in shape) return [line(before + shape.literal + after)]
  const [open, close, parts] =
    'items' in shape
      ? (['[', ']', shape.items.map((item) => ['', item] as const)] as const)
      : (['{', '}', shape.members.map(([name, member]) => [`${JSON.stringify(name)}: `, member] as const)] as const)
  if (parts.length === 0) return [line(before + open + close + after)]
  const inner = parts.flatMap(([name, part], at) => jsonLines(part, indent + 2, name, at < parts.length - 1 ? ',' : ''))
  return [line(before + open), ...inner, line(close + after)]
}
