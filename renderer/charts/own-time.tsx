import { text } from '../text'
import { momentIn } from './moment'
import { hasTime, ownTyped, useCharts } from './store'

const ends = ['from', 'to'] as const

/** Both ends of a time of one's own, typed; what is no time yet is marked, and nothing is counted for it. */
export function OwnTime() {
  const { period, own } = useCharts()
  if (period !== 'own') return null
  const isTime = hasTime({ period, own })
  return ends.map((end) => (
    <input
      key={end}
      className="input"
      dir="ltr"
      aria-label={text.charts.own[end]}
      aria-invalid={momentIn(own[end]) === undefined || !isTime}
      title={text.charts.own[end]}
      value={own[end]}
      maxLength={16}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => ownTyped({ [end]: target.value })}
    />
  ))
}
