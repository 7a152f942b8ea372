import type { OutlineNode } from '../../shared/outline/schema'
import { text } from '../text'
import { useComposed } from './composed'
import { useDraft } from './draft'
import { litNode, useHere } from './here'
import { limitNow, useLimit } from './limit'
import { MeasureChoice } from './measure-choice'
import { segmentsOf } from './segments'

const words = text.composer.meter
const none: readonly OutlineNode[] = []

/** How much of the room the message takes, part by part; the node one is at is lit here as well. */
export function Meter() {
  const composition = useComposed((view) => view.composition)
  const ofTemplate = useDraft(({ form }) => form?.sizeLimit)
  const view = useLimit()
  const limit = limitNow(view, ofTemplate)
  const size = composition?.bytes
  return (
    <section className="meter" aria-label={words.label}>
      <p className="meter-size">
        {size === undefined ? <span className="faint">{words.unknown}</span> : <b>{words.size(size)}</b>}
        {size !== undefined && limit !== undefined && <span className="quiet">{words.of(limit)}</span>}
      </p>
      <Bar nodes={composition?.outline.nodes ?? none} size={size ?? 0} limit={limit ?? size ?? 1} />
      <p className={size !== undefined && limit !== undefined && size > limit ? 'meter-over' : 'quiet'} role="status">
        {size !== undefined && limit !== undefined && roomOf(size, limit)}
      </p>
      <MeasureChoice ofTemplate={ofTemplate} />
    </section>
  )
}

const roomOf = (size: number, limit: number): string =>
  size > limit ? words.over(size - limit) : words.free(limit - size)

type BarProps = { readonly nodes: readonly OutlineNode[]; readonly size: number; readonly limit: number }

function Bar({ nodes, size, limit }: BarProps) {
  const node = useHere(litNode)
  const lit = node === undefined ? undefined : nodes[node]
  const whole = Math.max(size, limit)
  return (
    <svg
      className={size > limit ? 'meter-bar is-over' : 'meter-bar'}
      viewBox={`0 0 ${whole} 20`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.sized(size, limit)}
    >
      <rect className="track" width={whole} height="20" />
      {segmentsOf(nodes).map(({ from, to }) => (
        <g key={from}>
          <rect className="meter-part" x={from} y="3" width={to - from} height="14" />
          {from > 0 && <line className="meter-cut" x1={from} x2={from} y1="3" y2="17" />}
        </g>
      ))}
      {size > limit && <rect className="meter-beyond" x={limit} y="3" width={size - limit} height="14" />}
      {lit && (
        <rect className="meter-lit" x={lit.from} y="3" width={Math.max(lit.to - lit.from, whole / 250)} height="14" />
      )}
    </svg>
  )
}
