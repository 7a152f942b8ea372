// From an HTTP answer to a value or a failure. Nothing of a foreign answer is passed on but a short sentence.
import type { z } from 'zod'
import { Failed } from '../../shared/failure'
import type { Answer } from './exchange'
import { Problem } from './wire'

const longestReason = 200
const dayMs = 24 * 3600 * 1000

/** The parsed body of a good answer; `server.refused` or `server.unreachable` for any other. */
export function parseAnswer<T>(answer: Answer, schema: z.ZodType<T>, now: number): T {
  if (answer.status < 200 || answer.status > 299) throw failureOf(answer, now)
  const parsed = schema.safeParse(jsonOf(answer))
  if (parsed.success) return parsed.data
  throw refused(answer, 'the answer was not understood', false, now)
}

function failureOf(answer: Answer, now: number): Failed {
  const problem = Problem.safeParse(jsonOf(answer))
  if (problem.success && /^application\/problem\+json\b/i.test(answer.headers['content-type'] ?? '')) {
    const { detail, title, retryable } = problem.data
    return refused(answer, plain(detail ?? title), retryable ?? isPassing(answer.status), now)
  }
  // 502, 503 and 504 without a problem come from something on the way, not from the DM Server.
  if (answer.status >= 502 && answer.status <= 504 && retryAfterMs(answer, now) === undefined)
    return new Failed({ code: 'server.unreachable', reason: `a gateway answers ${answer.status}` })
  return refused(answer, 'the answer was not understood', isPassing(answer.status), now)
}

const isPassing = (status: number): boolean => status >= 500 || status === 408 || status === 425 || status === 429

function refused(answer: Answer, reason: string, retryable: boolean, now: number): Failed {
  const after = retryable ? retryAfterMs(answer, now) : undefined
  const wait = after === undefined ? {} : { retryAfterMs: after }
  return new Failed({ code: 'server.refused', status: answer.status, reason, retryable, ...wait })
}

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
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), dayMs)
}

// A foreign sentence goes to the screen and into the log: one line of printable text.
const plain = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, longestReason)
