// A device that listens for its bootstrap. TLS in which each shows a certificate: the device believes who is from its own
// authorities, and takes from them accounts of servers that their certificate names (OMA DM Protocol 2.0, 8.4 and 9.3).
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { Delivered } from '../../shared/device/take-delivered'
import type { Tried } from '../../shared/device/tried'
import { Failed } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import { mediaOf } from '../../shared/http/exchange'
import { objectMedia } from '../../shared/session/dm2/packages'

export type Listening = { readonly port: number; readonly close: () => Promise<void> }

export type ListenDeps = {
  /** Without one, any. */
  readonly port?: number
  /** Authorities, PEM. */
  readonly trust: readonly string[]
  /** Its own certificate, which names it, PEM. */
  readonly identity: { readonly cert: string; readonly key: string }
  /** What the device makes of it, on disk when it comes back. */
  readonly take: (brought: Delivered) => Promise<Tried>
  readonly log: (line: string) => void
}

/** Longer than any bootstrap message. */
const mostBytes = 64 * 1024
const limits = { handshakeTimeout: 5000, headersTimeout: 5000, requestTimeout: 10_000, maxHeaderSize: 16 * 1024 }

export async function listenForBootstrap({ port = 0, ...deps }: ListenDeps): Promise<Listening> {
  const server = createServer(
    {
      ...limits,
      ...deps.identity,
      ca: [...deps.trust],
      minVersion: 'TLSv1.2',
      requestCert: true,
      // Checked below: who is not trusted is to learn it.
      rejectUnauthorized: false,
    },
    (request, response) => void answered(request, response, deps),
  )
  server.maxConnections = 16
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new Failed({ code: 'request.invalid', path: 'listen', reason: `port ${port}: ${code}` })),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answered(request: IncomingMessage, response: ServerResponse, deps: ListenDeps): Promise<void> {
  const [status, why] = await statusOf(request, deps).catch((error: unknown): Answer => {
    if (!request.errored) deps.log(endLine('what was brought could not be taken', error))
    return [500, 'the device could not']
  })
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' })
  response.end(status === 204 ? undefined : why)
}

type Answer = readonly [number, string]

async function statusOf(request: IncomingMessage, { take }: ListenDeps): Promise<Answer> {
  const hosts = hostsIn(request)
  if (hosts === undefined) return [403, 'the device does not trust who sent it']
  if (request.method !== 'POST' || request.url !== '/bootstrap') return [404, 'POST /bootstrap']
  if (mediaOf({ headers: { 'content-type': request.headers['content-type'] ?? '' } }) !== objectMedia)
    return [415, `the device takes ${objectMedia}`]
  const message = await boundedBody(request)
  if (message === undefined) return [413, `a message is at most ${mostBytes} bytes`]
  const { result, why = '' } = await take({ message, hosts })
  if (result.startsWith('account')) return [204, '']
  return [result === 'refused' ? 403 : 422, why]
}

/** The names in the certificate of who calls; undefined for who is not trusted. */
function hostsIn({ socket }: IncomingMessage): readonly string[] | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined
  const names = socket.getPeerCertificate().subjectaltname ?? ''
  return [...names.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].flatMap(([, name]) => name ?? [])
}

async function boundedBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
