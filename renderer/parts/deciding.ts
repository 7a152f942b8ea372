import type { Failure } from '../../shared/failure'
import { isSaid } from '../../shared/said'
import { type Answer, answerOf } from '../station/answer'

/** A person says why, then it is done. */
export type Deciding<What> = {
  readonly what: What
  readonly reason: string
  /** Where the station has been asked, until it answers. */
  readonly isSending?: true
  readonly failure?: Failure
}

export const decidingOn = <What>(what: What): Deciding<What> => ({ what, reason: '' })

/** What is under way is not said differently any more. */
export const withReason = <What>(deciding: Deciding<What> | undefined, reason: string): Deciding<What> | undefined =>
  deciding === undefined || deciding.isSending ? deciding : { what: deciding.what, reason }

type Place<What> = {
  readonly now: () => Deciding<What> | undefined
  readonly put: (deciding: Deciding<What> | undefined) => void
  readonly ask: (what: What, reason: string) => Promise<unknown>
}

/** Asks the station once, when a reason was given; undefined where there was nothing to ask. */
export async function decided<What>({ now, put, ask }: Place<What>): Promise<Answer<unknown> | undefined> {
  const deciding = now()
  if (deciding === undefined || deciding.isSending || !isSaid(deciding.reason)) return undefined
  const { what, reason } = deciding
  const sending: Deciding<What> = { what, reason, isSending: true }
  put(sending)
  const answer = await answerOf(ask(what, reason))
  if (now() === sending) put(answer.ok ? undefined : { what, reason, failure: answer.failure })
  return answer
}
