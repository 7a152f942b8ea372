import { create } from 'zustand'
import { lanesInError } from '../../shared/cue'
import type { Failure } from '../../shared/failure'
import type { Scan } from '../../shared/identity/scan'
import type { Lane, LineState } from '../../shared/lane'
import { isElsewhere } from '../../shared/line'

/** What a person is at: nothing, a question at the foot, or one lane. */
export type Attention =
  | { readonly is: 'none' }
  | { readonly is: 'arming' }
  | { readonly is: 'restarting' }
  | { readonly is: 'story'; readonly lane: number }
  | { readonly is: 'rejecting'; readonly lane: number }

export type BatchAct = 'start' | 'close'

export type LineView = {
  /** Undefined until the station has told. */
  readonly line: LineState | undefined
  readonly attention: Attention
  /** Lanes whose ERROR somebody has looked at. */
  readonly served: readonly number[]
  /** What the last act came to, if it was not taken. */
  readonly refused: Failure | undefined
  /** What the batch was asked for, until the station answers: it is asked once. */
  readonly asking: readonly BatchAct[]
  /** A scan that is no device and no card of the line. */
  readonly unread: Scan | undefined
}

const nothing: Attention = { is: 'none' }

export const useLine = create<LineView>()(() => ({
  line: undefined,
  attention: nothing,
  served: [],
  refused: undefined,
  asking: [],
  unread: undefined,
}))

export const lineChanged = (line: LineState): void =>
  useLine.setState((view) => ({
    line: lineAfter(view.line, line),
    attention: attentionAfter(view.attention, line),
    served: view.served.filter((number) => lanesInError(line).includes(number)),
  }))

/** What did not change stays the same value, so that its tile is not drawn again. */
export function lineAfter(before: LineState | undefined, now: LineState): LineState {
  if (before === undefined) return now
  const lanes = now.lanes.map((lane, at) => kept(before.lanes[at], lane))
  return { ...now, lanes, counts: kept(before.counts, now.counts), pace: kept(before.pace, now.pace) }
}

const kept = <Value>(before: Value | undefined, now: Value): Value =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now

/** What is asked of a lane or a batch ends with it. */
function attentionAfter(attention: Attention, { lanes, state, isArmed }: LineState): Attention {
  if (attention.is === 'none') return attention
  if (attention.is === 'arming') return isArmed || state !== 'running' ? nothing : attention
  if (attention.is === 'restarting') return state === 'stopped' ? attention : nothing
  const lane = lanes.find(({ number }) => number === attention.lane)
  if (lane === undefined) return nothing
  return attention.is === 'rejecting' && !canReject(lane) ? { is: 'story', lane: lane.number } : attention
}

/** A card that is done or at rest can be set aside; one that is being written cannot. */
export const canReject = ({ lane }: Lane): boolean =>
  !isElsewhere(lane) && ['take-out', 'put-back', 'reseat', 'resting', 'wants-device'].includes(lane.at)

export const laneOf = ({ line }: LineView, number: number): Lane | undefined =>
  line?.lanes.find((lane) => lane.number === number)

export const openLane = ({ attention }: LineView): number | undefined =>
  attention.is === 'story' || attention.is === 'rejecting' ? attention.lane : undefined

const unsaid = { refused: undefined, unread: undefined } as const

export const attentionTo = (attention: Attention): void => useLine.setState({ attention, ...unsaid })
export const attentionEnded = (): void => attentionTo(nothing)
export const actRefused = (failure: Failure | undefined): void =>
  useLine.setState({ refused: failure, unread: undefined })

export const scanUnread = (unread: Scan): void => useLine.setState({ unread, refused: undefined })

/** Opens the story of a lane, or closes it. Whoever opens an ERROR has heard it. */
export const laneTouched = (lane: number): void =>
  useLine.setState((view) =>
    openLane(view) === lane
      ? { attention: nothing, ...unsaid }
      : { attention: { is: 'story', lane }, served: [...view.served, lane], ...unsaid },
  )
