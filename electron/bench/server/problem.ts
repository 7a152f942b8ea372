// RFC 9457 answers of the DM Server.
import { z } from 'zod'
import { problemJson } from '../../../shared/registration/operations'
import { type ProblemType, problemKinds, problemPrefix } from '../../../shared/registration/problem-kinds'
import type { Problem } from '../../../shared/registration/schema'

/** What a handler gives back: a status, headers, and a body that is sent as JSON, or as it is where it is text. */
export const Reply = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown(),
})
export type Reply = Readonly<z.infer<typeof Reply>>

/** What one kind tells besides. */
type More = Pick<Problem, 'by' | 'digit' | 'errors'>

export function problem(type: ProblemType, detail?: string, more: More = {}): Reply {
  const { status, title, retryable, sentence } = problemKinds[type]
  const body: Problem = { type: problemPrefix + type, title, status, detail, retryable, sentence, ...more }
  return { status, headers: { 'content-type': problemJson }, body }
}

/** The same, and when to come again. */
export const problemFor = (type: ProblemType, retryAfterMs: number | undefined): Reply => {
  const reply = problem(type)
  if (retryAfterMs === undefined) return reply
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(Math.ceil(retryAfterMs / 1000)) } }
}
