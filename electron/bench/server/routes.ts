// Who answers which operation of the registration API. The table of operations says what is asked; a handler only does it.

import { openApiDocument } from '../../../shared/registration/openapi'
import {
  type ApiOperation,
  type BodyOf,
  json,
  type OperationId,
  operations,
} from '../../../shared/registration/operations'
import { Id, Key } from '../../../shared/registration/schema'
import { hashOf } from '../../server/proof'
import type { Batches } from './batches'
import { type Asked, readBody, readLines } from './body'
import type { BootstrapDesk } from './bootstrap-desk'
import type { Mode } from './mode'
import { problem, problemFor, type Reply } from './problem'
import type { Limiter } from './rate'
import { type Attempt, lookup, type Rules, register, release, show, type Tenant, transfer } from './registrations'
import type { Subscriptions } from './subscriptions'

export type RouteDeps = Rules & {
  readonly mode: () => Mode
  readonly limiter: Limiter
  readonly batches: Batches
  readonly subscriptions: Subscriptions
  readonly bootstraps: BootstrapDesk
}

/** A batch stays text until the turn of each item comes. */
type Given<Op extends OperationId> = {
  readonly attempt: Attempt
  readonly id: string
  readonly body: Op extends 'registerBatch' ? string : BodyOf<Op>
}
type Answer = Reply | Promise<Reply>
type AnyHandler = (given: Omit<Given<OperationId>, 'body'> & { readonly body: never }, deps: RouteDeps) => Answer
type Handlers = { readonly [Op in OperationId]: (given: Given<Op>, deps: RouteDeps) => Answer }

const handlers: Handlers = {
  health: () => ({ status: 200, body: { status: 'ok' } }),
  document: () => ({ status: 200, body: openApiDocument() }),
  register: ({ attempt, body }, deps) => refusal(deps) ?? register(deps, attempt, body),
  lookup: ({ attempt, body }, deps) => lookup(deps, attempt.tenant, body.identities),
  show: ({ attempt, id }, deps) => show(deps, attempt.tenant, id),
  release: ({ attempt, id, body }, deps) => release(deps, attempt.tenant, id, body),
  transfer: ({ attempt, id, body }, deps) => transfer(deps, attempt, id, body),
  registerBatch: ({ attempt, body }, deps) => refusal(deps) ?? deps.batches.start(attempt, body),
  operation: ({ attempt, id }, { batches }) => batches.show(attempt.tenant, id),
  results: ({ attempt, id }, { batches }) => batches.results(attempt.tenant, id),
  requestBootstrap: ({ attempt, body }, { bootstraps }) => bootstraps(attempt, body),
  subscribe: ({ attempt, body }, { subscriptions }) => subscriptions.add(attempt.tenant, body),
  unsubscribe: ({ attempt, id }, { subscriptions }) => subscriptions.remove(attempt.tenant, id),
}

/** `refuse` is for those who bring devices; who only looks is answered. */
function refusal({ mode }: RouteDeps): Reply | undefined {
  const { name, options } = mode()
  return name === 'refuse' ? problemFor(options.as ?? 'ticket-exhausted', options.retryAfterMs) : undefined
}

type Route = { readonly id: OperationId; readonly operation: ApiOperation; readonly path: RegExp }

const isOperation = (id: string): id is OperationId => Object.hasOwn(operations, id)
const routes: readonly Route[] = Object.keys(operations)
  .filter(isOperation)
  .map((id) => {
    const operation: ApiOperation = operations[id]
    return { id, operation, path: new RegExp(`^${operation.path.replaceAll('.', '\\.').replace('{id}', '([^/]+)')}$`) }
  })

/** Finds who answers, and lets them. What is wrong with the asking is told in the order in which it can be seen. */
export async function answerTo(asked: Asked, tenant: Tenant, deps: RouteDeps): Promise<Reply> {
  // `…/{id}:release` is another spelling of `…/{id}/release`.
  const path = (asked.url.split('?')[0] ?? '').replace(/:(release|transfer|lookup)$/, '/$1')
  const there = routes.filter((route) => route.path.test(path))
  const route = there.find(({ operation }) => operation.method === asked.method)
  if (there.length === 0) return problem('not-found')
  if (!route) return notAllowed(there)
  if (!isAcceptable(asked, route.operation)) return problem('not-acceptable')
  const waitMs = deps.limiter.waitMs(tenant)
  if (waitMs !== undefined) return problemFor('rate-limited', waitMs)
  const id = Id.optional().safeParse(route.path.exec(path)?.[1])
  if (!id.success) return problem('not-found')
  return answerFrom(route, asked, tenant, id.data ?? '', deps)
}

async function answerFrom(
  { id: name, operation }: Route,
  asked: Asked,
  tenant: Tenant,
  id: string,
  deps: RouteDeps,
): Promise<Reply> {
  const key = Key.safeParse(asked.headers['idempotency-key'])
  if (operation.isKeyed && !key.success) return problem('idempotency-key-missing')
  const read = await bodyOf(name, operation, asked)
  if (read.is === 'refused') return read.reply
  // The operation and its object are part of what a key stands for; of a registration, only what is registered.
  const payload = hashOf(name === 'register' ? read.json : [name, id, read.json])
  const attempt = { tenant, key: key.data ?? '', payload }
  const handler: AnyHandler = handlers[name]
  // It was read with this operation's own schema.
  return handler({ attempt, id, body: read.value as never }, deps)
}

const bodyOf = (name: OperationId, { body }: ApiOperation, asked: Asked) => {
  if (name === 'registerBatch') return readLines(asked)
  return body ? readBody(asked, body) : ({ is: 'read', value: undefined, json: null } as const)
}

function notAllowed(there: readonly Route[]): Reply {
  const reply = problem('method-not-allowed')
  const allow = there.map(({ operation }) => operation.method).join(', ')
  return { ...reply, headers: { ...reply.headers, allow } }
}

/** RFC 9110, 12.5.1: without Accept anything will do; `q=0` is a no. */
function isAcceptable({ headers }: Asked, { answers }: ApiOperation): boolean {
  const accept = headers.accept
  if (typeof accept !== 'string' || accept.trim() === '') return true
  const wanted = accept.split(',').map((range) => range.split(';').map((part) => part.trim().toLowerCase()))
  const ranges = wanted.filter(([, ...rest]) => !rest.some((part) => /^q=0(\.0*)?$/.test(part))).map(([type]) => type)
  const media = Object.values(answers).map((answer) => answer.media ?? json)
  return media.some((type) => ['*/*', `${type.split('/')[0]}/*`, type].some((range) => ranges.includes(range)))
}
