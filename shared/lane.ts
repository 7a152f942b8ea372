import { z } from 'zod'
import { BatchId, BatchState, Counts } from './batch'
import { Failure } from './failure'
import { DeviceIdSchema } from './identity/device'
import { JobId, Phase } from './job'
import { verdicts } from './verdict'

/** A card that is finished here and is no piece of the line's batch: of another, or of none. It does not count here. */
const Elsewhere = z.object({ batch: BatchId.optional() })
export type Elsewhere = z.infer<typeof Elsewhere>

const piece = { iccid: z.string().optional(), device: DeviceIdSchema.optional() }

/**
 * Where a lane is. `asleep` starts nothing by itself; `wants-device` waits for a scan; `resting` holds a card that was not
 * begun because its batch does not run, or has no identity left; `take-out` is done with its card; `put-back` lost its
 * card in the middle and goes on with no other; `reseat` has a card in it that fell silent: one that was half written goes
 * on when it was put in once more, one that told no number counts for nothing before; `trouble` is the station's, not the
 * card's.
 */
export const LaneAt = z.discriminatedUnion('at', [
  z.object({ at: z.literal('asleep') }),
  z.object({ at: z.literal('empty') }),
  z.object({ at: z.literal('reading') }),
  z.object({ at: z.literal('wants-device'), since: z.number(), ...piece }),
  z.object({ at: z.literal('resting'), ...piece }),
  z.object({ at: z.literal('working'), job: JobId, phase: Phase, ...piece }),
  z.object({
    at: z.literal('take-out'),
    job: JobId.optional(),
    verdict: z.enum(verdicts),
    failure: Failure.optional(),
    since: z.number(),
    /** How long the card was worked on, without the DM Server. */
    tookMs: z.number().optional(),
    elsewhere: Elsewhere.optional(),
    ...piece,
  }),
  z.object({
    at: z.literal('put-back'),
    job: JobId,
    verdict: z.enum(verdicts),
    failure: Failure.optional(),
    since: z.number(),
    ...piece,
  }),
  z.object({
    at: z.literal('reseat'),
    job: JobId,
    verdict: z.enum(verdicts),
    failure: Failure,
    since: z.number(),
    ...piece,
  }),
  z.object({ at: z.literal('trouble'), failure: Failure, since: z.number() }),
])
export type LaneAt = z.infer<typeof LaneAt>

/** One reader of a line, in its place on the table. */
export const Lane = z.object({ number: z.int(), reader: z.string(), lane: LaneAt })
export type Lane = z.infer<typeof Lane>

/** The next thing for a person's hands: one sentence at the foot of the line. */
export const NextAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('none') }),
  z.object({ act: z.literal('insert'), lane: z.int() }),
  z.object({
    act: z.literal('take-out'),
    lane: z.int(),
    verdict: z.enum(verdicts),
    elsewhere: Elsewhere.optional(),
  }),
  z.object({ act: z.literal('put-back'), lane: z.int() }),
  z.object({ act: z.literal('reseat'), lane: z.int() }),
  z.object({ act: z.literal('scan-device'), lane: z.int() }),
  z.object({ act: z.literal('start') }),
  z.object({ act: z.literal('arm') }),
  z.object({ act: z.literal('resume'), why: z.enum(['paused', 'stopped']) }),
  z.object({ act: z.literal('close') }),
])
export type NextAct = z.infer<typeof NextAct>

/** All that the line screen, its sounds and its tower show, as one value. */
export const LineState = z.object({
  batch: BatchId.optional(),
  /** Of that batch. */
  state: BatchState.optional(),
  /** What stopped it. */
  stoppedBy: Failure.optional(),
  /** A person said that cards of this batch start by themselves. Never so by default, nor after a start of the program. */
  isArmed: z.boolean(),
  lanes: z.array(Lane).max(16),
  counts: Counts.optional(),
  next: NextAct,
  /**
   * Of the last pieces: from one to the next at all lanes together, how many of a hundred were good at once, and how many
   * good ones came since the first of the last minutes.
   */
  pace: z.object({
    taktMs: z.number().optional(),
    yieldPercent: z.number().optional(),
    recent: z.object({ good: z.int(), since: z.number() }).optional(),
  }),
})
export type LineState = z.infer<typeof LineState>
