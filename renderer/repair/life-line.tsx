import type { Life, LifeEvent } from '../../shared/life'
import { lookOf } from '../parts/verdict'
import { text } from '../text'

const words = text.repair
const shownEvents = 4

/** The last of a life, and where it is now. */
export function LifeLine({ life: { events } }: { readonly life: Life }) {
  const last = events.slice(-shownEvents)
  const earlier = events.length - last.length
  return (
    <ol className="life-line" aria-label={words.lifeLabel}>
      {last.map((event, at) => (
        <li key={`${event.is} ${event.at} ${keyOf(event)}`} className={`life-${kindOf(event)}`}>
          <b>{whatOf(event)}</b>
          <span>{words.at(event.at)}</span>
          {at === 0 && earlier > 0 && <span className="faint">{words.earlier(earlier)}</span>}
        </li>
      ))}
      <li className="life-here">
        <b>{words.onBench}</b>
      </li>
    </ol>
  )
}

export const keyOf = (event: LifeEvent): string => (event.is === 'job' ? event.job : String(event.id))

/** What happened, in a few words. */
export function whatOf(event: LifeEvent): string {
  switch (event.is) {
    case 'job':
      return words.event.job[event.kind]
    case 'registration':
      return words.event.registration[event.state]
    case 'intake':
      return `${words.event.intake}: ${text.intake.source[event.source]}`
  }
}

/** Only what went wrong is more than a dot. */
export const kindOf = (event: LifeEvent): 'good' | 'bad' => {
  if (event.is === 'job') return ['fail', 'error'].includes(lookOf(event.outcome).look) ? 'bad' : 'good'
  return event.is === 'registration' && (event.state === 'conflict' || event.state === 'rejected') ? 'bad' : 'good'
}
