import { memo } from 'react'
import type { LineState } from '../../shared/lane'
import { wordsOfScan } from '../../shared/text/scan-words'
import { wordsOf } from '../../shared/text/words'
import { Button } from '../parts/button'
import { HoldButton } from '../parts/hold-button'
import { Icon } from '../parts/icon'
import { Keycap } from '../parts/keycap'
import { text } from '../text'
import { armingAsked, batchClosed } from './ask'
import { doAct } from './do-act'
import { heldBy } from './held'
import { type LineAct, mainActOf, pauseActOf } from './main-act'
import { type Said, saidOf } from './next'
import { Arming, Rejecting, Restarting } from './next-asks'
import { type LineView, useLine } from './store'

const words = text.line

/** One line that says what to do next. Its blue is the blue of the lane it means; a line that is held has its sign and colour. */
export function NextBar({ line }: { readonly line: LineState }) {
  const view = useLine()
  if (view.attention.is === 'arming') return <Arming />
  if (view.attention.is === 'restarting') return <Restarting />
  if (view.attention.is === 'rejecting') return <Rejecting lane={view.attention.lane} />
  const { lane, sign, what, below } = saidNow(view, line)
  return (
    <section className={`next is-${heldBy(line) ?? 'on'}`} aria-live="polite" aria-label={words.next.label}>
      {sign && (
        <span className="next-sign">
          <Icon name={sign} />
        </span>
      )}
      {lane !== undefined && (
        <span className="next-no" aria-hidden="true">
          {lane}
        </span>
      )}
      <p>
        {what}
        <small>{below}</small>
      </p>
      <Acts
        main={mainActOf(line)}
        pause={pauseActOf(line)}
        isRunning={line.state === 'running' && line.lanes.length > 0}
        isArmed={line.isArmed}
      />
    </section>
  )
}

/** What was just refused goes before what is next. */
function saidNow({ refused, unread }: LineView, line: LineState): Said {
  if (refused) {
    const { what, doNow } = wordsOf(refused, text)
    return { what, below: doNow, sign: 'caution' }
  }
  const scan = unread && wordsOfScan(unread, text)
  return scan ? { ...scan, sign: 'caution' } : saidOf(line)
}

type ActsProps = {
  readonly main: LineAct | undefined
  readonly pause: LineAct | undefined
  readonly isRunning: boolean
  readonly isArmed: boolean
}

const Acts = memo(function Acts({ main, pause, isRunning, isArmed }: ActsProps) {
  return (
    <div className="next-acts">
      {main === 'close' && <Close />}
      {main && main !== 'close' && (
        <Button kind="act" keycap={text.station.keys.enter} onPress={() => doAct(main)}>
          {words.acts[main]}
        </Button>
      )}
      {pause && pause !== main && <PauseButton act={pause} />}
      {isRunning && main !== 'arm' && main !== 'close' && <ArmButton isArmed={isArmed} />}
    </div>
  )
})

/** Closing is for good: no key that is only struck does it. */
const Close = () => (
  <HoldButton again={text.batches.acts.closeAgain} onHeld={() => void batchClosed()} isAtHand>
    {text.batches.acts.close}
    <Keycap>{text.station.keys.enter}</Keycap>
  </HoldButton>
)

const PauseButton = ({ act }: { readonly act: LineAct }) => (
  <Button keycap="F7" onPress={() => doAct(act)}>
    {words.acts[act]}
  </Button>
)

/** To be seen while a batch runs, and never on by default. */
const ArmButton = ({ isArmed }: { readonly isArmed: boolean }) => (
  <Button keycap="F8" onPress={armingAsked}>
    <Icon name={isArmed ? 'armed' : 'hollow'} />
    {isArmed ? words.arm.on : words.arm.off}
  </Button>
)
