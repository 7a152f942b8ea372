import type { LineState } from '../../shared/lane'
import { heldBy } from './held'

/** What came in less time is no rate. */
const leastMs = 60_000

/** Whether cards are begun here: without a reader that answers, or where no card is begun, there is no speed to speak of. */
export const isAtWork = (line: LineState): boolean =>
  heldBy(line) === undefined && line.next.act !== 'close' && line.lanes.some(({ lane }) => lane.at !== 'trouble')

/** Good cards an hour: of the last minutes until now, so that it falls while nobody puts a card in. */
export function hourlyOf(recent: LineState['pace']['recent'], now: number): number | undefined {
  if (recent === undefined || recent.good === 0 || now - recent.since < leastMs) return undefined
  return (recent.good * 3_600_000) / (now - recent.since)
}
