import { Icon, type IconName } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { Brand } from './brand'
import { HelpButton } from './help-button'
import { ServerChip } from './server-chip'
import { type KeyedPlace, placeChosen, placeKeys, places, usePlace } from './store'

const words = text.station

const icons: Readonly<Record<KeyedPlace, IconName>> = {
  wizard: 'card',
  readers: 'reader',
  records: 'records',
  composer: 'compose',
  intake: 'inbox',
  line: 'line',
  counter: 'counter',
  repair: 'bench',
  settings: 'settings',
}

/** Every place with its key, beside the one that is shown. */
export function Side() {
  const place = usePlace((view) => view.place)
  return (
    <header className="side">
      <Brand />
      <nav className="places" aria-label={words.placesLabel}>
        {places.map((one) => (
          <button
            key={one}
            type="button"
            className="place"
            aria-current={one === place ? 'page' : undefined}
            aria-keyshortcuts={placeKeys[one]}
            onClick={() => placeChosen(one)}
          >
            <Icon name={icons[one]} />
            <span className="place-word">{words.places[one]}</span>
            <Keycap>{placeKeys[one]}</Keycap>
          </button>
        ))}
      </nav>
      <div className="side-foot">
        <ServerChip />
        <HelpButton />
      </div>
    </header>
  )
}
