// An identity that came from elsewhere, and what became of it.
import { z } from 'zod'
import { type DeviceId, DeviceIdSchema } from '../identity/device'
import { JobId, Outcome } from '../job'
import { Evidence, IntakeSource, Trust, Why } from './cause'
import type { Phone } from './phone'

/** What the network noticed: the card is in another device; another card is in the device; its clock is off. */
export const Mark = z.enum(['device-changed', 'sim-changed', 'clock-off'])
export type Mark = z.infer<typeof Mark>

/** What a source hands in. The same reference from the same source is the same thing told again. */
export type Arrival = {
  readonly evidence: Evidence
  readonly reference: string
  readonly device: DeviceId
  /** The other device identity of a device with two. */
  readonly also?: DeviceId | undefined
  readonly phone?: Phone | undefined
  readonly imsi?: string | undefined
  readonly marks: readonly Mark[]
  /** When it was so, ms; by the clock of whoever saw it. */
  readonly seenAt: number
}

/**
 * `due`: to be registered, next. `ordering`: its job is being made. `ordered`: a job has it. `known`: nothing was left
 * to do. `held` waits for a person.
 */
export const EntryState = z.enum(['due', 'ordering', 'ordered', 'known', 'held', 'refused'])
export type EntryState = z.infer<typeof EntryState>

export const IntakeEntry = z.object({
  id: z.int(),
  source: IntakeSource,
  evidence: Evidence,
  trust: Trust,
  reference: z.string(),
  device: DeviceIdSchema,
  phone: z.string().optional(),
  imsi: z.string().optional(),
  marks: z.array(Mark),
  state: EntryState,
  why: Why,
  /** What the person who decided gave as the reason. */
  said: z.string().optional(),
  job: JobId.optional(),
  /** What became of the job, where there is one. */
  outcome: Outcome.optional(),
  /** How often it was told. */
  count: z.int(),
  firstAt: z.number(),
  lastAt: z.number(),
  bench: z.boolean(),
})
export type IntakeEntry = z.infer<typeof IntakeEntry>
