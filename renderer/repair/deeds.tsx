import { phasesOf } from '../../shared/job'
import { Button } from '../parts/button'
import { fitOf } from '../readers/fit'
import { useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { useVariables } from '../variables/store'
import { useLastTemplate } from '../wizard/template'
import { orderNow, start } from './order'
import { useRepair } from './store'

const words = text.repair

/** What can be done with the card: one thing for all of it, or one more server beside what is there. */
export function Deeds() {
  const order = useOrder()
  const seen = useInspection(({ now }) => now)
  const isStarting = useRepair((view) => view.isStarting)
  const isStopped = seen.state === 'read' && fitOf(seen.report, 0).fit === 'stopped'
  const hasServers = seen.state === 'read' && seen.report.bootstrap.some(({ servers }) => servers.length > 0)
  const isOff = order === undefined || isStopped
  return (
    <footer className="foot">
      <div>
        <div>
          <ol className="chain">
            {phasesOf.rebootstrap.map((phase) => (
              <li key={phase}>{text.phase[phase].name}</li>
            ))}
          </ol>
          <p className="quiet">{words.promise}</p>
        </div>
        <div className="acts">
          {hasServers && (
            <Button kind="plain" keycap="F7" isDisabled={isOff} onPress={() => void start('add')}>
              {words.add}
            </Button>
          )}
          <Button
            kind="act"
            keycap={text.station.keys.enter}
            isDisabled={isOff}
            onPress={() => void start('rebootstrap')}
          >
            {isStarting ? words.starting : words.rebootstrap}
          </Button>
        </div>
      </div>
    </footer>
  )
}

/** It hangs on all of these. */
function useOrder() {
  useRepair()
  useReaders()
  useLastTemplate()
  useStation()
  useInspection()
  useVariables()
  return orderNow()
}
