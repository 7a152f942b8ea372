import { memo, useMemo, useRef } from 'react'
import type { OutlineLine, OutlineNode } from '../../shared/outline/schema'
import { Breakable } from '../parts/breakable'
import { litIn, litNode, useHere } from './here'
import { Pane, useInView } from './pane'

type TextPaneProps = {
  readonly name: 'xml' | 'json'
  readonly title: string
  readonly aside: string
  readonly nodes: readonly OutlineNode[]
  readonly lines: readonly OutlineLine[]
  /** Blanks of the indent that are one level. */
  readonly step: number
}

/** A rendering in lines; those of the node one is at are lit. */
export function TextPane({ name, title, aside, nodes, lines, step }: TextPaneProps) {
  const body = useRef<HTMLDivElement>(null)
  const node = useHere(litNode)
  const [from, end] = useMemo(() => litIn(nodes, lines, node), [nodes, lines, node])
  const openers = useMemo(() => new Map(lines.map(({ node: own }, at) => [own, at] as const).reverse()), [lines])
  useInView(body, `${from} ${end}`)
  const first = openers.get(from)
  return (
    <Pane
      name={name}
      title={title}
      aside={aside}
      body={body}
      active={end > from && first !== undefined ? `${name}-${first}` : undefined}
    >
      {lines.map((line, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          key={at}
          id={`${name}-${at}`}
          node={line.node}
          level={line.indent / step}
          text={line.text}
          isLit={line.node >= from && line.node < end}
          isOpener={openers.get(line.node) === at}
        />
      ))}
    </Pane>
  )
}

const atLevel = (level: number): React.CSSProperties & { '--level': number } => ({ '--level': level })

type LineProps = {
  readonly id: string
  readonly node: number
  readonly level: number
  readonly text: string
  readonly isLit: boolean
  readonly isOpener: boolean
}

const Line = memo(({ id, node, level, text, isLit, isOpener }: LineProps) => (
  <div
    id={id}
    className={isLit ? 'line is-lit' : 'line'}
    data-node={node}
    data-lit={isLit || undefined}
    style={atLevel(level)}
    {...(isOpener && { role: 'treeitem', 'aria-level': level + 1, 'aria-selected': isLit })}
  >
    <Breakable>{text}</Breakable>
  </div>
))
