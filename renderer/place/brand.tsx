import { useSettings } from '../settings/store'
import { text } from '../text'

/** The product, and the name of this station where it has one. */
export function Brand() {
  const name = useSettings(({ choices }) => choices.name)
  return (
    <span className="brand">
      <span>
        {text.station.name}
        {name !== '' && <bdi className="below">{name}</bdi>}
      </span>
    </span>
  )
}
