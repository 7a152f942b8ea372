import type { DifferenceRow } from '../../shared/outline/difference'
import { Button } from '../parts/button'
import { HoldButton } from '../parts/hold-button'
import { fitOf } from '../readers/fit'
import { useInspection } from '../readers/inspection'
import { useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { text } from '../text'
import { useVariables } from '../variables/store'
import { useLastTemplate } from '../wizard/template'
import { orderNow, start } from './order'
import { type Replacement, replacementIn } from './setting'
import { useRepair } from './store'

const words = text.repair
const none: readonly DifferenceRow[] = []

/** What can be done with the card: one thing for all of it, or one more server beside what is there. */
export function Deeds() {
  const order = useOrder()
  const seen = useInspection(({ now }) => now)
  const gone = replacementIn(useRepair((view) => view.difference?.value?.rows) ?? none)
  const isStopped = seen.state === 'read' && fitOf(seen.report, 0).fit === 'stopped'
  const hasServers = seen.state === 'read' && seen.report.bootstrap.some(({ servers }) => servers.length > 0)
  const isOff = order === undefined || isStopped
  return (
    <footer className="foot">
      <div>
        <p className="quiet">{gone === undefined ? words.promise : words.obeysNow(gone.from)}</p>
        <div className="acts">
          {hasServers && (
            <Button keycap="F7" isDisabled={isOff} onPress={() => void start('add')}>
              {words.add}
            </Button>
          )}
          <Rebootstrap gone={gone} isOff={isOff} />
        </div>
      </div>
    </footer>
  )
}

type RebootstrapProps = { readonly gone: Replacement | undefined; readonly isOff: boolean }

/** A card that another server has is taken from it by a hand that means it, and by no Enter. */
function Rebootstrap({ gone, isOff }: RebootstrapProps) {
  const isStarting = useRepair((view) => view.isStarting)
  const begin = () => void start('rebootstrap')
  if (gone !== undefined && !isStarting)
    return (
      <HoldButton key={gone.to} again={words.replaceAgain} isDisabled={isOff} onHeld={begin}>
        {words.replace(gone.from, gone.to)}
      </HoldButton>
    )
  return (
    <Button kind="act" keycap={text.station.keys.enter} isDisabled={isOff} onPress={begin}>
      {isStarting ? words.starting : words.rebootstrap}
    </Button>
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
