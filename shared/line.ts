// What a line looks like, made from what is known of its batch, its readers and its jobs. Pure: every surface renders this.
import { type Batch, type BatchId, type BatchState, isExact } from './batch'
import { blameOf, type Failure } from './failure'
import type { JobId, JobRecord } from './job'
import type { Lane, LaneAt, LineState, NextAct } from './lane'
import { waitsForItsCard } from './record'
import { type Green, type Verdict, verdictOf } from './verdict'

/**
 * What the line knows of the card that is in a reader. `unreadable` did not tell its number, and nothing came of it yet;
 * `asked` did not, and has to come in once more; `began` has a job, and its record says the rest. `again` has one that was
 * good when it left, which says nothing of what is in the reader now.
 */
export type Stay =
  | { readonly is: 'unread' }
  | { readonly is: 'unreadable'; readonly failure: Failure; readonly since: number }
  | { readonly is: 'asked'; readonly job: JobId; readonly since: number }
  | { readonly is: 'met'; readonly iccid: string }
  | { readonly is: 'wanting'; readonly iccid: string; readonly since: number }
  | { readonly is: 'again'; readonly job: JobId; readonly iccid: string }
  | { readonly is: 'began'; readonly job: JobId; readonly since: number }

/** A place on the table and all that is known of it. */
export type LaneFacts = {
  readonly number: number
  readonly reader: string
  /** Why the reader cannot be used. */
  readonly trouble?: { readonly failure: Failure; readonly since: number } | undefined
  /** Absent while no card is in. */
  readonly stay?: Stay | undefined
  /** The card that could not be read and has to come in once more. */
  readonly asked?: JobId | undefined
  /** Of the job that the stay began; where no card is in, of the job whose card left in the middle, or is asked back. */
  readonly record?: JobRecord | undefined
}

export type LineFacts = {
  readonly batch?: Batch | undefined
  readonly isArmed: boolean
  readonly lanes: readonly LaneFacts[]
  readonly pace: LineState['pace']
}

export function lineOf({ batch, isArmed, lanes: facts, pace }: LineFacts): LineState {
  const at = { batch: batch?.order.batch, state: batch?.state, isArmed, green: batch?.order.green ?? 'registered' }
  const lanes = facts.map((one) => ({ number: one.number, reader: one.reader, lane: laneAt(one, at) }))
  return {
    ...(batch && { batch: batch.order.batch, state: batch.state, counts: batch.counts }),
    ...(batch?.stoppedBy && { stoppedBy: batch.stoppedBy }),
    isArmed,
    lanes,
    next: nextAct(lanes, batch, isArmed),
    pace,
  }
}

/** Whether a job goes on when its card is put in again: it was left in the middle, by the card, its reader or the program. */
export const wantsItsCard = (record: JobRecord): boolean =>
  record.finishedBy === undefined &&
  record.rejected === undefined &&
  (record.outcome === 'INTERRUPTED' || waitsForItsCard(record))

/** Whether the card in a lane is another batch's, or of none: it cannot be a reject of this one. */
export const isElsewhere = (lane: LaneAt): boolean =>
  lane.at === 'take-out' && (lane.elsewhere !== undefined || lane.failure?.code === 'card.taken')

/** Of the batch that the lanes work for. Once it is closed it asks for no card any more. */
export type WorksFor = {
  readonly batch?: BatchId | undefined
  readonly state?: BatchState | undefined
  readonly isArmed: boolean
  readonly green: Green
}

export function laneAt({ trouble, stay, record }: LaneFacts, at: WorksFor): LaneAt {
  const { state, isArmed, green } = at
  const isAwake = isArmed && state === 'running'
  const isClosed = state === 'closed'
  if (stay?.is === 'began' && record) return begunLane(stay, record, at)
  if (trouble) return { at: 'trouble', ...trouble }
  if (!stay) return record && !isClosed ? leftLane(record, green) : { at: isAwake ? 'empty' : 'asleep' }
  if (stay.is === 'unreadable') return isCards(stay.failure) ? { at: 'resting' } : troubled(stay)
  if (stay.is === 'asked' && isClosed) return { at: 'resting' }
  if (stay.is === 'asked' && record?.failure) return askedLane(stay, record.failure, verdictOf(record, green))
  if (stay.is === 'met') return { at: 'resting', iccid: stay.iccid }
  if (stay.is !== 'wanting') return { at: 'reading' }
  const { iccid, since } = stay
  return isAwake ? { at: 'wants-device', iccid, since } : { at: 'resting', iccid }
}

/** Whether a card that did not tell its number is to blame for it, and not what the station has to read it with. */
export const isCards = (failure: Failure): boolean => blameOf(failure) === 'FAIL'

const troubled = ({ failure, since }: Extract<Stay, { is: 'unreadable' }>): LaneAt => ({
  at: 'trouble',
  failure,
  since,
})

const askedLane = (
  { job, since }: Extract<Stay, { is: 'asked' }>,
  failure: Failure,
  verdict: Verdict = 'ERROR',
): LaneAt => ({ at: 'reseat', job, verdict, failure, since })

const pieceOf = ({ iccid, device }: JobRecord) => ({ ...(iccid && { iccid }), ...(device && { device }) })

/** A job that a person took back leaves its card where it is; one that is half done asks for its card once more. */
function begunLane(
  { job, since }: Extract<Stay, { is: 'began' }>,
  record: JobRecord,
  { batch, state, green }: WorksFor,
): LaneAt {
  const piece = pieceOf(record)
  const isOurs = batch === undefined || record.batch === batch
  const verdict = verdictOf(record, isOurs ? green : record.green)
  const ended = { since: endOf(record) ?? since, tookMs: tookOf(record), ...failureOf(record) }
  if (verdict === 'FAIL' && record.failure && wantsItsCard(record) && state !== 'closed')
    return { at: 'reseat', job, verdict, failure: record.failure, since: ended.since, ...piece }
  const isGood = verdict === 'PASS' || verdict === 'WAIT'
  const apart = isGood && !isOurs && { elsewhere: record.batch === undefined ? {} : { batch: record.batch } }
  if (verdict) return { at: 'take-out', job, verdict, ...ended, ...apart, ...piece }
  if (record.outcome !== 'running') return { at: 'resting', ...piece }
  const phase = record.phases.findLast(({ outcome }) => outcome !== 'waiting')?.name ?? 'compose'
  return { at: 'working', job, phase, ...piece }
}

const leftLane = (record: JobRecord, green: Green): LaneAt => ({
  at: 'put-back',
  job: record.job,
  verdict: verdictOf(record, green) ?? 'ERROR',
  since: endOf(record) ?? Date.parse(record.startedAt),
  ...failureOf(record),
  ...pieceOf(record),
})

/** What was done with the card in hand. */
const tookOf = ({ phases }: JobRecord): number =>
  phases.reduce((sum, { name, ms }) => sum + (name === 'register' ? 0 : (ms ?? 0)), 0)

const endOf = ({ endedAt }: JobRecord): number | undefined => (endedAt ? Date.parse(endedAt) : undefined)
const failureOf = ({ failure }: JobRecord) => (failure ? { failure } : undefined)

type At<K extends LaneAt['at']> = { readonly number: number; readonly lane: Extract<LaneAt, { at: K }> }

/**
 * FAIL, then PASS by age, then a card that has to come back, a device to scan, an empty lane, what keeps the whole line, and
 * last what waits for the DM Server. ERROR never asks the operator. Where all is accounted for, a card that told no number
 * may stay away, and one that is half written may not: it has its device until a person sets it aside.
 */
export function nextAct(lanes: readonly Lane[], batch: Batch | undefined, isArmed: boolean): NextAct {
  const done = (verdict: Verdict): NextAct | undefined => {
    const lane = oldest(lanesAt(lanes, 'take-out').filter((one) => one.lane.verdict === verdict))
    const elsewhere = lane?.lane.elsewhere
    return lane && { act: 'take-out', lane: lane.number, verdict, ...(elsewhere && { elsewhere }) }
  }
  const urgent = done('FAIL') ?? done('PASS')
  if (urgent) return urgent
  const asking = [...lanesAt(lanes, 'put-back'), ...lanesAt(lanes, 'reseat')]
  const missing = oldest(asking.filter(({ lane }) => lane.iccid !== undefined || !(batch && isOver(batch))))
  if (missing) return { act: missing.lane.at, lane: missing.number }
  if (!batch) return done('WAIT') ?? { act: 'none' }
  if (batch.state === 'running' && isArmed) {
    const wanting = oldest(lanesAt(lanes, 'wants-device'))
    if (wanting) return { act: 'scan-device', lane: wanting.number }
    const [empty] = hasMore(batch) ? lanesAt(lanes, 'empty') : []
    if (empty) return { act: 'insert', lane: empty.number }
  }
  const all = ofBatch(batch, isArmed)
  if (all.act === 'close' && lanes.some(isUnread)) return { act: 'none' }
  const isHeld = all.act === 'start' || all.act === 'resume' || all.act === 'arm'
  return isHeld ? all : (done('WAIT') ?? all)
}

function ofBatch(batch: Batch, isArmed: boolean): NextAct {
  const { state, counts } = batch
  if (state === 'closed') return { act: 'none' }
  if (!hasMore(batch)) return isExact(counts) ? { act: 'close' } : { act: 'none' }
  if (state === 'ready') return { act: 'start' }
  if (state !== 'running') return { act: 'resume', why: state }
  return isArmed ? { act: 'none' } : { act: 'arm' }
}

/** Who knows what is in there before it was read, or while another program keeps it: perhaps the card that was left half written. */
const isUnread = ({ lane }: Lane): boolean =>
  lane.at === 'reading' || (lane.at === 'trouble' && lane.failure.code === 'reader.busy')

/** Every piece is accounted for, and no other will come. */
export const isOver = (batch: Batch): boolean => batch.state !== 'closed' && !hasMore(batch) && isExact(batch.counts)

/** The number of the lane that has waited longest for its device. */
export const oldestWanting = (lanes: readonly Lane[]): number | undefined =>
  oldest(lanesAt(lanes, 'wants-device'))?.number

/** Whether another card can be begun: cards and, where they were listed, identities are left. */
export const hasMore = ({ counts, identities, order }: Batch): boolean =>
  counts.unused > 0 && (order.identities === 'scanned' || identities.free > 0)

const lanesAt = <K extends LaneAt['at']>(lanes: readonly Lane[], at: K): readonly At<K>[] =>
  lanes.flatMap(({ number, lane }) => (isAt(lane, at) ? [{ number, lane }] : []))

const isAt = <K extends LaneAt['at']>(lane: LaneAt, at: K): lane is Extract<LaneAt, { at: K }> => lane.at === at

const oldest = <T extends { readonly lane: { readonly since: number } }>(lanes: readonly T[]): T | undefined =>
  lanes.toSorted((left, right) => left.lane.since - right.lane.since)[0]
