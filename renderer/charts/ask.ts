import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'
import { type ChartsView, figuresForgotten, figuresTold, figuresUnread, reportIs, timeOf, useCharts } from './store'

/** Asks for the figures of what is chosen; an answer for another one is dropped, and so are figures where no time is. */
export async function askFigures(): Promise<void> {
  const asked = useCharts.getState()
  const { period, own, of } = asked
  const time = timeOf(period, own, Date.now())
  if (time === undefined) return figuresForgotten()
  const answer = await answerOf(station.figures.get({ ...time, ...of }))
  if (!isShown(asked)) return
  if (answer.ok) figuresTold(answer.value)
  else figuresUnread(answer.failure)
}

/** The shift report of the chosen time as PDF. */
export async function saveReport(): Promise<void> {
  const asked = useCharts.getState()
  const { period, own, of } = asked
  const time = timeOf(period, own, Date.now())
  if (time === undefined) return
  const answer = await answerOf(station.figures.report({ ...time, ...of, language: text.language }))
  if (isShown(asked)) reportIs(answer.ok ? { ok: true, value: answer.value.path } : answer)
}

/** Whether the time and the narrowing are still those that were asked for. */
function isShown({ period, own, of }: Pick<ChartsView, 'period' | 'own' | 'of'>): boolean {
  const now = useCharts.getState()
  return now.period === period && now.own === own && now.of === of
}
