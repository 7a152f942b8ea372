// The till's way in: sales over HTTP on this machine, with a token, one or many, told twice without harm.
import type { IncomingMessage } from 'node:http'
import { Failed } from '../../shared/failure'
import { readRows, rowsOf } from '../../shared/intake/rows'
import type { IntakeRules } from '../../shared/intake/rules'
import { saleOf } from '../../shared/intake/sale'
import type { Secret } from '../../shared/secret'
import { fromUtf8 } from '../../shared/utf8'
import { createBudget } from './budget'
import { type Answer, answered, bodyOf, problem, tooMany } from './exchange'
import type { Inbox, Taken } from './inbox'
import { type Listening, listenHttp } from './listener'
import { isSameText } from './same'

export type RestDeps = {
  readonly inbox: Pick<Inbox, 'takeAll' | 'byReference'>
  readonly token: Secret<string>
  readonly rules: IntakeRules
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
}

const loopback = '127.0.0.1'
const mostBytes = 1_000_000
const mostSales = 1000
const minuteMs = 60_000
const everyone = ''

/** Listens on loopback only. Fails with `request.invalid` where the port is taken. */
export function serveRest(port: number, deps: RestDeps): Promise<Listening> {
  const { now, rules } = deps
  const sales = createBudget({ most: rules.till.salesPerMinute, perMs: minuteMs, now })
  const wrongTokens = createBudget({ most: rules.till.wrongTokensPerMinute, perMs: minuteMs, now })
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (!isFromProgram(request)) return problem(403, 'this is not for a browser')
    if (!isKnown(request, deps.token)) {
      if (!wrongTokens.spend(everyone)) return tooMany(wrongTokens.waitMs(everyone))
      deps.audit('intake.token-refused', JSON.stringify({ source: 'pos' }))
      return problem(401, 'the token is not the one', { 'www-authenticate': 'Bearer' })
    }
    const [, reference] = /^\/v1\/sales(?:\/([^/?]{1,200}))?$/.exec(request.url ?? '') ?? [undefined, undefined]
    if (!/^\/v1\/sales(\/|$)/.test(request.url ?? '')) return problem(404, 'there is nothing here')
    if (reference !== undefined && request.method === 'GET') return shown(reference, deps)
    if (reference !== undefined || request.method !== 'POST')
      return problem(405, 'POST /v1/sales, GET /v1/sales/REFERENCE')
    return posted(request, deps, (count) => sales.spend(everyone, count) || sales.waitMs(everyone))
  }
  return listenHttp(
    { host: loopback, port },
    undefined,
    (request, response) => void answered(request, response, () => answer(request), deps.log),
  )
}

/** A web page that this machine's browser shows is on this machine too: it sends an Origin, or comes under another name. */
const isFromProgram = ({ headers: { host = '', origin } }: IncomingMessage): boolean =>
  origin === undefined && /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(host)

const isKnown = ({ headers: { authorization = '' } }: IncomingMessage, token: Secret<string>): boolean =>
  isSameText(authorization, `Bearer ${token.reveal()}`)

function shown(reference: string, { inbox }: RestDeps): Answer {
  const entry = inbox.byReference({ evidence: 'till', reference: decoded(reference) })
  return entry
    ? { status: 200, body: { reference: entry.reference, ...resultOf({ is: 'again', entry }) } }
    : problem(404, 'no such sale')
}

async function posted(
  request: IncomingMessage,
  deps: RestDeps,
  spend: (count: number) => true | number,
): Promise<Answer> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return problem(415, 'send application/json')
  const body = await bodyOf(request, mostBytes)
  if (body === undefined) return problem(413, `a request is at most ${mostBytes} bytes`)
  const text = textOf(body)
  const rows = text === undefined ? undefined : attempted(() => rowsOf(text, 'json'))
  if (text === undefined || rows === undefined) return problem(400, 'it is not JSON in UTF-8')
  const isOne = !text.trimStart().startsWith('[')
  if (rows.length > mostSales) return problem(413, `a request has at most ${mostSales} sales`)
  const waitMs = spend(Math.max(1, rows.length))
  if (waitMs !== true) return tooMany(waitMs)
  const { countryCode } = deps.rules
  const { good, bad } = readRows(rows, (value) => saleOf(value, { evidence: 'till', countryCode }, deps.now()))
  const taken = deps.inbox.takeAll(good.map(({ value }) => value))
  const results = [
    ...bad.map(({ line, reason }) => ({ line, result: 'invalid', reason })),
    ...good.map(({ line, value }, at) => ({ line, reference: value.reference, ...resultOf(taken[at]) })),
  ].sort((left, right) => left.line - right.line)
  return isOne ? one(results[0]) : { status: 200, body: { results } }
}

type Result = { readonly result: string; readonly why?: string | undefined }

const statusOf: Readonly<Record<string, number>> = { new: 201, again: 200, conflict: 409, invalid: 422 }

const one = (result: Result | undefined): Answer => ({
  status: statusOf[result?.result ?? ''] ?? 422,
  body: result ?? {},
})

/** What a till may know: whether it was taken, and what became of it. */
function resultOf(taken: Taken | undefined) {
  if (taken?.is === 'conflict') return { result: 'conflict', reason: 'this reference was another sale before' }
  if (taken === undefined || !('entry' in taken)) throw new Error('a sale has an answer')
  const { state, why, job } = taken.entry
  // The number that a job would have is kept before it is ordered, and when it came back to a person: there is no such job.
  return { result: taken.is, state, why, ...(job !== undefined && state === 'ordered' && { job }) }
}

const textOf = (body: Buffer): string | undefined => attempted(() => fromUtf8(body).replace(/^\uFEFF/, ''))

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function attempted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'bytes.malformed') return undefined
    throw error
  }
}
