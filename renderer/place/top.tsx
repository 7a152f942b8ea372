import { batchesOpened } from '../batches/view'
import { LineChips } from '../line/line-chips'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { Brand } from './brand'
import { HelpButton } from './help-button'
import { ServerChip } from './server-chip'
import { usePlace } from './store'

/** Above a place of one job: no menu, though its keys work. */
export function Top() {
  const isLine = usePlace(({ place }) => place === 'line')
  return (
    <header className="top">
      <Brand />
      {isLine && <ToBatches />}
      <div className="chips">
        <ServerChip />
        {isLine && <LineChips />}
        <HelpButton />
      </div>
    </header>
  )
}

/** The way out of the line. */
const ToBatches = () => (
  <button type="button" className="place" aria-keyshortcuts={text.station.keys.escape} onClick={batchesOpened}>
    {text.batches.title}
    <Keycap>{text.station.keys.escape}</Keycap>
  </button>
)
