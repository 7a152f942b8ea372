import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { figuresForgotten, figuresTold, figuresUnread, reportSaved, timeOf, useCharts } from './store'

/** Asks for the figures of what is chosen; an answer for another one is dropped, and so are figures where no time is. */
export async function askFigures(): Promise<void> {
  const { period, own, of } = useCharts.getState()
  const time = timeOf(period, own, Date.now())
  if (time === undefined) return figuresForgotten()
  const answer = await answerOf(station.figures.get({ ...time, ...of }))
  const now = useCharts.getState()
  if (now.period !== period || now.own !== own || now.of !== of) return
  if (answer.ok) figuresTold(answer.value)
  else figuresUnread(answer.failure)
}

/** The shift report of the chosen time as PDF. */
export async function saveReport(): Promise<void> {
  const { period, own, of } = useCharts.getState()
  const time = timeOf(period, own, Date.now())
  if (time === undefined) return
  const answer = await answerOf(station.figures.report({ ...time, ...of, language: text.language }))
  if (answer.ok) reportSaved(answer.value.path)
  else figuresUnread(answer.failure)
}
