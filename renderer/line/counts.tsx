import { memo } from 'react'
import type { Batch, Counts } from '../../shared/batch'
import type { LineState } from '../../shared/lane'
import { useTitle } from '../batches/title'
import { useNow } from '../parts/now'
import { text } from '../text'
import { hourlyOf } from './rate'

const words = text.line.counts

type CountsProps = {
  readonly batch: string
  readonly order: Batch['order'] | undefined
  readonly counts: Counts
  readonly pace: LineState['pace']
  /** Whether there is a speed to tell of. */
  readonly isAtWork: boolean
}

/** How the batch stands, on fixed places. */
export const LineCounts = memo(function LineCounts({ batch, order, counts, pace, isAtWork }: CountsProps) {
  const { yieldPercent } = pace
  const { taktMs, recent } = isAtWork ? pace : {}
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
          <ToGo left={issued - good - rejects} recent={recent} />
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
      <Rate recent={recent} />
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

type RecentProps = { readonly recent: LineState['pace']['recent'] }

function Rate({ recent }: RecentProps) {
  const hourly = hourlyOf(recent, useNow())
  return (
    <Figure
      name={words.rate}
      value={hourly === undefined ? undefined : words.number(Math.round(hourly))}
      aside={words.hourly}
    />
  )
}

function ToGo({ left, recent }: RecentProps & { readonly left: number }) {
  const now = useNow()
  const hourly = hourlyOf(recent, now)
  if (left === 0) return <span>{words.done}</span>
  return <span>{words.toGo(left, hourly && now + (left / hourly) * 3_600_000)}</span>
}
