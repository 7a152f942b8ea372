// The registration API, operation by operation. The server's routes and the OpenAPI document are made from this table.
import { z } from 'zod'
import type { ProblemType } from './problem-kinds'
import {
  BatchRequest,
  BootstrapAnswer,
  BootstrapRequest,
  Health,
  ItemResult,
  LookupAnswer,
  LookupRequest,
  Operation,
  Receipt,
  Registration,
  RegistrationRequest,
  ReleaseRequest,
  Subscription,
  SubscriptionRequest,
  TransferRequest,
} from './schema'

export const json = 'application/json'
export const lines = 'application/x-ndjson'
export const problemJson = 'application/problem+json'

export type ApiOperation = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `{id}` stands for one segment. */
  readonly path: string
  readonly does: string
  /** Asked twice with the same Idempotency-Key, it is done once. */
  readonly isKeyed?: true
  readonly body?: { readonly schema: z.ZodType; readonly media: readonly string[]; readonly isOptional?: true }
  readonly answers: Readonly<
    Record<number, { readonly schema?: z.ZodType; readonly media?: string; readonly says: string }>
  >
  readonly problems: readonly ProblemType[]
}

const body = <S extends z.ZodType>(schema: S) => ({ schema, media: [json] }) as const
const answer = (says: string, schema: z.ZodType, media = json) => ({ says, schema, media })
const registered = { 200: answer('As it stands', Registration) }

export const operations = {
  health: {
    method: 'GET',
    path: '/v1/health',
    does: 'Whether the server is there and knows who asks',
    answers: { 200: answer('It does', Health) },
    problems: [],
  },
  document: {
    method: 'GET',
    path: '/v1/openapi.json',
    does: 'This document',
    answers: { 200: answer('OpenAPI 3.1', z.looseObject({ openapi: z.literal('3.1.1') })) },
    problems: [],
  },
  register: {
    method: 'POST',
    path: '/v1/registrations',
    does: 'Makes a device known. The same device again is the same registration, begun anew',
    isKeyed: true,
    body: body(RegistrationRequest),
    answers: {
      200: answer('The device was known, and is registered anew', Receipt),
      201: answer('The device is registered', Receipt),
    },
    problems: ['identity-invalid', 'devid-mismatch', 'template-unknown', 'identity-claimed', 'ticket-exhausted'],
  },
  lookup: {
    method: 'POST',
    path: '/v1/registrations/lookup',
    does: 'The asker’s own registrations of a device. Identities travel in the body: no address has one in it',
    body: body(LookupRequest),
    answers: { 200: answer('Those there are', LookupAnswer) },
    problems: ['identity-invalid'],
  },
  show: {
    method: 'GET',
    path: '/v1/registrations/{id}',
    does: 'A registration and its history',
    answers: registered,
    problems: [],
  },
  release: {
    method: 'POST',
    path: '/v1/registrations/{id}/release',
    does: 'Gives a device back; doing it again changes nothing',
    body: { ...body(ReleaseRequest), isOptional: true },
    answers: registered,
    problems: ['state-refused'],
  },
  transfer: {
    method: 'POST',
    path: '/v1/registrations/{id}/transfer',
    does: 'Hands a device to another tenant',
    isKeyed: true,
    body: body(TransferRequest),
    answers: registered,
    problems: ['state-refused'],
  },
  registerBatch: {
    method: 'POST',
    path: '/v1/registration-batches',
    does: 'Registers up to 10,000 devices, each for itself: some may fail. NDJSON has an item a line',
    isKeyed: true,
    body: { schema: BatchRequest, media: [json, lines] },
    answers: { 202: answer('The batch is kept and will be done', Operation) },
    problems: ['ticket-exhausted'],
  },
  operation: {
    method: 'GET',
    path: '/v1/operations/{id}',
    does: 'How far a batch is',
    answers: { 200: answer('As it stands', Operation) },
    problems: [],
  },
  results: {
    method: 'GET',
    path: '/v1/operations/{id}/results',
    does: 'What became of each item of a batch, a line each, with the client’s line number',
    answers: { 200: answer('A line for each item', ItemResult, lines) },
    problems: ['still-running'],
  },
  requestBootstrap: {
    method: 'POST',
    path: '/v1/bootstrap-requests',
    does: 'A device, or the network for it, asks for its bootstrap',
    isKeyed: true,
    body: body(BootstrapRequest),
    answers: { 202: answer('Its bootstrap is on its way', BootstrapAnswer) },
    problems: ['bootstrap-refused'],
  },
  subscribe: {
    method: 'POST',
    path: '/v1/webhook-subscriptions',
    does: 'Has changes told to a sink, as signed CloudEvents; the sink is asked first (CloudEvents WebHook, 4)',
    body: body(SubscriptionRequest),
    answers: { 201: answer('The sink agreed', Subscription) },
    problems: ['sink-refused'],
  },
  unsubscribe: {
    method: 'DELETE',
    path: '/v1/webhook-subscriptions/{id}',
    does: 'Ends a subscription',
    answers: { 204: { says: 'It is ended' } },
    problems: [],
  },
} as const satisfies Readonly<Record<string, ApiOperation>>

export type OperationId = keyof typeof operations
/** What a request of this operation carries, once it was read. */
export type BodyOf<Id extends OperationId> = (typeof operations)[Id] extends {
  body: { schema: infer S extends z.ZodType }
}
  ? z.output<S>
  : undefined

/** What any operation may answer, and what those with a body may besides. */
export const problemsOf = ({ path, body, isKeyed, problems }: ApiOperation): readonly ProblemType[] => [
  ...problems,
  'certificate-refused',
  'not-acceptable',
  'rate-limited',
  'server-broken',
  'maintenance',
  ...(path.includes('{id}') ? (['not-found'] as const) : []),
  ...(isKeyed ? (['idempotency-key-missing', 'idempotency-key-reused'] as const) : []),
  ...(body ? (['request-malformed', 'request-invalid', 'body-too-large', 'media-unsupported'] as const) : []),
]
