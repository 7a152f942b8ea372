// Talks to a DM Server's registration API. Every foreign error becomes a failure here or in the files beside it.
import { randomUUID } from 'node:crypto'
import { Agent } from 'node:https'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { References } from '../../shared/registration/references'
import {
  Health,
  HistoryStep,
  type Identity,
  Receipt,
  type RegistrationRequest,
  Source,
  Subscription,
  type SubscriptionRequest,
} from '../../shared/registration/schema'
import { RegistrationState } from '../../shared/registration/state'
import type { ServerAccess } from '../home'
import { goodAnswer, parseAnswer, serverTime } from './answer'
import { type BatchOutcome, type Keyed, registerBatch } from './batch'
import { type Call, type Send, sendOver } from './call'
import type { Keychain } from './passphrase'
import { hashOf } from './proof'

/** What we read of a registration; what else a server tells is passed over. */
const Standing = z.object({
  id: z.string().min(1).max(80),
  state: RegistrationState,
  version: z.int().optional(),
  history: HistoryStep.array().optional(),
  source: Source.optional(),
  /** The card that it is for, where there is one. */
  card: z.object({ iccid: z.string() }).optional(),
  ...References.shape,
})
export type Standing = Readonly<z.infer<typeof Standing>>
const Standings = z.object({ registrations: Standing.array() })

/** `serverTime` is what the server's clock said when it answered, in milliseconds. */
export type Subscribed = Subscription & { readonly serverTime: number }

export type RegistrationClient = {
  /** Makes a device known. The same key with the same request gets the same answer, however often it is asked. */
  readonly register: (request: RegistrationRequest, key: string, signal?: AbortSignal) => Promise<Receipt>
  /** The same for many, each for itself, in their order. */
  readonly registerAll: (items: readonly Keyed[], signal?: AbortSignal) => Promise<readonly BatchOutcome[]>
  /** Gives a device back. Doing it again changes nothing. */
  readonly release: (id: string, signal?: AbortSignal) => Promise<Standing>
  /** Hands it to another tenant. */
  readonly transfer: (id: string, to: string, key: string, signal?: AbortSignal) => Promise<Standing>
  readonly status: (id: string, signal?: AbortSignal) => Promise<Standing>
  /** Our registrations of a device. The identities travel in the body, never in a URL. */
  readonly lookup: (identities: readonly Identity[], signal?: AbortSignal) => Promise<readonly Standing[]>
  /** Has changes told to `sink`. */
  readonly subscribe: (request: SubscriptionRequest, signal?: AbortSignal) => Promise<Subscribed>
  readonly unsubscribe: (id: string, signal?: AbortSignal) => Promise<void>
  /** Comes back if the server is there and knows us. */
  readonly health: (signal?: AbortSignal) => Promise<void>
}

export type DmServerClient = RegistrationClient & { readonly close: () => void }

export type DmServerClientDeps = {
  /** How long a whole answer may take. */
  readonly deadlineMs?: number
  readonly now?: () => number
  /** Where the passphrase of the key is sealed by one. */
  readonly keychain?: Keychain | undefined
}

const defaultDeadlineMs = 8000
const json = { 'content-type': 'application/json' }

/**
 * Fails with `server.unreachable`, `server.refused`, `server.certificate`, `disk.failed` for a PEM file, `request.invalid`
 * for a bad address, `job.cancelled` if the signal says so.
 */
export function createDmServerClient(access: ServerAccess, deps: DmServerClientDeps = {}): DmServerClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const { deadlineMs = defaultDeadlineMs, now = Date.now, keychain } = deps
  const client = createRegistrationClient({ send: sendOver({ access, agent, deadlineMs, now, keychain }), now, wait })
  return { ...client, close: () => agent.destroy() }
}

const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined)

export type RegistrationClientDeps = {
  /** Whatever carries a call to a server. */
  readonly send: Send
  readonly now: () => number
  /** Ends early when the signal says so. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
}

export function createRegistrationClient({ send, now, wait }: RegistrationClientDeps): RegistrationClient {
  const to = async <T>(schema: z.ZodType<T>, call: Call): Promise<T> => parseAnswer(await send(call), schema, now())
  const one = (id: string): string => `v1/registrations/${encodeURIComponent(id)}`
  const post = (path: string, body: unknown, signal?: AbortSignal, key?: string): Call => ({
    method: 'POST',
    path,
    headers: { ...json, ...(key !== undefined && { 'idempotency-key': key }) },
    body: JSON.stringify(body),
    signal,
  })

  return {
    register: async (request, key, signal) => {
      const receipt = await to(Receipt, post('v1/registrations', request, signal, key))
      return provenBy(receipt, request)
    },
    registerAll: (items, signal) =>
      registerBatch({ send, now, wait, newKey: randomUUID, prove: provenBy }, items, signal),
    release: (id, signal) => to(Standing, post(`${one(id)}/release`, {}, signal)),
    transfer: (id, tenant, key, signal) => to(Standing, post(`${one(id)}/transfer`, { to: tenant }, signal, key)),
    status: (id, signal) => to(Standing, { method: 'GET', path: one(id), signal }),
    lookup: async (identities, signal) =>
      (await to(Standings, post('v1/registrations/lookup', { identities }, signal))).registrations,
    subscribe: async (request, signal) => {
      const answer = await send(post('v1/webhook-subscriptions', request, signal))
      const at = now()
      return { ...parseAnswer(answer, Subscription, at), serverTime: serverTime(answer.headers) ?? at }
    },
    unsubscribe: async (id, signal) => {
      const path = `v1/webhook-subscriptions/${encodeURIComponent(id)}`
      goodAnswer(await send({ method: 'DELETE', path, signal }), now())
    },
    health: async (signal) => {
      await to(Health, { method: 'GET', path: 'v1/health', signal })
    },
  }
}

/** A receipt is one for this very request, or none. */
function provenBy(receipt: Receipt, request: RegistrationRequest): Receipt {
  if (receipt.requestSha256 === hashOf(request)) return receipt
  const reason = because('its receipt is for another request')
  throw new Failed({ code: 'server.refused', status: 200, reason, retryable: false })
}
