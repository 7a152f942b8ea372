// What goes over the wire between whoever registers devices and a DM Server. The API's document is made from it.
import { z } from 'zod'
import { Sha256 } from '../job'
import { Format } from '../message/format'
import { References } from './references'
import { RegistrationState } from './state'

/** No other request and no other answer is longer than `body`; a batch and its results may be. */
export const mostBytes = { body: 64 * 1024, batch: 16 * 1024 * 1024 } as const
export const mostItems = 10_000

export const Id = z.string().regex(/^[\w-]{1,80}$/)
export const Key = z.string().min(1).max(255)
const Text = z.string().min(1).max(120)
const Time = z.iso.datetime()

export const Identity = z.strictObject({ type: z.string().min(1).max(16), value: z.string().min(1).max(64) })
export type Identity = Readonly<z.infer<typeof Identity>>

/** Who says so: a shop, a factory, a web page, the network, the voice prompt, the device itself. */
export const Source = z.enum(['pos', 'factory', 'web', 'network', 'dtmf', 'client'])
export type Source = z.infer<typeof Source>

/** How well the identity is known: read by a machine and checked, told by a person, or inferred. */
export const Trust = z.enum(['read', 'told', 'inferred'])

/**
 * Where a bootstrap can be pushed to: a number, or host and port where the device listens. The IMSI is a key (SEC NETWPIN):
 * the operator knows it, and nobody tells it here.
 */
export const Reach = z.strictObject({
  msisdn: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  tls: z
    .string()
    .regex(/^[\w.-]{1,253}:([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/)
    .optional(),
})
export type Reach = Readonly<z.infer<typeof Reach>>

export const RegistrationRequest = z.strictObject({
  identities: z.array(Identity).min(1).max(8).readonly(),
  /** How the device will name itself in its first session, DevInfo/DevID. */
  expectedDevId: z.string().min(1).max(80),
  source: Source,
  trust: Trust.optional(),
  reach: Reach.optional(),
  order: References.shape.order,
  card: z.strictObject({ iccid: z.string().regex(/^[0-9A-F]{1,20}$/) }).optional(),
  /** What the device was given: the template's hash, and that of the bytes. Absent where the server is to choose. */
  bootstrap: z
    .strictObject({ template: Text, sha256: Sha256, messageSha256: Sha256, format: Format, ver: Text.optional() })
    .optional(),
  customerRef: References.shape.customerRef,
  receipt: Text.optional(),
})
export type RegistrationRequest = Readonly<z.infer<typeof RegistrationRequest>>

/** The server's proof: under this id it holds the request with this hash (SHA-256 of its RFC 8785 form). */
export const Receipt = z.object({ id: Id, state: RegistrationState, version: z.int().min(1), requestSha256: Sha256 })
export type Receipt = Readonly<z.infer<typeof Receipt>>

export const HistoryStep = z.object({ state: RegistrationState, at: Time, cause: z.string() })

/** `version` counts the steps of its history: of two tellings the one with the higher is the newer. */
export const Registration = RegistrationRequest.extend({
  ...Receipt.shape,
  history: z.array(HistoryStep).readonly(),
  createdAt: Time,
  updatedAt: Time,
})
export type Registration = Readonly<z.infer<typeof Registration>>

export const LookupRequest = z.strictObject({ identities: z.array(Identity).min(1).max(8).readonly() })
export const LookupAnswer = z.object({ registrations: z.array(Registration).readonly() })

export const ReleaseRequest = z.strictObject({ reason: Text.optional() })
export const TransferRequest = z.strictObject({ to: Text })

/** `line` is the client's own number for it; without one, its place in the batch from 1. */
export const BatchItem = z.strictObject({
  line: z.int().min(0).optional(),
  key: Key,
  registration: RegistrationRequest,
})
export type BatchItem = Readonly<z.infer<typeof BatchItem>>
export const BatchRequest = z.strictObject({ items: z.array(BatchItem).min(1).max(mostItems).readonly() })

export const Operation = z.object({
  id: Id,
  state: z.enum(['pending', 'running', 'done', 'failed']),
  progress: z.object({ total: z.int(), done: z.int(), failed: z.int() }),
  /** Where the results are, as soon as there are all of them. */
  results: z.string().optional(),
})
export type Operation = Readonly<z.infer<typeof Operation>>

/** RFC 9457; `retryable` says whether to ask again helps, `sentence` which words an operator should read. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  retryable: z.boolean().optional(),
  sentence: z.string().optional(),
  by: z.enum(['same-tenant', 'other-tenant']).optional(),
  digit: z.string().optional(),
  /** RFC 6901 pointers into the request, as fragments. */
  errors: z.array(z.object({ detail: z.string(), pointer: z.string() })).optional(),
})
export type Problem = Readonly<z.infer<typeof Problem>>

/** One line of a batch's results: `status` as the item alone would have been answered with. */
export const ItemResult = z.union([
  z.object({ line: z.int(), key: z.string(), status: z.int(), registration: Receipt }),
  z.object({ line: z.int(), key: z.string().optional(), status: z.int(), problem: Problem }),
])
export type ItemResult = Readonly<z.infer<typeof ItemResult>>

/** OMA DM: a device, or the network for it, asks for its bootstrap. */
export const BootstrapRequest = z.strictObject({
  mcc: z.string().regex(/^\d{3}$/),
  mnc: z.string().regex(/^\d{2,3}$/),
  devId: z.string().min(1).max(80),
  proof: z.string().min(1).max(1024).optional(),
})
export type BootstrapRequest = Readonly<z.infer<typeof BootstrapRequest>>
export const BootstrapAnswer = z.object({ id: Id, state: RegistrationState, message: z.string().optional() })
export type BootstrapAnswer = Readonly<z.infer<typeof BootstrapAnswer>>

export const SubscriptionRequest = z.strictObject({
  sink: z.url({ protocol: /^https?$/ }).max(500),
  /** Only these states are told; without it, all. */
  states: z.array(RegistrationState).min(1).readonly().optional(),
})
export type SubscriptionRequest = Readonly<z.infer<typeof SubscriptionRequest>>

/** RFC 8037: the Ed25519 key that events are signed with. */
export const EventKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() })
export type EventKey = Readonly<z.infer<typeof EventKey>>
export const Subscription = SubscriptionRequest.extend({ id: Id, key: EventKey })
export type Subscription = Readonly<z.infer<typeof Subscription>>

/** CloudEvents 1.0.2, structured. Its `subject` is the registration's id: no identity of a device is in it. */
export const RegistrationEvent = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: Id,
  time: Time,
  datacontenttype: z.literal('application/json'),
  data: z.object({ id: Id, state: RegistrationState, version: z.int(), cause: z.string() }),
})
export type RegistrationEvent = Readonly<z.infer<typeof RegistrationEvent>>

export const eventTypeOf = (state: RegistrationState): string => `org.example.omadm.registration.${state}.v1`

export const Health = z.object({ status: z.literal('ok') })
