// One HTTPS exchange as a device makes it: bytes out, bytes in, trusting only the authorities it was given.

import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Agent, type RequestOptions, request as send } from 'node:https'
import type { ConnectionOptions } from 'node:tls'
import { Failed } from '../shared/failure'
import type { HttpAnswer, HttpRequest } from '../shared/http/exchange'
import type { Certificate } from '../shared/message/dm2-account'
import { because } from '../shared/reason'
import { pskClient, type SharedKey } from './psk'
import { transportFailure } from './server/transport'

/** A certificate and its key as PEM, for a server that asks who comes. */
export type Identity = { readonly cert: string; readonly key: string }

/** The certificate of an account as TLS takes it. */
export const identityOf = ({ der, key }: Certificate): Identity => ({
  cert: new X509Certificate(der).toString(),
  key: createPrivateKey({ key: Buffer.from(key.reveal()), format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString(),
})

export type Https = {
  /** Fails with `server.unreachable`, `server.refused` for a server that is not trusted, `message.invalid` for too long an answer. */
  readonly exchange: (request: HttpRequest, shown?: Identity | SharedKey) => Promise<HttpAnswer>
  readonly close: () => void
}

export type HttpsOptions = {
  /** PEM; without it those that the system trusts. */
  readonly trust?: readonly string[] | undefined
  readonly deadlineMs?: number
}

/** No answer to a device is longer. */
const mostBytes = 64 * 1024
const defaultDeadlineMs = 8000

export function createHttps({ trust, deadlineMs = defaultDeadlineMs }: HttpsOptions): Https {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const byCertificate = { agent, ...(trust && { ca: [...trust] }) }
  // A connection by a key is for one exchange: the agent does not tell one key from another.
  const lineFor = (shown: Identity | SharedKey | undefined) =>
    shown && 'name' in shown ? { agent: false as const, ...pskClient(shown) } : { ...byCertificate, ...shown }
  return {
    exchange: async (request, shown) => {
      if (!/^https:/i.test(request.url))
        throw new Failed({ code: 'request.invalid', path: 'url', reason: 'not an https address' })
      const signal = AbortSignal.timeout(deadlineMs)
      try {
        const line = { ...lineFor(shown), signal }
        let answer = await exchanged(request, line)
        while (answer === 'stale') answer = await exchanged(request, line)
        return answer
      } catch (error) {
        if (error instanceof Failed) throw error
        if (signal.aborted) throw late(deadlineMs)
        throw transportFailure(error)
      }
    },
    close: () => agent.destroy(),
  }
}

const late = (deadlineMs: number): Failed =>
  new Failed({ code: 'server.unreachable', reason: because('no answer within {} s', deadlineMs / 1000) })

type Line = Pick<RequestOptions, 'agent'> &
  Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'ciphers' | 'pskCallback'> & { readonly signal: AbortSignal }

/** `stale` is a kept connection that the server had closed meanwhile: nothing of this request was answered. */
function exchanged({ method, url, headers, body }: HttpRequest, line: Line): Promise<HttpAnswer | 'stale'> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': body.length }
    const options = {
      ...line,
      method,
      headers: { ...headers, ...length },
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
    } as const
    const sent = send(url, options)
    sent.once('response', (response) => void answerOf(response).then(resolve, reject))
    sent.on('error', (error) => (sent.reusedSocket && wasCut(error) ? resolve('stale') : reject(error)))
    sent.end(body)
  })
}

async function answerOf(response: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes)
      throw new Failed({ code: 'message.invalid', path: '', reason: `the answer is longer than ${mostBytes} bytes` })
  }
  return {
    status: response.statusCode ?? 0,
    headers: plainHeaders(response),
    body: new Uint8Array(Buffer.concat(chunks)),
  }
}

/** What comes several times is one line each. */
const plainHeaders = ({ headers }: IncomingMessage): HttpAnswer['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : (value ?? '')]),
  )

const wasCut = (error: Error): boolean => 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
