import { answerOf } from './answer'
import { unreadChanged } from './store'

/** What a page shows anyway: what keeps it from being read is said over the page, until it can be read. */
export async function read<Value>(what: string, asked: Promise<Value>): Promise<Value | undefined> {
  const answer = await answerOf(asked)
  unreadChanged(what, answer.ok ? undefined : answer.failure)
  return answer.ok ? answer.value : undefined
}
