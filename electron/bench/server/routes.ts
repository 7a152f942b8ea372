// The paths of the registration API and who answers them.
import type { IncomingMessage } from 'node:http'
import type { Database } from '../../records/sqlite'
import { LookupRequest, RegistrationRequest } from '../../server/wire'
import { readBody } from './body'
import type { Mode } from './mode'
import { payloadHash } from './payload'
import { problem, problemFor, type Reply } from './problem'
import { lookup, register, release, show, type Tenant } from './registrations'

export type RouteDeps = { readonly db: Database; readonly mode: () => Mode; readonly now: () => number }

type Asked = { readonly request: IncomingMessage; readonly tenant: Tenant; readonly id: string }
type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly answer: (asked: Asked, deps: RouteDeps) => Reply | Promise<Reply>
}

const routes: readonly Route[] = [
  { method: 'GET', path: /^\/v1\/health$/, answer: () => ({ status: 200, body: { status: 'ok' } }) },
  { method: 'POST', path: /^\/v1\/registrations$/, answer: postRegistration },
  { method: 'POST', path: /^\/v1\/registrations\/lookup$/, answer: postLookup },
  {
    method: 'GET',
    path: /^\/v1\/registrations\/([\w-]{1,80})$/,
    answer: ({ tenant, id }, { db }) => show(db, tenant, id),
  },
  {
    method: 'POST',
    path: /^\/v1\/registrations\/([\w-]{1,80})\/release$/,
    answer: ({ tenant, id }, { db, now }) => release(db, tenant, id, now()),
  },
]

/** Finds who answers, and lets them. */
export async function answerTo(request: IncomingMessage, tenant: Tenant, deps: RouteDeps): Promise<Reply> {
  const [path = ''] = (request.url ?? '').split('?')
  const there = routes.filter((route) => route.path.test(path))
  const route = there.find(({ method }) => method === request.method)
  if (route) return route.answer({ request, tenant, id: route.path.exec(path)?.[1] ?? '' }, deps)
  if (there.length === 0) return problem('not-found')
  const allow = there.map(({ method }) => method).join(', ')
  const reply = problem('method-not-allowed')
  return { ...reply, headers: { ...reply.headers, allow } }
}

async function postRegistration({ request, tenant }: Asked, { db, mode, now }: RouteDeps): Promise<Reply> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '' || key.length > 255) return problem('idempotency-key-missing')
  const body = await readBody(request, RegistrationRequest)
  if (body.is === 'refused') return body.reply
  const { name, options } = mode()
  if (name === 'refuse') return problemFor(options.as ?? 'ticket-exhausted', options.retryAfterMs)
  return register(db, tenant, { key, payload: payloadHash(body.json) }, body.value, now())
}

async function postLookup({ request, tenant }: Asked, { db }: RouteDeps): Promise<Reply> {
  const body = await readBody(request, LookupRequest)
  return body.is === 'refused' ? body.reply : lookup(db, tenant, body.value.identities)
}
