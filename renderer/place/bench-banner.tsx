import { Icon } from '../parts/icon'
import { text } from '../text'

export const BenchBanner = () => (
  <aside className="bench-banner" aria-label={text.station.bench}>
    <Icon name="flask" />
    <span>
      <b>{text.station.bench}</b> {text.station.benchLead}
    </span>
  </aside>
)
