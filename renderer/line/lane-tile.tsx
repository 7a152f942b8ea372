import { memo } from 'react'
import { phases } from '../../shared/job'
import type { Lane } from '../../shared/lane'
import { Icon } from '../parts/icon'
import { useNow } from '../parts/now'
import { text } from '../text'
import { faceOf, type LaneFace, waitsSince } from './face'
import type { Held } from './held'
import { LaneStory } from './lane-story'
import type { Spot } from './map'
import { laneTouched } from './store'

const words = text.line

type TileProps = {
  readonly lane: Lane
  readonly spot: Spot
  readonly isNext: boolean
  readonly isMore: boolean
  readonly held?: Held | undefined
  /** What of its story is open inside it. */
  readonly open: 'nothing' | 'story' | 'rejecting'
}

/** One lane, on its place on the table. Drawn again only when this lane changed. */
export const LaneTile = memo(function LaneTile({ lane, spot, isNext, isMore, held, open }: TileProps) {
  const face = faceOf(lane, isMore, held)
  const isOpen = open !== 'nothing'
  const className = [
    'lane',
    `is-${face.look}`,
    ...(isNext ? ['is-next'] : []),
    ...(face.isApart ? ['is-apart'] : []),
    ...(isOpen ? ['is-open'] : []),
  ].join(' ')
  return (
    <li
      className={className}
      style={{ ...spot, ...lettersOf(face.word) }}
      aria-label={words.tile(lane.number, `${face.word}, ${face.verb}`)}
      data-look={face.look}
    >
      <button
        type="button"
        className="lane-touch"
        aria-label={words.story.of(lane.number)}
        aria-expanded={isOpen}
        aria-keyshortcuts={String(lane.number)}
        onClick={() => laneTouched(lane.number)}
      />
      <header>
        <b className="lane-no">{lane.number}</b>
        {isOpen && <span className="lane-word">{face.word}</span>}
        {face.icon === 'ring' ? <Ring phase={face.phase ?? 0} /> : <Icon name={face.icon} />}
      </header>
      {isOpen ? (
        <LaneStory lane={lane} face={face} isRejecting={open === 'rejecting'} />
      ) : (
        <Say lane={lane} face={face} />
      )}
    </li>
  )
})

type SayProps = { readonly lane: Lane; readonly face: LaneFace }

const Say = ({ lane, face: { word, verb, why, card, device, aside, phase } }: SayProps) => {
  const since = waitsSince(lane)
  return (
    <>
      <div className="lane-say">
        <p className="lane-verdict">{word}</p>
        <p className="lane-verb">{verb}</p>
        {why !== undefined && <p className="lane-why">{why}</p>}
      </div>
      <footer>
        {card && <Printed icon="card" end={card} />}
        {device && <Printed icon="device" end={device} />}
        {phase !== undefined && <PhaseBar phase={phase} />}
        {phase === undefined && (since === undefined ? aside && <span>{aside}</span> : <Age since={since} />)}
      </footer>
    </>
  )
}

/** The end of a number, with the sign of what it is printed on. */
const Printed = ({ icon, end }: { readonly icon: 'card' | 'device'; readonly end: string }) => (
  <span className={`lane-of-${icon}`}>
    <Icon name={icon} />
    <span className="sr-only">{icon === 'card' ? words.story.card : words.story.device}</span>
    <bdi dir="ltr">{end}</bdi>
  </span>
)

/** A longer word is smaller, and none is cut. */
const lettersOf = (word: string): React.CSSProperties & { '--letters': number } => ({ '--letters': word.length })

const Age = ({ since }: { readonly since: number }) => <span>{words.ago(useNow() - since)}</span>

/** A card goes through its phases once: the arc only grows. */
const Ring = ({ phase }: { readonly phase: number }) => <i className="ring" data-phase={phase} aria-hidden="true" />

const PhaseBar = ({ phase }: { readonly phase: number }) => (
  <span className="phases" role="img" aria-label={text.job.phaseOf(phase + 1, phases.length)}>
    {phases.map((name, at) => (
      <i key={name} className={at < phase ? 'done' : at === phase ? 'now' : undefined} />
    ))}
  </span>
)
