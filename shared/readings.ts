// What figures come to: the same for the charts of the window and for a report.
import type { FailureCode } from './failure'
import type { Figures } from './figures'
import { type Bar, histogram, quantile } from './statistics/histogram'
import { type PChart, pChart } from './statistics/p-chart'
import { type ParetoLine, pareto } from './statistics/pareto'
import { type Suspect, suspectIn } from './statistics/suspect'

export type Readings = {
  readonly tried: number
  readonly failed: number
  readonly chart: PChart
  /** When it began to be worse than chance allows, and the share that was good then. */
  readonly worse: readonly { readonly at: string; readonly good: number }[]
  readonly causes: readonly ParetoLine<FailureCode>[]
  readonly suspect: Suspect | undefined
  readonly takt: readonly Bar[]
  readonly halfTaktMs: number | undefined
  readonly halfCardMs: number | undefined
  readonly ages: readonly { readonly upToMs: number; readonly count: number }[]
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const widths = [100, 200, 500, second, 2 * second, 5 * second, 10 * second, 30 * second, minute, 2 * minute]
const ages = [minute, 10 * minute, hour, 24 * hour, Number.POSITIVE_INFINITY]
const mostBars = 14
const mostCauses = 5

export function readingsOf({ slots, causes, groups, taktMs, cardMs, owed }: Figures): Readings {
  const chart = pChart(slots)
  const isWorse = (at: number) => chart.points[at]?.is === 'worse'
  return {
    tried: slots.reduce((sum, { tried }) => sum + tried, 0),
    failed: slots.reduce((sum, { failed }) => sum + failed, 0),
    chart,
    worse: slots.filter((_, at) => isWorse(at)).map(({ at, tried, failed }) => ({ at, good: 1 - failed / tried })),
    causes: pareto(causes, mostCauses),
    suspect: suspectIn(groups),
    takt: histogram(taktMs, widths, mostBars),
    halfTaktMs: quantile(taktMs, 0.5),
    halfCardMs: quantile(cardMs, 0.5),
    ages: ages.map((upToMs, at) => ({
      upToMs,
      count: owed.ages
        .filter(({ value }) => value < upToMs && value >= (ages[at - 1] ?? 0))
        .reduce((sum, { count }) => sum + count, 0),
    })),
  }
}
