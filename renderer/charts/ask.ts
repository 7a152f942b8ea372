import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { figuresTold, figuresUnread, reportSaved, timeOf, useCharts } from './store'

/** Asks for the figures of the chosen time; an answer for another one is dropped. */
export async function askFigures(): Promise<void> {
  const { period } = useCharts.getState()
  const answer = await answerOf(station.figures.get(timeOf(period, Date.now())))
  if (useCharts.getState().period !== period) return
  if (answer.ok) figuresTold(answer.value)
  else figuresUnread(answer.failure)
}

/** The shift report of the chosen time as PDF. */
export async function saveReport(): Promise<void> {
  const { period } = useCharts.getState()
  const query = { ...timeOf(period, Date.now()), language: text.language }
  const answer = await answerOf(station.figures.report(query))
  if (answer.ok) reportSaved(answer.value.path)
  else figuresUnread(answer.failure)
}
