// What the records of a time say together, as the store counts it.
import { z } from 'zod'
import { BatchId } from './batch-id'
import { type FailureCode, isFailureCode } from './failure'

/** From `from` on and before `to`, both of the clock of this station; of all that was written, or of what is named. */
export const FiguresQuery = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  batch: BatchId.optional(),
  reader: z.string().min(1).max(200).optional(),
  template: z.string().min(1).max(200).optional(),
})
export type FiguresQuery = z.infer<typeof FiguresQuery>

const Code = z.custom<FailureCode>((code) => typeof code === 'string' && isFailureCode(code))
const sample = { tried: z.int(), failed: z.int() }
const Seen = z.array(z.object({ value: z.number(), count: z.int() }))

export const Figures = z.object({
  /** Jobs that write a card, by what became of them. */
  outcomes: z.object({
    PASS: z.int(),
    OWED: z.int(),
    FAIL: z.int(),
    ERROR: z.int(),
    /** Stopped by a person, interrupted, or under way. */
    other: z.int(),
  }),
  /** First tries of a card, a stretch of `slotMs` each. What the station failed at is no try. */
  slotMs: z.int(),
  slots: z.array(z.object({ at: z.iso.datetime(), ...sample })),
  /** The same tries by what the cards have in common. */
  groups: z.array(z.object({ by: z.enum(['reader', 'lot', 'template']), name: z.string(), ...sample })),
  causes: z.array(z.object({ name: Code, count: z.int() })),
  /** Milliseconds from one card to the next in the same reader, pauses left out; and in which a card was worked on. */
  taktMs: Seen,
  cardMs: Seen,
  /** Registrations that the DM Server has not confirmed, by their age now. */
  owed: z.object({ count: z.int(), held: z.int(), oldestMs: z.number().optional(), ages: Seen }),
})
export type Figures = z.infer<typeof Figures>

/** A card of such a length of time is somebody's pause, and no takt. */
export const pauseMs = 600_000
/** The digits of a card number that cards of one lot share: all but the last five of nineteen. */
export const lotDigits = 14
