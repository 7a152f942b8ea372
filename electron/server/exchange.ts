// Bytes out, bytes in: one HTTP exchange over TLS 1.2 or later with our certificate, trusting only the given CA.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { type Agent, request } from 'node:https'
import type { Call } from './call'
import type { Credentials } from './credentials'

export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Absent if there was more of it than any answer has. */
  readonly body: string | undefined
}

/** Answers `stale` if a kept connection turned out to be closed. Anything else that goes wrong is thrown as it came. */
export function exchange(
  agent: Agent,
  url: URL,
  credentials: Credentials,
  { method, headers, body, mostBytes }: Call & { readonly mostBytes: number },
  signal: AbortSignal,
): Promise<Answer | 'stale'> {
  return new Promise((resolve, reject) => {
    const tls = { ...credentials, minVersion: 'TLSv1.2', rejectUnauthorized: true } as const
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(url, {
      agent,
      method,
      headers: { accept: 'application/json, application/problem+json', ...headers, ...length },
      signal,
      ...tls,
    })
    sent.once('response', (response) => void answerOf(response, mostBytes).then(resolve, reject))
    sent.on('error', (error) => (sent.reusedSocket && wasCut(error) ? resolve('stale') : reject(error)))
    sent.end(body)
  })
}

async function answerOf(response: IncomingMessage, mostBytes: number): Promise<Answer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes) break
  }
  const body = sizeBytes > mostBytes ? undefined : Buffer.concat(chunks).toString('utf8')
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}

const wasCut = (error: Error): boolean => 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
