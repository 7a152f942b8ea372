import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { Figures, FiguresQuery } from '../../shared/figures'
import type { Answer } from '../station/answer'
import { momentIn, typedMoment } from './moment'

export const periods = ['shift', 'today', 'week', 'month', 'own'] as const
export type Narrowed = Pick<FiguresQuery, 'batch' | 'reader' | 'template'>
export type Period = (typeof periods)[number]
type Time = Pick<FiguresQuery, 'from' | 'to'>

/** Which time is charted, and what its records say; undefined until the first answer. */
export type ChartsView = {
  readonly period: Period
  /** Both ends of a time of one's own, as they are typed. */
  readonly own: Time
  /** What the charts are narrowed to. */
  readonly of: Narrowed
  readonly figures: Figures | undefined
  readonly trouble: Failure | undefined
  /** Where the last report is, or why there is none. */
  readonly report: Answer<string> | undefined
}

export const useCharts = create<ChartsView>()(() => ({
  period: 'shift',
  own: { from: '', to: '' },
  of: {},
  figures: undefined,
  trouble: undefined,
  report: undefined,
}))

/** A time of one's own begins as the one that was shown before it. */
export function periodChosen(period: Period): void {
  const { period: before, own } = useCharts.getState()
  const shown = period === 'own' && before !== 'own' ? timeOf(before, own, Date.now()) : undefined
  useCharts.setState({
    period,
    report: undefined,
    ...(shown && { own: { from: typedMoment(shown.from), to: typedMoment(shown.to) } }),
  })
}
export const ownTyped = (typed: Partial<Time>): void =>
  useCharts.setState(({ own }) => ({ own: { ...own, ...typed }, report: undefined }))
export const narrowed = (to: Narrowed): void =>
  useCharts.setState(({ of }) => ({ of: { ...of, ...to }, report: undefined }))
export const reportIs = (report: Answer<string>): void => useCharts.setState({ report })
/** What is told again as it was is drawn no second time. */
export const figuresTold = (told: Figures): void =>
  useCharts.setState(({ figures }) => ({
    figures: JSON.stringify(figures) === JSON.stringify(told) ? figures : told,
    trouble: undefined,
  }))
export const figuresForgotten = (): void => useCharts.setState({ figures: undefined, trouble: undefined })
export const figuresUnread = (trouble: Failure): void => useCharts.setState({ trouble })

/** Counted fast enough to be followed. */
export const isShort = (period: Period): boolean => period === 'shift' || period === 'today'

/** The next or the former period. */
export function periodMoved(by: 1 | -1): void {
  const next = periods[periods.indexOf(useCharts.getState().period) + by]
  if (next !== undefined) periodChosen(next)
}

/** Whether there is a time to count for: what a hand types may be none yet. */
export const hasTime = ({ period, own }: Pick<ChartsView, 'period' | 'own'>): boolean =>
  timeOf(period, own, 0) !== undefined

const hour = 3_600_000
const slot = 1_800_000

/**
 * The period as the clock of this station has it. Days begin at its midnight, the last hours at a half hour; undefined where
 * what was typed is no time.
 */
export function timeOf(period: Period, own: Time, now: number): Time | undefined {
  if (period === 'own') {
    const [from, to] = [momentIn(own.from), momentIn(own.to)]
    return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
  }
  if (period === 'shift') {
    const to = (Math.floor(now / slot) + 1) * slot
    return { from: iso(to - 8 * hour), to: iso(to) }
  }
  const days = { today: 1, week: 7, month: 30 }[period]
  return { from: iso(midnight(now, 1 - days)), to: iso(midnight(now, 1)) }
}

const iso = (at: number): string => new Date(at).toISOString()

function midnight(now: number, daysOn: number): number {
  const day = new Date(now)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + daysOn).getTime()
}
