// RFC 9457 answers of the DM Server. A problem says whether it helps to ask again.
import { z } from 'zod'
import { maxBodyBytes } from '../../server/wire'

export type ProblemType =
  | 'certificate-refused'
  | 'request-malformed'
  | 'request-invalid'
  | 'body-too-large'
  | 'not-found'
  | 'not-json'
  | 'method-not-allowed'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'identity-invalid'
  | 'identity-claimed'
  | 'devid-mismatch'
  | 'ticket-exhausted'
  | 'rate-limited'
  | 'maintenance'
  | 'server-broken'

/** What a handler gives back: a status, headers and a body that will be sent as JSON. */
export const Reply = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown(),
})
export type Reply = Readonly<z.infer<typeof Reply>>

const kinds: Readonly<
  Record<ProblemType, { readonly status: number; readonly title: string; readonly retryable: boolean }>
> = {
  'certificate-refused': { status: 495, title: 'The certificate is not from this server’s CA', retryable: false },
  'request-malformed': { status: 400, title: 'The request is not JSON', retryable: false },
  'request-invalid': { status: 400, title: 'The request lacks something', retryable: false },
  'body-too-large': { status: 413, title: `The request is longer than ${maxBodyBytes} bytes`, retryable: false },
  'not-found': { status: 404, title: 'There is nothing here', retryable: false },
  'not-json': { status: 415, title: 'The request is not sent as application/json', retryable: false },
  'method-not-allowed': { status: 405, title: 'This cannot be done here', retryable: false },
  'idempotency-key-missing': { status: 400, title: 'The request has no Idempotency-Key', retryable: false },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key belongs to another request', retryable: false },
  'identity-invalid': { status: 422, title: 'No device has this identity', retryable: false },
  'identity-claimed': { status: 409, title: 'The device is registered already', retryable: false },
  'devid-mismatch': { status: 422, title: 'The DevID is not one of the identities', retryable: false },
  'ticket-exhausted': { status: 403, title: 'No registrations are left on this ticket', retryable: false },
  'rate-limited': { status: 429, title: 'Too many requests', retryable: true },
  maintenance: { status: 503, title: 'The server is being worked on', retryable: true },
  'server-broken': { status: 500, title: 'The server has a fault', retryable: true },
}

/** The answer for a problem; `more` is what this kind tells besides. */
export function problem(type: ProblemType, detail?: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  const { status, title, retryable } = kinds[type]
  const body = { type: `urn:bootstation:problem:${type}`, title, status, detail, retryable, ...more }
  return { status, headers: { 'content-type': 'application/problem+json' }, body }
}

/** The same, and when to come again. */
export const problemFor = (type: ProblemType, retryAfterMs: number | undefined): Reply => {
  const reply = problem(type)
  if (retryAfterMs === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } }
}
