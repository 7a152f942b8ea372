import type { Lane, LineState } from './lane'
import type { Verdict } from './verdict'

/** What a line sounds like, the gravest first. A FAIL is heard once and so goes before an ERROR, which is heard again. */
export const cues = ['fail', 'error', 'refused', 'pass', 'accepted'] as const
export type Cue = (typeof cues)[number]

const graver = (one: Cue | undefined, other: Cue | undefined): Cue | undefined =>
  cues.find((cue) => cue === one || cue === other)

const cueOf: Readonly<Record<Verdict, Cue | undefined>> = {
  PASS: 'pass',
  FAIL: 'fail',
  ERROR: 'error',
  WAIT: undefined,
}

/** The verdict that a lane shows, and of what: the same word for the same job is no news. */
function shownBy({ lane }: Lane): { readonly verdict: Verdict; readonly of: string } | undefined {
  if (lane.at === 'take-out' || lane.at === 'put-back' || lane.at === 'reseat')
    return { verdict: lane.verdict, of: lane.job ?? lane.at }
  return lane.at === 'trouble' ? { verdict: 'ERROR', of: lane.failure.code } : undefined
}

/** What has to be heard of a change: the gravest verdict that is new. A line that was just chosen is silent. */
export function cueBetween(before: LineState | undefined, now: LineState): Cue | undefined {
  if (before === undefined || before.batch !== now.batch) return undefined
  return now.lanes.map((lane) => cueOfLane(before, lane)).reduce(graver, undefined)
}

function cueOfLane(before: LineState, lane: Lane): Cue | undefined {
  const shown = shownBy(lane)
  if (shown === undefined) return undefined
  const old = before.lanes.find(({ number }) => number === lane.number)
  const was = old && shownBy(old)
  return was?.verdict === shown.verdict && was.of === shown.of ? undefined : cueOf[shown.verdict]
}

/** The lanes that need a technician. */
export const lanesInError = ({ lanes }: LineState): readonly number[] =>
  lanes.filter((lane) => shownBy(lane)?.verdict === 'ERROR').map(({ number }) => number)

/** At most one cue in this time. */
export const restMs = 300
/** An ERROR is heard again until somebody has looked at it. */
export const againMs = 20_000

export type Sounding = {
  readonly lastAt: number
  /** Came too soon after another. */
  readonly held: Cue | undefined
  /** When the ERROR that stands was last heard. */
  readonly errorAt: number | undefined
}
export const silence: Sounding = { lastAt: Number.NEGATIVE_INFINITY, held: undefined, errorAt: undefined }

/** What is heard now, if anything, and when to ask again. */
export function soundAt(
  { lastAt, held, errorAt }: Sounding,
  heard: Cue | undefined,
  hasError: boolean,
  now: number,
): { readonly next: Sounding; readonly play: Cue | undefined; readonly askAt: number | undefined } {
  const isDue = hasError && errorAt !== undefined && now - errorAt >= againMs
  const wanted = graver(graver(held, heard), isDue ? 'error' : undefined)
  const play = now - lastAt >= restMs ? wanted : undefined
  const heardAt = play === 'error' ? now : (errorAt ?? now)
  const next: Sounding = {
    lastAt: play === undefined ? lastAt : now,
    held: play === undefined ? wanted : undefined,
    errorAt: hasError ? heardAt : undefined,
  }
  const dueAt = next.errorAt === undefined ? [] : [next.errorAt + againMs]
  const asks = next.held === undefined ? dueAt : [next.lastAt + restMs]
  return { next, play, askAt: asks[0] }
}
