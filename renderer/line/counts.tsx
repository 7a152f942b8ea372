import { memo } from 'react'
import type { Batch, Counts } from '../../shared/batch'
import type { LineState } from '../../shared/lane'
import { useTitle } from '../batches/title'
import { useNow } from '../parts/now'
import { text } from '../text'

const words = text.line.counts

type CountsProps = {
  readonly batch: string
  readonly order: Batch['order'] | undefined
  readonly counts: Counts
  readonly pace: LineState['pace']
}

/** How the batch stands, on fixed places. */
export const LineCounts = memo(function LineCounts({ batch, order, counts, pace }: CountsProps) {
  const { taktMs, yieldPercent } = pace
  const { issued, good, rejects, waiting } = counts
  const title = useTitle(order?.template.name)
  return (
    <section className="counts" aria-label={words.label}>
      <div className="counts-batch">
        <p className="label">
          <span>
            {words.batch(batch)}
            {title !== undefined && <span className="counts-title">, {title}</span>}
          </span>
          <ToGo left={issued - good - rejects} taktMs={taktMs} />
        </p>
        <p className="figure">
          <bdi>{words.number(good)}</bdi>
          <small>{words.of(issued)}</small>
        </p>
        <div className="progress" role="img" aria-label={words.progress(good, issued)}>
          <i style={{ inlineSize: `${(100 * good) / issued}%` }} />
          <i className="progress-rejects" style={{ inlineSize: `${(100 * rejects) / issued}%` }} />
        </div>
      </div>
      <Figure name={words.yield} value={yieldPercent === undefined ? undefined : words.percent(yieldPercent)} />
      <Figure name={words.takt} value={taktMs === undefined ? undefined : words.seconds(taktMs)} />
      <Figure
        name={words.rejects}
        value={words.number(rejects)}
        aside={waiting > 0 ? words.waiting(waiting) : words.cards}
      />
      <Figure name={words.rate} value={taktMs ? words.number(3_600_000 / taktMs) : undefined} aside={words.hourly} />
    </section>
  )
})

type FigureProps = { readonly name: string; readonly value: string | undefined; readonly aside?: string }

const Figure = ({ name, value, aside }: FigureProps) => (
  <div>
    <p className="label">{name}</p>
    <p className="figure">
      <bdi>{value ?? '–'}</bdi>
      {value !== undefined && aside !== undefined && <small>{aside}</small>}
    </p>
  </div>
)

function ToGo({ left, taktMs }: { readonly left: number; readonly taktMs: number | undefined }) {
  const now = useNow()
  if (left === 0) return <span>{words.done}</span>
  return <span>{words.toGo(left, taktMs === undefined ? undefined : now + left * taktMs)}</span>
}
