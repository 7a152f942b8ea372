import type { LineState } from '../../shared/lane'
import { useBatch } from '../batches/store'
import { Icon } from '../parts/icon'
import { text } from '../text'
import { LineCounts } from './counts'
import { heldBy } from './held'
import { LaneTile } from './lane-tile'
import { columnsOf, rowsOf, spotsOf } from './map'
import { NextBar } from './next-bar'
import { isAtWork } from './rate'
import { openLane, useLine } from './store'

const words = text.line

/** A tile a lane, how the batch stands above them, and what to do next at the foot. */
export function LinePage() {
  const line = useLine((view) => view.line)
  if (line === undefined)
    return (
      <main className="line-page">
        <p className="nothing lead">{words.starting}</p>
      </main>
    )
  return (
    <main className="line-page" aria-label={words.title}>
      {line.batch !== undefined && <h1 className="sr-only">{words.title}</h1>}
      <Head line={line} />
      {line.lanes.length === 0 ? <NoReaders /> : <Lanes line={line} />}
      <NextBar line={line} />
    </main>
  )
}

function Head({ line }: { readonly line: LineState }) {
  const { batch, counts, pace } = line
  const order = useBatch(batch)?.order
  if (batch === undefined || counts === undefined) return <h1 className="line-none">{words.title}</h1>
  return <LineCounts batch={batch} order={order} counts={counts} pace={pace} isAtWork={isAtWork(line)} />
}

function Lanes({ line }: { readonly line: LineState }) {
  const { lanes, next, counts } = line
  const held = heldBy(line)
  const open = useLine(openLane)
  const isRejecting = useLine(({ attention }) => attention.is === 'rejecting')
  const spots = spotsFor(lanes.length)
  return (
    <ol
      className="lanes"
      aria-label={words.lanes}
      data-columns={columnsOf(lanes.length)}
      data-rows={rowsOf(lanes.length)}
      data-asking={isRejecting || undefined}
    >
      {lanes.map((lane, at) => {
        const spot = spots[at]
        const story = isRejecting ? 'rejecting' : 'story'
        return (
          spot && (
            <LaneTile
              key={lane.reader}
              lane={lane}
              spot={spot}
              isMore={(counts?.unused ?? 1) > 0}
              held={held}
              isNext={'lane' in next && next.lane === lane.number}
              open={open === lane.number ? story : 'nothing'}
            />
          )
        )
      })}
    </ol>
  )
}

/** The same values each time, so that a tile sees no change. */
const maps = Array.from({ length: 17 }, (_, lanes) => spotsOf(lanes))
const spotsFor = (lanes: number) => maps[lanes] ?? []

const NoReaders = () => (
  <div className="nothing line-nothing">
    <Icon name="reader" />
    <p className="lead">{words.noReaders}</p>
  </div>
)
