import { memo, useMemo, useRef } from 'react'
import type { OutlineNode } from '../../shared/outline/schema'
import { litNode, nodeOfBytes, useHere } from './here'
import { Pane, useInView } from './pane'
import { useIsWide } from './wide'

type HexPaneProps = {
  readonly title: string
  readonly aside: string
  readonly nodes: readonly OutlineNode[]
  readonly hex: string
}

/** The bytes of the message, eight a row or, where there is room, sixteen with their letters; those of the node one is at are lit, those of a secret are bullets. */
export function HexPane({ title, aside, nodes, hex }: HexPaneProps) {
  const body = useRef<HTMLDivElement>(null)
  const node = useHere(litNode)
  const lit = node === undefined ? undefined : nodes[node]
  const owners = useMemo(() => nodeOfBytes(nodes, hex.length / 2), [nodes, hex])
  const isWide = useIsWide()
  const width = isWide ? 16 : 8
  const rows = useMemo(() => rowsOf(hex, width), [hex, width])
  useInView(body, `${lit?.from} ${lit?.to}`)
  return (
    <Pane name="hex" title={title} aside={aside} body={body}>
      {rows.map((pairs, row) => {
        const start = row * width
        return (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            key={row}
            start={start}
            pairs={pairs}
            owners={owners}
            from={Math.max(0, Math.min(width, (lit?.from ?? 0) - start))}
            to={Math.max(0, Math.min(width, (lit?.to ?? 0) - start))}
            hasLetters={isWide}
          />
        )
      })}
    </Pane>
  )
}

function rowsOf(hex: string, width: number): readonly (readonly string[])[] {
  const pairs = hex.match(/../gs) ?? []
  return Array.from({ length: Math.ceil(pairs.length / width) }, (_, row) =>
    pairs.slice(row * width, row * width + width),
  )
}

type RowProps = {
  readonly start: number
  readonly pairs: readonly string[]
  readonly owners: readonly number[]
  /** The lit bytes of this row. */
  readonly from: number
  readonly to: number
  readonly hasLetters: boolean
}

const Row = memo(({ start, pairs, owners, from, to, hasLetters }: RowProps) => (
  <div className="hex-row" role="treeitem" aria-selected={from < to} tabIndex={-1} data-lit={from < to || undefined}>
    <span className="hex-offset">{start.toString(16).padStart(4, '0')}</span>
    <span className="hex-bytes">
      {pairs.map((pair, at) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
          key={at}
          className={litClass(at, from, to)}
          data-node={owners[start + at]}
        >
          {pair}{' '}
        </i>
      ))}
    </span>
    {hasLetters && (
      <span className="hex-letters" aria-hidden="true">
        {pairs.map(letterOf).join('')}
      </span>
    )}
  </div>
))

/** ASCII as it is; any other byte is a dot, and a hidden one stays hidden. */
function letterOf(pair: string): string {
  const code = Number.parseInt(pair, 16)
  if (Number.isNaN(code)) return '•'
  return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '·'
}

/** The lit bytes are one band with round ends. */
function litClass(at: number, from: number, to: number): string | undefined {
  if (at < from || at >= to) return undefined
  return `is-lit${at === from ? ' is-first' : ''}${at === to - 1 ? ' is-last' : ''}`
}
