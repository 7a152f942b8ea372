import { ORPCError } from '@orpc/client'
import { Failure } from '../../shared/failure'

/** What a procedure answers: a value, or what the world did. A bug is neither and passes through. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure }

export async function answerOf<Value>(asked: Promise<Value>): Promise<Answer<Value>> {
  try {
    return { ok: true, value: await asked }
  } catch (error) {
    return { ok: false, failure: failureIn(error) }
  }
}

/** The same, or undefined where nobody waits for it any more. */
export async function answerWhile<Value>(left: AbortSignal, asked: Promise<Value>): Promise<Answer<Value> | undefined> {
  try {
    const answer = await answerOf(asked)
    return left.aborted ? undefined : answer
  } catch (error) {
    if (left.aborted && error instanceof Error && error.name === 'AbortError') return undefined
    throw error
  }
}

function failureIn(error: unknown): Failure {
  if (error instanceof ORPCError && error.code === 'FAILED') return Failure.parse(error.data)
  throw error
}
