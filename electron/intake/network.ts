// Device detection events of a core network: over HTTPS with its certificate, or signed, or both; many, again, out of order.
import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { Failed } from '../../shared/failure'
import { detectionOf } from '../../shared/intake/detection'
import { type Row, readRows, rowsOf } from '../../shared/intake/rows'
import type { IntakeRules } from '../../shared/intake/rules'
import type { Secret } from '../../shared/secret'
import { fromUtf8 } from '../../shared/utf8'
import { addressKey, createBudget } from './budget'
import type { Detections } from './detections'
import { type Answer, answered, bodyOf, problem, tooMany } from './exchange'
import { type Listening, listenHttp, type Place, type Tls } from './listener'
import { isSameText } from './same'

export type NetworkDeps = {
  readonly detections: Detections
  readonly rules: IntakeRules['network']
  readonly hmacKey?: Secret<string> | undefined
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
}

const mostBytes = 4 * 1024 * 1024
const signatureMs = 5 * 60_000
const mostNamed = 100
/** Requests that are read at a time: what they hold is bounded too. */
const mostAtOnce = 8

/**
 * Without TLS only on loopback and signed; with TLS by a certificate of the authority or a signature: never by nothing.
 * Fails with `request.invalid`.
 */
export function serveNetwork(place: Place, tls: Tls | undefined, deps: NetworkDeps): Promise<Listening> {
  const { now, rules, detections, hmacKey } = deps
  const isLoopback = /^(127\.|::1$)/.test(place.host)
  if (hmacKey === undefined && tls?.ca === undefined)
    throw unproven('name ca or hmacKeyFile: whoever sends must prove it')
  if (tls === undefined && !isLoopback) throw unproven('name cert and key: outside of this machine only with TLS')
  const perSecond = createBudget({ most: rules.eventsPerSecond * 10, perMs: 10_000, now })
  const state = { inFlight: 0 }
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (request.url !== '/v1/detections') return problem(404, 'there is nothing here')
    if (request.method !== 'POST') return problem(405, 'POST /v1/detections', { allow: 'POST' })
    if (state.inFlight >= mostAtOnce) return tooMany(1000, { taken: 0 })
    state.inFlight++
    try {
      return await posted(request)
    } finally {
      state.inFlight--
    }
  }
  const posted = async (request: IncomingMessage): Promise<Answer> => {
    const body = await bodyOf(request, mostBytes)
    if (body === undefined) return problem(413, `a request is at most ${mostBytes} bytes`)
    if (hmacKey && !isSigned(request, body, hmacKey, now())) {
      deps.audit('intake.signature-refused', JSON.stringify({ source: 'network' }))
      return problem(401, 'it is not signed with the key, or not now')
    }
    const rows = rowsIn(body, request.headers['content-type'])
    if (rows === undefined) return problem(400, 'it is neither JSON nor NDJSON in UTF-8')
    // Counted before any is looked at: that takes its time.
    if (rows.length > rules.eventsAtOnce) return problem(413, `at most ${rules.eventsAtOnce} events at once`)
    const read = readRows(rows, detectionOf)
    const sender = senderOf(request)
    if (!perSecond.spend(sender, Math.max(1, read.good.length))) return tooMany(perSecond.waitMs(sender), { taken: 0 })
    const { taken, folded, isFull } = detections.add(
      read.good.map(({ value }) => value),
      'network',
    )
    await detections.settled()
    const told = { taken, folded, invalid: read.bad.slice(0, mostNamed), invalidCount: read.bad.length }
    return isFull ? tooMany(1000, told) : { status: 202, body: told }
  }
  return listenHttp(
    place,
    tls,
    (request, response) => void answered(request, response, () => answer(request), deps.log),
  )
}

const unproven = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'intake.network', reason })

/** Whose budget it is: the name in the certificate, else the address. */
function senderOf({ socket }: IncomingMessage): string {
  const name: unknown = socket instanceof TLSSocket ? socket.getPeerCertificate().subject?.CN : undefined
  return typeof name === 'string' ? `cn ${name}` : addressKey(socket.remoteAddress)
}

/** `x-signature: t=MS,v1=HEX`, HMAC-SHA-256 over `MS.BODY`. What is told twice within its time does no harm. */
function isSigned({ headers }: IncomingMessage, body: Buffer, key: Secret<string>, now: number): boolean {
  const [, at = '', given = ''] = /^t=(\d{1,16}),v1=([0-9a-f]{64})$/.exec(String(headers['x-signature'] ?? '')) ?? []
  const wanted = createHmac('sha256', key.reveal()).update(`${at}.`).update(body).digest('hex')
  return isSameText(given, wanted) && Math.abs(Number(at) - now) <= signatureMs
}

function rowsIn(body: Buffer, contentType = ''): readonly Row[] | undefined {
  try {
    const form = /^application\/(x-ndjson|ndjson|jsonl)\b/i.test(contentType) ? 'ndjson' : 'json'
    return rowsOf(fromUtf8(body), form)
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'bytes.malformed') return undefined
    throw error
  }
}
