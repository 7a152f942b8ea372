// A device's request as the DM side takes it, and its answer: bytes both ways, bounded.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { mediaOf } from '../../../../shared/http/exchange'
import { mostBytes } from '../../../../shared/registration/schema'
import type { Shown } from './sign-in'

export type Visit = {
  readonly path: string
  readonly query: URLSearchParams
  readonly media: string
  readonly headers: Readonly<Record<string, string>>
  readonly shown: Shown
  /** Undefined if there was more of it than any device sends. */
  readonly body: () => Promise<Uint8Array | undefined>
}

export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: Uint8Array
}

export function visitOf(
  request: IncomingMessage,
  keyNameOf: (socket: TLSSocket) => string | undefined = () => undefined,
): Visit {
  const uri = request.url ?? '/'
  // Two slashes at its beginning are no host.
  const { pathname, searchParams } = new URL(`https://bench${uri.startsWith('/') ? uri : '/'}`)
  const entries = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  const headers: Readonly<Record<string, string>> = Object.fromEntries(entries)
  const shown = {
    method: request.method ?? '',
    uri,
    authorization: request.headers.authorization,
    certified: nameIn(request, keyNameOf),
  }
  return {
    path: pathname,
    query: searchParams,
    media: mediaOf({ headers }),
    headers,
    shown,
    body: () => boundedBody(request),
  }
}

/** Only a certificate of our own authority says who comes, or a key that we share. */
function nameIn({ socket }: IncomingMessage, keyNameOf: (socket: TLSSocket) => string | undefined): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined
  const keyName = keyNameOf(socket)
  if (keyName !== undefined) return keyName
  const name: unknown = socket.getPeerCertificate().subject?.CN
  return typeof name === 'string' && name !== '' ? name : undefined
}

async function boundedBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes.body) return undefined
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers = {}, body }: Answer,
): void {
  if (response.destroyed) return
  // What is left of a refused body is not read: the connection ends with the answer.
  const connection = request.complete ? {} : { connection: 'close' }
  const plain = Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]])
  response.writeHead(status, {
    'content-length': body?.length ?? 0,
    'cache-control': 'no-store',
    ...connection,
    ...Object.fromEntries(plain),
  })
  response.end(body)
}
