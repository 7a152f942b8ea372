// Where a DM Server tells this station of changes: a sink on loopback that believes only what the server has signed.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { endLine } from '../../shared/fault-line'
import { type EventKey, mostBytes, RegistrationEvent } from '../../shared/registration/schema'
import { checkSigned } from './signature'

export type EventListener = {
  /** An address that nobody guesses. */
  readonly sink: string
  /** Whom to believe, and what time it is there. */
  readonly trust: (key: EventKey, serverTime: number) => void
  readonly close: () => Promise<void>
}

export type Told = RegistrationEvent['data']

/** An event is as old as it was signed ago by the server's own clock; within this its nonce is remembered. */
const windowMs = 5 * 60_000

/** `ticks` is a clock that nobody sets: this station's own time of day does not matter here. */
export async function listenForEvents(
  onTold: (told: Told) => void,
  ticks: () => number,
  log: (line: string) => void,
): Promise<EventListener> {
  const path = `/events/${randomUUID()}`
  const state: { trusted?: { readonly key: EventKey; readonly aheadMs: number } } = {}
  const seen = new Map<string, number>()

  const isFresh = (createdAt: number, nonce: string, at: number): boolean => {
    for (const [old, signedAt] of seen) if (at - signedAt > windowMs) seen.delete(old)
    if (Math.abs(at - createdAt) > windowMs || seen.has(nonce)) return false
    seen.set(nonce, createdAt)
    return true
  }
  async function take(request: IncomingMessage): Promise<number> {
    const { trusted } = state
    if (!trusted) return 503
    const body = await bytesOf(request)
    if (body === undefined) return 413
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]),
    )
    const signed = checkSigned({ method: 'POST', uri: sink, headers, body }, trusted.key)
    if (!signed || !isFresh(signed.createdAt, signed.nonce, ticks() + trusted.aheadMs)) return 401
    const event = RegistrationEvent.safeParse(jsonOf(body))
    if (!event.success) return 400
    onTold(event.data.data)
    return 204
  }
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url !== path) return void response.writeHead(404).end()
    if (request.method === 'OPTIONS') return void response.writeHead(200, agreement(request)).end()
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'OPTIONS, POST' }).end()
    if (!request.headers['content-type']?.startsWith('application/cloudevents+json'))
      return void response.writeHead(415).end()
    const status = await take(request)
    response.writeHead(status, status === 503 ? { 'retry-after': '1' } : {}).end()
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (request.errored || response.destroyed) return
      log(endLine('an event could not be noted', error))
      if (!response.headersSent) response.writeHead(500).end()
    })
  })
  server.maxConnections = 16
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the listener has no port')
  const sink = `http://127.0.0.1:${address.port}${path}`
  return {
    sink,
    trust: (key, serverTime) => {
      state.trusted = { key, aheadMs: serverTime - ticks() }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** CloudEvents HTTP WebHook, 4.2: we asked for it ourselves. */
const agreement = ({ headers }: IncomingMessage) => ({
  'webhook-allowed-origin': String(headers['webhook-request-origin'] ?? '*'),
  'webhook-allowed-rate': '*',
  allow: 'OPTIONS, POST',
})

async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes.body) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
