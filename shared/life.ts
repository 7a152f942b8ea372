// What this station and its DM Server know of a device, from the first word of it to the last.
import { z } from 'zod'
import { DeviceIdSchema } from './identity/device'
import { IntakeEntry } from './intake/entry'
import { JobRecord } from './job'
import { RegistrationState } from './registration/state'

/** Times are milliseconds. A step of a registration has the DM Server's time, or this station's where that did not answer. */
export const LifeEvent = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('job'),
    at: z.number(),
    ...JobRecord.pick({
      job: true,
      kind: true,
      outcome: true,
      failure: true,
      device: true,
      iccid: true,
      reader: true,
      template: true,
      before: true,
      accounts: true,
      replaces: true,
    }).shape,
  }),
  z.object({
    is: z.literal('registration'),
    at: z.number(),
    device: DeviceIdSchema,
    id: z.string(),
    state: RegistrationState,
    /** In the server's words. */
    cause: z.string().optional(),
  }),
  /** Its phone number is masked. */
  z.object({
    is: z.literal('intake'),
    at: z.number(),
    ...IntakeEntry.pick({ id: true, source: true, evidence: true, state: true, why: true, device: true, phone: true })
      .shape,
  }),
])
export type LifeEvent = z.infer<typeof LifeEvent>

export const Life = z.object({
  devices: z.array(DeviceIdSchema),
  /** ICCIDs, the one that was met last first. */
  cards: z.array(z.string()),
  /** The device that the card in question, or the last one, is for. */
  holder: DeviceIdSchema.optional(),
  /** Where the registrations come from: the DM Server, or this station's own notes. */
  told: z.enum(['server', 'station']),
  /** Oldest first. */
  events: z.array(LifeEvent),
})
export type Life = z.infer<typeof Life>
