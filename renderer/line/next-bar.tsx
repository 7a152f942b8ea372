import { memo } from 'react'
import type { LineState } from '../../shared/lane'
import { wordsOfScan } from '../../shared/text/scan-words'
import { wordsOf } from '../../shared/text/words'
import { Button } from '../parts/button'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { armed, armingAsked } from './ask'
import { doAct } from './do-act'
import { type LineAct, mainActOf, pauseActOf } from './main-act'
import { type Said, saidOf } from './next'
import { attentionEnded, type LineView, useLine } from './store'

const words = text.line

/** One line that says what to do next. Its blue is the blue of the lane it means. */
export function NextBar({ line }: { readonly line: LineState }) {
  const view = useLine()
  if (view.attention.is === 'arming') return <Arming />
  const { lane, what, below, isTrouble } = saidNow(view, line)
  return (
    <section className="next" aria-live="polite" aria-label={words.next.label}>
      {isTrouble && (
        <span className="next-sign">
          <Icon name="caution" />
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
        isRunning={line.state === 'running'}
        isArmed={line.isArmed}
      />
    </section>
  )
}

/** What was just refused goes before what is next; why a batch stopped itself stands below it. */
function saidNow({ refused, unread }: LineView, line: LineState): Said & { readonly isTrouble: boolean } {
  if (refused) {
    const { what, doNow } = wordsOf(refused, text)
    return { what, below: doNow, isTrouble: true }
  }
  const scan = unread && wordsOfScan(unread, text)
  if (scan) return { ...scan, isTrouble: true }
  const said = saidOf(line)
  if (line.state !== 'stopped' || line.stoppedBy === undefined) return { ...said, isTrouble: false }
  const { what, doNow } = wordsOf(line.stoppedBy, text)
  return { ...said, below: `${what} ${doNow}`, isTrouble: said.lane === undefined }
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
      {main && (
        <Button kind="act" keycap={text.station.keys.enter} onPress={() => doAct(main)}>
          {words.acts[main]}
        </Button>
      )}
      {pause && pause !== main && <PauseButton act={pause} />}
      {isRunning && <ArmButton isArmed={isArmed} />}
    </div>
  )
})

const PauseButton = ({ act }: { readonly act: LineAct }) => (
  <Button keycap="F7" onPress={() => doAct(act)}>
    {words.acts[act]}
  </Button>
)

/** Always to be seen while a batch runs, and never on by default. */
const ArmButton = ({ isArmed }: { readonly isArmed: boolean }) => (
  <Button keycap="F8" onPress={armingAsked}>
    <Icon name={isArmed ? 'armed' : 'hollow'} />
    {isArmed ? words.arm.on : words.arm.off}
  </Button>
)

const Arming = () => (
  <section className="next is-asking" aria-live="polite" aria-label={words.next.label}>
    <p>
      {words.arm.ask}
      <small>{words.arm.below}</small>
    </p>
    <div className="next-acts">
      <Button kind="act" keycap={text.station.keys.enter} onPress={() => void armed(true)}>
        {words.arm.yes}
      </Button>
      <Button keycap={text.station.keys.escape} onPress={attentionEnded}>
        {words.arm.no}
      </Button>
    </div>
  </section>
)
