import { Icon } from '../parts/icon'
import { text } from '../text'

export const BenchBanner = () => (
  <div className="bench-banner" role="note">
    <Icon name="flask" />
    <span>
      <b>{text.station.bench}</b> {text.station.benchLead}
    </span>
  </div>
)
