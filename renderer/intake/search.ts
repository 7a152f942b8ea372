import { decided } from '../parts/deciding'
import { soughtIn } from '../records/search'
import { station } from '../station/client'
import { entriesFound, statesOf, useIntake } from './store'

/** Asks for what the search says now; an answer to an older question is dropped. */
export async function searchIntake(): Promise<void> {
  const { text, filter, limit } = useIntake.getState()
  const found = await station.intake.search({ text: soughtIn(text), state: [...statesOf(filter)], limit, offset: 0 })
  const now = useIntake.getState()
  if (now.text === text && now.filter === filter && now.limit === limit) entriesFound(found)
}

/** Does what was decided, once a reason was given. */
export async function decide(): Promise<void> {
  const answer = await decided({
    now: () => useIntake.getState().deciding,
    put: (deciding) => useIntake.setState({ deciding }),
    ask: ({ act, entry }, reason) => station.intake[act]({ entry, reason }),
  })
  if (answer?.ok) await searchIntake()
}
