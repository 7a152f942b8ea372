import type { OutlineNode } from '../../shared/outline/schema'

type Part = Pick<OutlineNode, 'from' | 'to'>

const enough = 5

/** A message in a handful of parts: the largest is taken apart until there are enough. */
export function segmentsOf(nodes: readonly OutlineNode[]): readonly Part[] {
  const [root] = nodes
  if (root === undefined) return []
  let parts: readonly number[] = [0]
  for (;;) {
    const largest = parts
      .filter((at) => childrenOf(nodes, at).length > 0)
      .reduce((best: number | undefined, at) => (sizeOf(nodes, at) > sizeOf(nodes, best) ? at : best), undefined)
    if (largest === undefined || parts.length >= enough) break
    parts = parts.flatMap((at) => (at === largest ? childrenOf(nodes, at) : [at]))
  }
  return filled(
    parts.flatMap((at) => nodes[at] ?? []),
    root.to,
  )
}

function childrenOf(nodes: readonly OutlineNode[], at: number): readonly number[] {
  const children: number[] = []
  const end = nodes[at]?.end ?? at
  for (let child = at + 1; child < end; child = nodes[child]?.end ?? end) children.push(child)
  return children
}

function sizeOf(nodes: readonly OutlineNode[], at: number | undefined): number {
  const node = at === undefined ? undefined : nodes[at]
  return node === undefined ? 0 : node.to - node.from
}

/** What stands between two parts, a header or a comma, is the later one's. */
const filled = (parts: readonly Part[], end: number): readonly Part[] =>
  parts.map(({ to }, at) => ({ from: at === 0 ? 0 : (parts[at - 1]?.to ?? 0), to: at === parts.length - 1 ? end : to }))
