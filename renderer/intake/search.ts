import { decided } from '../parts/deciding'
import { soughtIn } from '../records/search'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { read } from '../station/read'
import { canDecide, decisionOvertaken, entriesFound, type IntakeView, statesOf, useIntake } from './store'

/** Asks for what the search says now; an answer to an older question is dropped. */
export async function searchIntake(): Promise<void> {
  const { text, filter, limit } = useIntake.getState()
  const sought = { text: soughtIn(text), state: [...statesOf(filter)] }
  const found = await read('inbox', upTo(limit, sought))
  const now = useIntake.getState()
  if (found && now.text === text && now.filter === filter && now.limit === limit) entriesFound(found)
}

/** As many as the station tells at once. */
const most = 500

/** The first entries, in as many answers as it takes. */
async function upTo(limit: number, sought: Pick<Search, 'text' | 'state'>): Promise<NonNullable<IntakeView['found']>> {
  const first = await station.intake.search({ ...sought, limit: Math.min(limit, most), offset: 0 })
  const offsets = Array.from({ length: Math.ceil(Math.min(limit, first.total) / most) }, (_, at) => at * most).slice(1)
  const rest = await Promise.all(
    offsets.map((offset) => station.intake.search({ ...sought, limit: Math.min(limit - offset, most), offset })),
  )
  // What comes in meanwhile moves the others on, so that one may be told on two pages.
  const told = new Map([first, ...rest].flatMap(({ entries }) => entries.map((entry) => [entry.id, entry] as const)))
  return { ...first, entries: [...told.values()] }
}
type Search = Parameters<typeof station.intake.search>[0]

/** Does what was decided, once a reason was given. */
export async function decide(): Promise<void> {
  const entry = useIntake.getState().deciding?.what.entry
  const answer = await decided({
    now: () => useIntake.getState().deciding,
    put: (deciding) => useIntake.setState({ deciding }),
    ask: ({ act, entry }, reason) => station.intake[act]({ entry, reason }),
  })
  if (answer?.ok || (entry !== undefined && answer && (await isOvertaken(entry)))) await searchIntake()
}

/** What was refused may have been decided meanwhile, at another desk or by the server. */
async function isOvertaken(id: number): Promise<boolean> {
  const entry = await answerOf(station.intake.get({ entry: id }))
  if (!entry.ok || canDecide(entry.value) || useIntake.getState().deciding?.what.entry !== id) return false
  decisionOvertaken(entry.value)
  return true
}
