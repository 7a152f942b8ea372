import { Button } from '../parts/button'
import { text } from '../text'
import { armed, batchStartedAgain, reject } from './ask'
import { attentionEnded, attentionTo, laneOf, useLine } from './store'
import { suggestedOf, useStory } from './story'

const words = text.line

export const Arming = () => (
  <Asking {...words.arm}>
    <Yes onPress={() => void armed(true)}>{words.arm.yes}</Yes>
    <No onPress={attentionEnded}>{words.arm.no}</No>
  </Asking>
)

/** A batch that stopped itself goes on by two keys, never by one that was struck by chance. */
export const Restarting = () => (
  <Asking {...words.again}>
    <Yes onPress={() => void batchStartedAgain()}>{words.again.yes}</Yes>
    <No onPress={attentionEnded}>{words.arm.no}</No>
  </Asking>
)

/** The same question as in the tile, with the reason that the record knows. */
export function Rejecting({ lane }: { readonly lane: number }) {
  const at = useLine((view) => laneOf(view, lane))
  const suggested = useStory(({ record }) => suggestedOf(at, record))
  return (
    <Asking lane={lane} ask={words.story.whyOf(lane)} below={words.story.whyBelow}>
      {suggested && <Yes onPress={() => void reject(lane, suggested)}>{words.reason[suggested]}</Yes>}
      <No onPress={() => attentionTo({ is: 'story', lane })}>{words.story.back}</No>
    </Asking>
  )
}

type AskingProps = {
  readonly lane?: number
  readonly ask: string
  readonly below: string
  readonly children: React.ReactNode
}

const Asking = ({ lane, ask, below, children }: AskingProps) => (
  <section className="next is-asking" aria-live="polite" aria-label={words.next.label}>
    {lane !== undefined && (
      <span className="next-no" aria-hidden="true">
        {lane}
      </span>
    )}
    <p>
      {ask}
      <small>{below}</small>
    </p>
    <div className="next-acts">{children}</div>
  </section>
)

type PressProps = { readonly onPress: () => void; readonly children: string }

const Yes = ({ onPress, children }: PressProps) => (
  <Button kind="act" keycap={text.station.keys.enter} onPress={onPress}>
    {children}
  </Button>
)

const No = ({ onPress, children }: PressProps) => (
  <Button keycap={text.station.keys.escape} onPress={onPress}>
    {children}
  </Button>
)
