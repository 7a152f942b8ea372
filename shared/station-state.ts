// What a page is told of the station and its readers at any moment.
import { z } from 'zod'
import { Failure } from './failure'
import { TemplateRef } from './job'
import { Format } from './message/format'

/** A reader as it stands on the table. `number` is its place in the strip, from 1. */
export const ReaderState = z.object({
  name: z.string(),
  number: z.number(),
  card: z.enum(['none', 'present', 'unreadable']),
  /** Ours while a session of this station holds the card; theirs when another program does. */
  held: z.enum(['free', 'ours', 'theirs']),
  atrHex: z.string().optional(),
  iccid: z.string().optional(),
  /** Set while the reader does not answer; the words come from the failure. */
  failure: Failure.optional(),
})
export type ReaderState = z.infer<typeof ReaderState>

export const ReadersState = z.object({
  service: z.enum(['starting', 'up', 'down']),
  readers: z.array(ReaderState),
})
export type ReadersState = z.infer<typeof ReadersState>

/** What only a supervisor knows, kept in memory. */
export const Typed = z.enum(['card-key', 'token-pin'])
export type Typed = z.infer<typeof Typed>

/** What a page needs to know of the station at any moment. */
export const StationState = z.object({
  bench: z.boolean(),
  server: z.object({
    url: z.string(),
    state: z.enum(['unknown', 'reachable', 'unreachable']),
    since: z.number().optional(),
  }),
  owed: z.number(),
  /** Stands in for the zero of a national phone number. */
  countryCode: z.string().optional(),
  hasCardKey: z.boolean(),
  /** The name of where the card keys come from. */
  keySet: z.string().optional(),
  /** What a supervisor has to type before a card can be written. */
  wanted: Typed.optional(),
  /** When the window ended by itself, and was opened again where it was. */
  reopenedAt: z.number().optional(),
  /** Its own first, then the examples of the product, which are to be looked at and copied. */
  templates: z.array(TemplateRef.extend({ title: z.string(), format: Format, from: z.enum(['station', 'product']) })),
})
export type StationState = z.infer<typeof StationState>
