import { useWork } from './batches/view'
import { WorkPage } from './batches/work-page'
import { ComposerPage } from './composer/composer-page'
import { CounterPage } from './counter/counter-page'
import { IntakePage } from './intake/intake-page'
import { BenchBanner } from './place/bench-banner'
import { Help } from './place/help'
import { Side } from './place/side'
import { type Place, usePlace } from './place/store'
import { Top } from './place/top'
import { Trouble } from './place/trouble'
import { ReadersPage } from './readers/readers-page'
import { RecordsPage } from './records/records-page'
import { RepairPage } from './repair/repair-page'
import { HeardNotice } from './scan/heard-notice'
import { ScannerPage } from './scanner/scanner-page'
import { SettingsPage } from './settings/settings-page'
import { useStation } from './station/store'
import { StylePage } from './style/style-page'
import { WizardPage } from './wizard/wizard-page'

const pages: Readonly<Record<Place, () => React.JSX.Element>> = {
  wizard: WizardPage,
  readers: ReadersPage,
  records: RecordsPage,
  composer: ComposerPage,
  intake: IntakePage,
  line: WorkPage,
  counter: CounterPage,
  scanner: ScannerPage,
  settings: SettingsPage,
  repair: RepairPage,
}

export function App() {
  const { place, isHelpOpen } = usePlace()
  const isBench = useStation(({ state }) => state?.bench === true)
  const isAtLanes = useWork(({ view }) => view.at === 'line')
  // Whoever has one job there sees one job.
  const isOneJob = place === 'counter' || (place === 'line' && isAtLanes)
  const Page = isBench && location.hash === '#style' ? StylePage : pages[place]
  return (
    <div className={isOneJob ? 'app' : 'app app-sided'}>
      {isBench && <BenchBanner />}
      {isOneJob ? <Top /> : <Side />}
      <div className="stage">
        <div>
          <Trouble />
          <HeardNotice />
        </div>
        <Page />
      </div>
      {isHelpOpen && <Help />}
    </div>
  )
}
