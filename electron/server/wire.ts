// What goes over the wire between a station and the DM Server's registration API. Bench and client read it from here.
import { z } from 'zod'
import { Sha256 } from '../../shared/job'
import { Format } from '../../shared/message/format'

/** No answer and no request is longer. */
export const maxBodyBytes = 64 * 1024

export const Identity = z.object({ type: z.string().min(1).max(16), value: z.string().min(1).max(64) })
export type Identity = Readonly<z.infer<typeof Identity>>

/** Who says so: a shop, a factory, a web page, the network, the voice prompt, the device itself. */
export const Source = z.enum(['pos', 'factory', 'web', 'network', 'dtmf', 'client'])
export type Source = z.infer<typeof Source>

export const RegistrationRequest = z.object({
  identities: z.array(Identity).min(1).max(8).readonly(),
  /** How the device will name itself in its first session, DevInfo/DevID. */
  expectedDevId: z.string().min(1).max(80),
  source: Source,
  card: z.object({ iccid: z.string().regex(/^[0-9A-F]{1,20}$/) }).optional(),
  /** `sha256` is the template's, `messageSha256` that of the bytes on the card. */
  bootstrap: z.object({ template: z.string().min(1).max(120), sha256: Sha256, messageSha256: Sha256, format: Format }),
})
export type RegistrationRequest = Readonly<z.infer<typeof RegistrationRequest>>

/** `managed` is the true end: the device's first session ended well. */
export const ServerState = z.enum([
  'received',
  'accepted',
  'queued',
  'sent',
  'contacted',
  'managed',
  'conflict',
  'rejected',
  'released',
])
export type ServerState = z.infer<typeof ServerState>

export const RegistrationAnswer = z.object({ id: z.string().min(1).max(80), state: ServerState })
export type RegistrationAnswer = Readonly<z.infer<typeof RegistrationAnswer>>

export const LookupRequest = z.object({ identities: z.array(Identity).min(1).max(8).readonly() })
export const LookupAnswer = z.object({ registrations: z.array(RegistrationAnswer).readonly() })

export const HealthAnswer = z.object({ status: z.literal('ok') })

/** RFC 9457, with the two members this API adds for the one who waits. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  retryable: z.boolean().optional(),
})
export type Problem = Readonly<z.infer<typeof Problem>>
