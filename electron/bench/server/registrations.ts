// The server's rules: one device is one registration, one request has one answer.
import type { BodyOf } from '../../../shared/registration/operations'
import type { Identity, Receipt, Registration, RegistrationRequest } from '../../../shared/registration/schema'
import { isHeld, stepTo } from '../../../shared/registration/state'
import type { Database } from '../../records/sqlite'
import { type Canonical, canonicalOf, isReply } from './identity'
import { problem, type Reply } from './problem'
import { type Book, identityIn, type Registry } from './registry'
import { answerFor, holdersOf, type Kept, keepAnswer } from './store'

/** Who asks: the name in the certificate. */
export type Tenant = string

/** `key` names one attempt; `payload` is the hash of all that was sent with it: of a registration, the request's own. */
export type Attempt = { readonly tenant: Tenant; readonly key: string; readonly payload: string }

export type Rules = { readonly db: Database; readonly registry: Registry; readonly now: () => number }

/** The answer that this key had before, or the work's. Refusals are not kept: their cause may pass. Within a transaction. */
export function once({ db, now }: Rules, { tenant, key, payload }: Attempt, work: () => Reply): Reply {
  const before = answerFor(db, tenant, key)
  if (before) return before.payload === payload ? before.reply : problem('idempotency-key-reused')
  const reply = work()
  if (reply.status < 300) keepAnswer(db, tenant, key, { payload, reply }, now())
  return reply
}

export const register = (rules: Rules, attempt: Attempt, request: RegistrationRequest): Reply =>
  rules.registry.atomically((book) => registerIn(book, rules, attempt, request))

/** One of several in a transaction. */
export const registerIn = (book: Book, rules: Rules, attempt: Attempt, request: RegistrationRequest): Reply =>
  once(rules, attempt, () => place(book, rules, attempt, request))

function place(book: Book, { db }: Rules, { tenant, payload }: Attempt, request: RegistrationRequest): Reply {
  const identities = canonicalAll(request.identities)
  if ('status' in identities) return identities
  const named = identityIn(request.expectedDevId)
  if (!identities.some(({ type, value }) => type === named?.type && value === named.value))
    return problem('devid-mismatch')
  // A device given back belongs to nobody: whoever comes next has it.
  const holders = holdersOf(db, identities).filter(({ state }) => isHeld(state))
  if (holders.some((holder) => holder.tenant !== tenant))
    return problem('identity-claimed', undefined, { by: 'other-tenant' })
  const [same, ...others] = holders
  if (others.length > 0) return problem('identity-claimed', 'as two devices', { by: 'same-tenant' })
  const sent = { request, requestSha256: payload }
  const received = same ? again(book, same, sent) : book.open({ tenant, ...sent })
  // The bench has nothing to decide between `received` and `accepted`.
  const kept = book.step(received, 'accepted', 'by the server', { identities })
  return { status: same ? 200 : 201, headers: at(kept), body: receiptOf(kept) }
}

/** Begun anew, with its new card or message. */
function again(book: Book, kept: Kept, sent: Pick<Kept, 'request' | 'requestSha256'>): Kept {
  return stepTo(kept.state, 'received') === 'forward'
    ? book.step(kept, 'received', 'registered again', sent)
    : { ...kept, ...sent }
}

/** Gives a device back. */
export const release = (rules: Rules, tenant: Tenant, id: string, { reason }: BodyOf<'release'>): Reply =>
  rules.registry.atomically((book) => {
    const kept = ownOf(rules, tenant, id)
    if (!kept) return unknown
    const step = stepTo(kept.state, 'released')
    if (step === 'illegal') return problem('state-refused', `it is ${kept.state}`)
    return answerWith(step === 'already' ? kept : book.step(kept, 'released', reason ?? 'given back'))
  })

/** Hands a device to another tenant; its state stays. */
export const transfer = (rules: Rules, attempt: Attempt, id: string, { to }: BodyOf<'transfer'>): Reply =>
  rules.registry.atomically((book) =>
    once(rules, attempt, () => {
      const kept = ownOf(rules, attempt.tenant, id)
      if (!kept) return unknown
      if (!isHeld(kept.state)) return problem('state-refused', `it is ${kept.state}`)
      return answerWith(book.step(kept, kept.state, `handed from ${attempt.tenant} to ${to}`, { tenant: to }))
    }),
  )

export function show(rules: Rules, tenant: Tenant, id: string): Reply {
  const kept = ownOf(rules, tenant, id)
  return kept ? answerWith(kept) : unknown
}

/** The asker's own registrations of a device; another's are not told. */
export function lookup({ db }: Rules, tenant: Tenant, identities: readonly Identity[]): Reply {
  const canonical = canonicalAll(identities)
  if ('status' in canonical) return canonical
  const own = holdersOf(db, canonical).filter((holder) => holder.tenant === tenant)
  return { status: 200, body: { registrations: own.map(shown) } }
}

const unknown = problem('not-found', 'no such registration')

function ownOf({ registry }: Rules, tenant: Tenant, id: string): Kept | undefined {
  const kept = registry.get(id)
  return kept?.tenant === tenant ? kept : undefined
}

const at = ({ id }: Kept) => ({ location: `/v1/registrations/${id}` })
const answerWith = (kept: Kept): Reply => ({ status: 200, headers: at(kept), body: shown(kept) })
const iso = (ms: number): string => new Date(ms).toISOString()

// Kept by a release that had no histories, a registration has none.
const receiptOf = ({ id, state, history, requestSha256 }: Kept): Receipt => ({
  id,
  state,
  version: Math.max(1, history.length),
  requestSha256,
})

const shown = (kept: Kept): Registration => ({
  ...kept.request,
  ...receiptOf(kept),
  history: kept.history.map((step) => ({ ...step, at: iso(step.at) })),
  createdAt: iso(kept.createdAt),
  updatedAt: iso(kept.updatedAt),
})

function canonicalAll(identities: readonly Identity[]): readonly Canonical[] | Reply {
  const all: Canonical[] = []
  for (const identity of identities) {
    const canonical = canonicalOf(identity)
    if (isReply(canonical)) return canonical
    all.push(canonical)
  }
  return all
}
