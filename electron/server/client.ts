// Talks to a DM Server's registration API. Every foreign error becomes a failure here or in the two files beside it.
import { Agent } from 'node:https'
import type { z } from 'zod'
import type { ServerAccess } from '../home'
import { ask, type Call } from './call'
import { HealthAnswer, type Identity, LookupAnswer, RegistrationAnswer, type RegistrationRequest } from './wire'

export type DmServerClientDeps = {
  /** How long a whole answer may take. */
  readonly deadlineMs?: number
  readonly now?: () => number
}

export type DmServerClient = {
  /** Makes a device known. The same key with the same request gets the same answer, however often it is asked. */
  readonly register: (
    request: RegistrationRequest,
    idempotencyKey: string,
    signal?: AbortSignal,
  ) => Promise<RegistrationAnswer>
  /** Gives a device back. Doing it again changes nothing. */
  readonly release: (id: string, signal?: AbortSignal) => Promise<RegistrationAnswer>
  readonly status: (id: string, signal?: AbortSignal) => Promise<RegistrationAnswer>
  /** Our registrations of a device. The identities travel in the body, never in a URL. */
  readonly lookup: (identities: readonly Identity[], signal?: AbortSignal) => Promise<readonly RegistrationAnswer[]>
  /** Comes back if the server is there and knows us. */
  readonly health: (signal?: AbortSignal) => Promise<void>
  readonly close: () => void
}

const defaultDeadlineMs = 8000
const json = { 'content-type': 'application/json' }

/**
 * Fails with `server.unreachable`, `server.refused`, `disk.failed` for a PEM file, `request.invalid` for a bad address,
 * `job.cancelled` if the signal says so. The PEM files are read for every request, so renewed ones are taken up.
 */
export function createDmServerClient(access: ServerAccess, deps: DmServerClientDeps = {}): DmServerClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const { deadlineMs = defaultDeadlineMs, now = Date.now } = deps
  const to = <T>(schema: z.ZodType<T>, call: Call): Promise<T> => ask({ access, agent, deadlineMs, now }, schema, call)
  const registration = (id: string): string => `v1/registrations/${encodeURIComponent(id)}`

  return {
    register: (request, idempotencyKey, signal) =>
      to(RegistrationAnswer, {
        method: 'POST',
        path: 'v1/registrations',
        headers: { ...json, 'idempotency-key': idempotencyKey },
        body: JSON.stringify(request),
        signal,
      }),
    release: (id, signal) =>
      to(RegistrationAnswer, {
        method: 'POST',
        path: `${registration(id)}/release`,
        headers: json,
        body: '{}',
        signal,
      }),
    status: (id, signal) => to(RegistrationAnswer, { method: 'GET', path: registration(id), signal }),
    lookup: async (identities, signal) => {
      const body = JSON.stringify({ identities })
      const path = 'v1/registrations/lookup'
      return (await to(LookupAnswer, { method: 'POST', path, headers: json, body, signal })).registrations
    },
    health: async (signal) => {
      await to(HealthAnswer, { method: 'GET', path: 'v1/health', signal })
    },
    close: () => agent.destroy(),
  }
}
