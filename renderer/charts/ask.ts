import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { figuresTold, figuresUnread, timeOf, useCharts } from './store'

/** Asks for the figures of the chosen time; an answer for another one is dropped. */
export async function askFigures(): Promise<void> {
  const { period } = useCharts.getState()
  const answer = await answerOf(station.figures.get(timeOf(period, Date.now())))
  if (useCharts.getState().period !== period) return
  if (answer.ok) figuresTold(answer.value)
  else figuresUnread(answer.failure)
}
