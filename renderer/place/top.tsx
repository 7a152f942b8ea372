import { useWork } from '../batches/view'
import { LineChips } from '../line/line-chips'
import { Icon } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { useStation } from '../station/store'
import { text } from '../text'
import { helpToggled, type KeyedPlace, placeChosen, placeKeys, places, usePlace } from './store'

const words = text.station

/** The name of the station, its places with their keys, and what must be seen from everywhere. */
export function Top() {
  const place = usePlace((view) => view.place)
  const isAtLanes = useWork(({ view }) => view.at === 'line')
  // Whoever has one job there sees one job: no menu, though its keys work.
  const isOneJob = place === 'counter' || (place === 'line' && isAtLanes)
  return (
    <header className="top">
      <span className="brand">{words.name}</span>
      {!isOneJob && (
        <nav className="places" aria-label={words.placesLabel}>
          {places.map((one) => (
            <PlaceButton key={one} place={one} isHere={one === place} />
          ))}
        </nav>
      )}
      <div className="chips">
        <ServerChip />
        {place === 'line' && isAtLanes && <LineChips />}
        <button type="button" className="place" onClick={helpToggled} aria-keyshortcuts="F1">
          {words.places.help}
          <Keycap>F1</Keycap>
        </button>
      </div>
    </header>
  )
}

const PlaceButton = ({ place, isHere }: { readonly place: KeyedPlace; readonly isHere: boolean }) => (
  <button
    type="button"
    className="place"
    aria-current={isHere ? 'page' : undefined}
    aria-keyshortcuts={placeKeys[place]}
    onClick={() => placeChosen(place)}
  >
    {words.places[place]}
    <Keycap>{placeKeys[place]}</Keycap>
  </button>
)

function ServerChip() {
  const state = useStation((view) => view.state)
  if (state === undefined) return <span className="chip">{words.connecting}</span>
  const { server, owed } = state
  const isAway = server.state === 'unreachable'
  const said = isAway && server.since !== undefined ? words.serverSince(server.since) : words.server[server.state]
  return (
    <>
      {owed > 0 && (
        <span className="chip">
          <Icon name="outbox" />
          {words.owed(owed)}
        </span>
      )}
      <span className={isAway ? 'chip chip-away' : 'chip'} role="status">
        <Icon name={isAway ? 'caution' : 'server'} />
        {server.url === '' ? words.noServer : said}
      </span>
    </>
  )
}
