import { isSaid } from '../../shared/said'
import { soughtIn } from '../records/search'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { decisionFailed, decisionLeft, decisionSent, entriesFound, statesOf, useIntake } from './store'

/** Asks for what the search says now; an answer to an older question is dropped. */
export async function searchIntake(): Promise<void> {
  const { text, filter, limit } = useIntake.getState()
  const found = await station.intake.search({ text: soughtIn(text), state: [...statesOf(filter)], limit, offset: 0 })
  const now = useIntake.getState()
  if (now.text === text && now.filter === filter && now.limit === limit) entriesFound(found)
}

/** Does what was decided, once a reason was given. */
export async function decide(): Promise<void> {
  const { deciding } = useIntake.getState()
  if (deciding === undefined || deciding.isSending || !isSaid(deciding.reason)) return
  const sent = decisionSent(deciding)
  const { act, entry, reason } = sent
  const answer = await answerOf(station.intake[act]({ entry, reason }))
  if (!answer.ok) return decisionFailed(sent, answer.failure)
  if (useIntake.getState().deciding === sent) decisionLeft()
  await searchIntake()
}
