import type { JobRecord } from '../../shared/job'
import type { Lane } from '../../shared/lane'
import { phasesNow } from '../jobs/now'
import { Button } from '../parts/button'
import { text } from '../text'
import { failureIn, type LaneFace } from './face'
import { RejectReasons } from './reject-reasons'
import { attentionTo, canReject, laneTouched } from './store'
import { recordOf, useStory } from './story'

const words = text.line.story

type StoryProps = { readonly lane: Lane; readonly face: LaneFace; readonly isRejecting: boolean }

/** What happened in a lane, inside its tile: what it is, how far it came, and why it ended so. */
export function LaneStory({ lane, face, isRejecting }: StoryProps) {
  const record = useStory((story) => recordOf(lane, story.record))
  if (isRejecting) return <RejectReasons lane={lane} why={face.why} />
  return (
    <div className="story">
      <div className="story-told">
        <p className="story-why">{whyOf(lane) ?? face.verb}</p>
        <Identities lane={lane} />
        {record && <Phases record={record} />}
      </div>
      <div className="story-acts">
        {canReject(lane) && (
          <Button keycap={text.station.keys.delete} onPress={() => attentionTo({ is: 'rejecting', lane: lane.number })}>
            {words.reject}
          </Button>
        )}
        <Button keycap={text.station.keys.escape} onPress={() => laneTouched(lane.number)}>
          {words.close}
        </Button>
      </div>
    </div>
  )
}

/** What happened, and what to do about it. */
function whyOf({ number, lane }: Lane): string | undefined {
  if (!('failure' in lane) || lane.failure === undefined) return undefined
  const { what, doNow } = failureIn(lane.failure, number)
  return `${what} ${doNow}`
}

function Identities({ lane: { reader, lane } }: { readonly lane: Lane }) {
  const { device, iccid } = { device: undefined, iccid: undefined, ...lane }
  return (
    <dl className="story-facts">
      {device && <Fact name={words.device} value={text.identity.device(device)} />}
      {iccid && <Fact name={words.card} value={text.identity.masked(iccid)} />}
      {iccid === undefined && <Fact name={words.reader} value={reader} />}
    </dl>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <bdi dir="ltr">{value}</bdi>
    </dd>
  </div>
)

/** What was not reached before the end will not be. */
const wordOf = (outcome: JobRecord['phases'][number]['outcome'], { outcome: ended }: JobRecord): string =>
  outcome === 'waiting' && ended !== 'running' ? text.job.notRun : words.phase[outcome]

const Phases = ({ record }: { readonly record: JobRecord }) => (
  <ol className="story-phases">
    {phasesNow(record).map(({ name, outcome, ms }) => (
      <li key={name} data-phase={outcome}>
        <span>{text.phase[name].name}</span>
        <span>{ms === undefined ? wordOf(outcome, record) : text.job.took(ms)}</span>
      </li>
    ))}
  </ol>
)
