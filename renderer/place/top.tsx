import { LineChips } from '../line/line-chips'
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
      <div className="chips">
        <ServerChip />
        {isLine && <LineChips />}
        <HelpButton />
      </div>
    </header>
  )
}
