import { create } from 'zustand'
import type { OutlineLine, OutlineNode } from '../../shared/outline/schema'

type Nodes = readonly OutlineNode[]

/** The node one is at, and the one that is pointed at for the moment. */
export type HereView = { readonly at: number | undefined; readonly over: number | undefined }

export const useHere = create<HereView>()(() => ({ at: undefined, over: undefined }))

export const nodeChosen = (at: number): void => useHere.setState({ at, over: undefined })
export const nodePointedAt = (over: number | undefined): void => useHere.setState({ over })

/** The node that is lit. */
export const litNode = ({ at, over }: HereView): number | undefined => over ?? at

export type Step = 'next' | 'former' | 'in' | 'out' | 'first' | 'last'

/** Where a step leads; nowhere at an end. The first step of all is to the first node. */
export function stepFrom(nodes: Nodes, at: number | undefined, step: Step): number | undefined {
  const here = at === undefined ? undefined : nodes[at]
  if (at === undefined || here === undefined) return nodes.length > 0 ? 0 : undefined
  switch (step) {
    case 'next':
      return Math.min(at + 1, nodes.length - 1)
    case 'former':
      return Math.max(at - 1, 0)
    case 'in':
      return here.end > at + 1 ? at + 1 : at
    case 'out':
      return here.parent ?? at
    case 'first':
      return 0
    case 'last':
      return nodes.length - 1
  }
}

/** The same node of a message that was made anew, by its path. */
export function sameNode(before: Nodes, after: Nodes, at: number | undefined): number | undefined {
  const path = at === undefined ? undefined : before[at]?.path
  const found = path === undefined ? -1 : after.findIndex((node) => node.path === path)
  return found < 0 ? undefined : found
}

/** Which nodes' lines are lit in a rendering: the node and all in it, or the nearest above it that has lines of its own. */
export function litIn(
  nodes: Nodes,
  lines: readonly OutlineLine[],
  node: number | undefined,
): readonly [number, number] {
  for (let up = node; up !== undefined; up = nodes[up]?.parent) {
    const end = nodes[up]?.end ?? up
    const from = up
    if (up === node && lines.some((line) => line.node >= from && line.node < end)) return [from, end]
    if (lines.some((line) => line.node === from)) return [from, from + 1]
  }
  return [0, 0]
}

/** For every byte the innermost node that it belongs to. */
export function nodeOfBytes(nodes: Nodes, length: number): readonly number[] {
  const owners = new Array<number>(length).fill(0)
  for (const [at, { from, to }] of nodes.entries()) owners.fill(at, from, to)
  return owners
}
