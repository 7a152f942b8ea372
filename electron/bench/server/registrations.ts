// The server's rules: one device is one registration, one request has one answer.
import { randomUUID } from 'node:crypto'
import { type Database, transaction } from '../../records/sqlite'
import type { Identity, RegistrationRequest } from '../../server/wire'
import { type Canonical, canonicalOf, isReply } from './identity'
import { problem, type Reply } from './problem'
import { answerFor, holdersOf, keepAnswer, keepRegistration, type Registration, registrationOf } from './store'

/** Who asks: the name in the certificate. */
export type Tenant = string

/** `key` names one attempt; `payload` is the hash of all that was sent with it. */
export type Attempt = { readonly key: string; readonly payload: string }

/** Registers a device, or gives the answer that this key had before. Refusals are not kept: their cause may pass. */
export function register(
  db: Database,
  tenant: Tenant,
  attempt: Attempt,
  request: RegistrationRequest,
  now: number,
): Reply {
  const { key, payload } = attempt
  return transaction(db, () => {
    const before = answerFor(db, tenant, key)
    if (before) return before.payload === payload ? before.reply : problem('idempotency-key-reused')
    const reply = place(db, tenant, request, now)
    if (reply.status < 300) keepAnswer(db, tenant, key, { payload, reply }, now)
    return reply
  })
}

function place(db: Database, tenant: Tenant, request: RegistrationRequest, now: number): Reply {
  const identities = canonicalAll(request.identities)
  if ('status' in identities) return identities
  if (!isNamed(request.expectedDevId, identities)) return problem('devid-mismatch')
  // A device given back belongs to nobody: whoever comes next has it.
  const holders = holdersOf(db, identities).filter(({ state }) => state !== 'released')
  if (holders.some((holder) => holder.tenant !== tenant))
    return problem('identity-claimed', undefined, { by: 'other-tenant' })
  const [same, ...others] = holders
  if (others.length > 0) return problem('identity-claimed', 'as two devices', { by: 'same-tenant' })
  const { id, createdAt } = same ?? { id: randomUUID(), createdAt: now }
  // The bench has nothing to decide between `received` and `accepted`.
  const registration = { id, tenant, state: 'accepted', request, createdAt, updatedAt: now } as const
  keepRegistration(db, registration, identities)
  return { ...shown(registration), status: same ? 200 : 201 }
}

/** Gives a device back. */
export function release(db: Database, tenant: Tenant, id: string, now: number): Reply {
  return transaction(db, () => {
    const registration = registrationOf(db, id)
    if (registration?.tenant !== tenant) return problem('not-found', 'no such registration')
    if (registration.state === 'released') return shown(registration)
    const released = { ...registration, state: 'released', updatedAt: now } as const
    keepRegistration(db, released, [])
    return shown(released)
  })
}

export function show(db: Database, tenant: Tenant, id: string): Reply {
  const registration = registrationOf(db, id)
  return registration?.tenant === tenant ? shown(registration) : problem('not-found', 'no such registration')
}

/** The asker's own registrations of a device; another's are not told. */
export function lookup(db: Database, tenant: Tenant, identities: readonly Identity[]): Reply {
  const canonical = canonicalAll(identities)
  if ('status' in canonical) return canonical
  const own = holdersOf(db, canonical).filter((holder) => holder.tenant === tenant)
  return { status: 200, body: { registrations: own.map((registration) => shown(registration).body) } }
}

function shown({ id, state, request, createdAt, updatedAt }: Registration): Reply {
  const at = { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() }
  return { status: 200, headers: { location: `/v1/registrations/${id}` }, body: { id, state, ...request, ...at } }
}

function canonicalAll(identities: readonly Identity[]): readonly Canonical[] | Reply {
  const all: Canonical[] = []
  for (const identity of identities) {
    const canonical = canonicalOf(identity)
    if (isReply(canonical)) return canonical
    all.push(canonical)
  }
  return all
}

function isNamed(devId: string, identities: readonly Canonical[]): boolean {
  const colon = devId.indexOf(':')
  const named = canonicalOf({ type: devId.slice(0, Math.max(colon, 0)), value: devId.slice(colon + 1) })
  if (isReply(named)) return false
  return identities.some(({ type, value }) => type === named.type && value === named.value)
}
