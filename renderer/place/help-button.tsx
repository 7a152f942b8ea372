import { Icon } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { helpToggled } from './store'

export const HelpButton = () => (
  <button type="button" className="place" onClick={helpToggled} aria-keyshortcuts="F1">
    <Icon name="help" />
    <span className="place-word">{text.station.places.help}</span>
    <Keycap>F1</Keycap>
  </button>
)
