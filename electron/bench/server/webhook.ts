// CloudEvents over HTTP WebHooks (1.0.2): asks a sink whether it wants events, and brings it one.
import { randomUUID } from 'node:crypto'
import { signedHeaders } from '../../server/signature'
import type { EventSigner } from './event-key'

export type Sent =
  | { readonly is: 'taken' }
  | { readonly is: 'unwanted' }
  | { readonly is: 'later'; readonly retryAfterMs?: number }

const deadlineMs = 5000
export const eventMedia = 'application/cloudevents+json'

/** 4.1: the sink must allow this origin, or all of them. */
export async function agrees(sink: string, origin: string, signal: AbortSignal): Promise<boolean> {
  const answer = await ask(sink, { method: 'OPTIONS', headers: { 'webhook-request-origin': origin } }, signal)
  const allowed = answer?.headers.get('webhook-allowed-origin')
  return answer?.ok === true && (allowed === '*' || allowed === origin)
}

/** 2.1 and 3.2: 410 ends it, 429 says when to come again; anything but a success is tried again. */
export async function deliver(
  sink: string,
  body: Buffer,
  signer: EventSigner,
  now: number,
  signal: AbortSignal,
): Promise<Sent> {
  const headers = { 'content-type': eventMedia }
  const stamp = { keyId: signer.shown.kid, createdAt: now, nonce: randomUUID() }
  const signed = signedHeaders({ method: 'POST', uri: sink, headers, body }, signer.key, stamp)
  const answer = await ask(sink, { method: 'POST', headers: { ...headers, ...signed }, body }, signal)
  if (answer?.ok) return { is: 'taken' }
  if (answer?.status === 410) return { is: 'unwanted' }
  const seconds = Number(answer?.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? { is: 'later', retryAfterMs: seconds * 1000 } : { is: 'later' }
}

/** Undefined where nothing answered in time. */
async function ask(sink: string, request: RequestInit, signal: AbortSignal): Promise<Response | undefined> {
  try {
    const answer = await fetch(sink, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    })
    await answer.body?.cancel()
    return answer
  } catch {
    return undefined
  }
}
