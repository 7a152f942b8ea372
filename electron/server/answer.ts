// From an HTTP answer to a value or a failure. Nothing of a foreign answer is passed on but a short sentence.

import type { z } from 'zod'
import { Failed, type Failure } from '../../shared/failure'
import { because } from '../../shared/reason'
import { problemPrefix } from '../../shared/registration/problem-kinds'
import { Problem } from '../../shared/registration/schema'
import type { Answer } from './exchange'

const longestReason = 200
const dayMs = 24 * 3600 * 1000

/** The parsed body of a good answer; `server.refused` or `server.unreachable` for any other. */
export function parseAnswer<T>(answer: Answer, schema: z.ZodType<T>, now: number): T {
  const parsed = schema.safeParse(jsonOf(goodAnswer(answer, now)))
  if (parsed.success) return parsed.data
  throw new Failed({ code: 'server.refused', status: answer.status, reason: notUnderstood, retryable: false })
}

/** A good answer as it is. */
export function goodAnswer(answer: Answer, now: number): Answer {
  if (answer.status < 200 || answer.status > 299) throw new Failed(failureOf(answer, now))
  return answer
}

const notUnderstood = because('the answer was not understood')

function failureOf(answer: Answer, now: number): Failure {
  const { status } = answer
  const after = retryAfterMs(answer, now)
  const problem = Problem.safeParse(jsonOf(answer))
  if (problem.success && /^application\/problem\+json\b/i.test(answer.headers['content-type'] ?? ''))
    return refusedBy({ ...problem.data, status }, after)
  // 502, 503 and 504 without a problem come from something on the way, not from the DM Server.
  if (status >= 502 && status <= 504 && after === undefined)
    return { code: 'server.unreachable', reason: because('a gateway answers {}', status) }
  const retryable = isPassing(status)
  return { code: 'server.refused', status, reason: notUnderstood, retryable, ...waiting(retryable, after) }
}

/** A problem as the failure it is, alone or of one item of a batch. */
export function refusedBy(problem: Problem, afterMs?: number): Failure {
  const { status, detail, title, type } = problem
  const retryable = problem.retryable ?? isPassing(status)
  const named = type.startsWith(problemPrefix) ? { problem: type.slice(problemPrefix.length) } : {}
  return {
    code: 'server.refused',
    status,
    reason: plain(detail ?? title),
    retryable,
    ...named,
    ...(problem.sentence && { sentence: problem.sentence }),
    ...waiting(retryable, afterMs),
  }
}

const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429

const waiting = (retryable: boolean, afterMs: number | undefined) =>
  retryable && afterMs !== undefined ? { retryAfterMs: afterMs } : {}

function jsonOf({ body }: Answer): unknown {
  try {
    return body === undefined ? undefined : JSON.parse(body)
  } catch {
    return undefined
  }
}

/** RFC 9110, 10.2.3: seconds or a date; never more than a day. */
function retryAfterMs({ headers }: Answer, now: number): number | undefined {
  const text = headers['retry-after']
  if (text === undefined) return undefined
  // A date is the server's; so is the date of its answer, where it says one.
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - (serverTime(headers) ?? now)
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), dayMs)
}

/** The server's clock when it answered, milliseconds. */
export function serverTime(headers: Answer['headers']): number | undefined {
  const at = Date.parse(headers.date ?? '')
  return Number.isNaN(at) ? undefined : at
}

// A foreign sentence goes to the screen and into the log: one line of printable text.
const plain = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, longestReason)
