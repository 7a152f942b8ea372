import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { figuresTold, figuresUnread, reportSaved, timeOf, useCharts } from './store'

/** Asks for the figures of what is chosen; an answer for another one is dropped. */
export async function askFigures(): Promise<void> {
  const { period, of } = useCharts.getState()
  const answer = await answerOf(station.figures.get({ ...timeOf(period, Date.now()), ...of }))
  if (useCharts.getState().period !== period || useCharts.getState().of !== of) return
  if (answer.ok) figuresTold(answer.value)
  else figuresUnread(answer.failure)
}

/** The shift report of the chosen time as PDF. */
export async function saveReport(): Promise<void> {
  const { period, of } = useCharts.getState()
  const query = { ...timeOf(period, Date.now()), ...of, language: text.language }
  const answer = await answerOf(station.figures.report(query))
  if (answer.ok) reportSaved(answer.value.path)
  else figuresUnread(answer.failure)
}
