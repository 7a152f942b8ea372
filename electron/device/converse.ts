import { Failed } from '../../shared/failure'
import type { Conversation, HttpAnswer, HttpRequest } from '../../shared/http/exchange'

export type Exchange = (request: HttpRequest) => Promise<HttpAnswer>

/** Carries a conversation out; what the network fails with is told to it, and it says what that means. */
export async function converse<T>(conversation: Conversation<T>, exchange: Exchange): Promise<T> {
  let step = conversation.next()
  while (!step.done) {
    const given = await attempted(exchange(step.value))
    step = given instanceof Failed ? conversation.throw(given) : conversation.next(given)
  }
  return step.value
}

async function attempted(answer: Promise<HttpAnswer>): Promise<HttpAnswer | Failed> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Failed) return error
    throw error
  }
}
