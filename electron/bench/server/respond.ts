// From a TLS connection to an answer: who asks, what they get, and when.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import { Failed } from '../../../shared/failure'
import { faultLine } from '../../../shared/fault-line'
import { fromUtf8 } from '../../../shared/utf8'
import type { Asked } from './body'
import type { DmSide } from './dm/dm-side'
import { sendAnswer, visitOf } from './dm/visit'
import type { Enrolment } from './enrolment'
import type { ModeSwitch } from './mode'
import { problem, type Reply } from './problem'
import { answerTo, type RouteDeps } from './routes'

export type RespondDeps = Omit<RouteDeps, 'mode'> & {
  readonly modes: ModeSwitch
  readonly devices: DmSide
  readonly enrolment: Enrolment
  readonly log: (line: string) => void
}

/** Answers one request. A bug is told in the log after a 500: it ends this request, and no other. */
export async function respond(request: IncomingMessage, response: ServerResponse, deps: RespondDeps): Promise<void> {
  try {
    if (deps.devices.isForDevices(request.url)) {
      await deps.devices.answer(request, response, deps.modes.untilDue)
      return
    }
    if (deps.enrolment.isAsked(request.url)) {
      const answer = await deps.enrolment.answer(visitOf(request))
      await deps.modes.untilDue()
      return sendAnswer(request, response, answer)
    }
    const tenant = tenantOf(request)
    if (tenant === undefined) return send(request, response, problem('certificate-refused'))
    const reply = await answerTo(askedIn(request), tenant, { ...deps, mode: deps.modes.now })
    await deps.modes.untilDue()
    send(request, response, reply)
  } catch (error) {
    // Whoever went away in the middle of a request is no bug.
    if (!(error instanceof Failed) && error !== request.errored) deps.log(faultLine('dm server', error))
    if (response.destroyed || request.errored) return
    if (response.headersSent) response.destroy()
    else send(request, response, problem(error instanceof Failed ? 'maintenance' : 'server-broken'))
  }
}

function askedIn(request: IncomingMessage): Asked {
  // Node joins a field that comes twice: two keys are not one.
  const [key, ...more] = request.headersDistinct['idempotency-key'] ?? []
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    headers: { ...request.headers, 'idempotency-key': more.length === 0 ? key : undefined },
    text: (most) => boundedText(request, most),
  }
}

async function boundedText(request: IncomingMessage, mostBytes: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return undefined
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    sizeBytes += chunk.length
    if (sizeBytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return fromUtf8(Buffer.concat(chunks))
}

/**
 * The name in a certificate from our CA. It is checked here and not by `rejectUnauthorized`: Node then cuts the
 * connection without an alert, which a station cannot tell from a broken network, and would repeat for ever. Who came by a key has none.
 */
function tenantOf({ socket }: IncomingMessage): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined
  const name: unknown = socket.getPeerCertificate().subject?.CN
  return typeof name === 'string' && name !== '' ? name : undefined
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  // What is left of a refused body is not read: the connection ends with the answer.
  const connection = request.complete ? {} : { connection: 'close' }
  response.writeHead(status, {
    ...(status !== 204 && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    'cache-control': 'no-store',
    ...connection,
    ...headers,
  })
  response.end(text)
}
