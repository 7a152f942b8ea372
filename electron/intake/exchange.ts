// What the HTTP sources share: a bounded body, and answers that no cache and no other page gets.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Failed } from '../../shared/failure'
import { faultLine } from '../../shared/fault-line'

export type Answer = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string | string[]>>
}

/** Undefined where it is longer than `mostBytes`; the rest is then not read. */
export async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return undefined
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** RFC 9457, without a page to look it up on. */
export const problem = (status: number, title: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: { type: 'about:blank', status, title },
})

export const tooMany = (waitMs: number, more: Readonly<Record<string, unknown>> = {}): Answer => ({
  ...problem(429, 'too many', { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }),
  body: { type: 'about:blank', status: 429, title: 'too many', ...more },
})

/** Answers once. A disk that fails is a 503; a bug is a 500 and told in the log, and ends no other request. */
export async function answered(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<Answer>,
  log: (line: string) => void,
): Promise<void> {
  try {
    send(request, response, await work())
  } catch (error) {
    const isWorld = error instanceof Failed
    // Whoever went away in the middle of a request is no bug.
    if (!isWorld && error !== request.errored) log(faultLine('intake', error))
    if (request.errored || response.destroyed) return
    if (response.headersSent) return void response.destroy()
    send(
      request,
      response,
      isWorld ? problem(503, 'the station cannot keep it now') : problem(500, 'the station is at fault'),
    )
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // What is left of a refused body is not read.
    ...(request.complete ? {} : { connection: 'close' }),
    ...headers,
  })
  response.end(text)
}
