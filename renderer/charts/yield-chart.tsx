import { useCallback, useMemo } from 'react'
import type Plotted from 'uplot'
import type { Figures } from '../../shared/figures'
import type { Readings } from '../../shared/readings'
import { text } from '../text'
import { Panel, Told } from './panel'
import { type Drawing, type Inks, Plot, quiet, still } from './plot'

const words = text.charts.yield
const { percent, clock, day } = text.charts
const dayMs = 86_400_000

type YieldProps = { readonly figures: Figures; readonly readings: Readings }

/** The share of cards that were good at once, in time, and what it may be by chance alone. */
export function YieldChart({ figures: { slots, slotMs }, readings }: YieldProps) {
  const { tried, failed, chart, worse } = readings
  const said = slotMs >= dayMs ? day : clock
  const data = useMemo((): Plotted.AlignedData => {
    const good = (share: number) => 1 - share
    return [
      slots.map(({ at }) => Date.parse(at)),
      chart.points.map(({ share }) => good(share)),
      chart.points.map(({ lower }) => good(lower)),
      chart.points.map(() => good(chart.mean)),
      chart.points.map(({ upper }) => good(upper)),
    ]
  }, [slots, chart])
  const draw = useCallback(
    (inks: Inks, font: string): Drawing => drawingOf(inks, font, { slotMs, said, isWorse: isWorseIn(readings) }),
    [readings, slotMs, said],
  )
  const last = worse.at(-1)
  const good = tried === 0 ? 0 : 1 - failed / tried
  const finding =
    tried === 0
      ? words.none
      : last
        ? words.outside(good, tried, worse.length, said(last.at))
        : words.steady(good, tried)
  return (
    <Panel name="yield" title={words.title} finding={finding} isAlarm={last !== undefined}>
      {tried > 0 && <Plot label={finding} data={data} draw={draw} />}
      <Told
        name={words.title}
        columns={[words.columns.at, words.columns.good, words.columns.tried, words.columns.limit]}
        rows={slots.map(({ at, tried: cards }, index) => {
          const { share = 0, upper = 0 } = chart.points[index] ?? {}
          return [said(at), percent(1 - share), String(cards), percent(1 - upper)]
        })}
      />
    </Panel>
  )
}

const isWorseIn =
  ({ chart }: Readings) =>
  (at: number): boolean =>
    chart.points[at]?.is === 'worse'

type How = {
  readonly slotMs: number
  readonly said: (at: number) => string
  readonly isWorse: (at: number) => boolean
}

function drawingOf(inks: Inks, font: string, { slotMs, said, isWorse }: How): Drawing {
  const limit: Plotted.Series = { stroke: inks['line-strong'], width: 1, dash: [4, 4], points: { show: false } }
  return {
    ...still,
    padding: [10, 64, 0, 0],
    scales: {
      x: { time: false, range: (_, from, to) => [from - slotMs / 2, to + slotMs / 2] },
      y: { range: (plot) => [leastOf(plot.data), 1.002] },
    },
    series: [
      {},
      { stroke: inks['ink-2'], width: 2, points: { show: true, size: 7, fill: inks['ink-2'], stroke: inks['ink-2'] } },
      limit,
      { ...limit, dash: [] },
      limit,
    ],
    axes: [
      {
        ...quiet(inks, font),
        space: 84,
        incrs: [1, 2, 4, 8, 16].map((count) => count * slotMs),
        values: (_, splits) => splits.map(said),
      },
      {
        ...quiet(inks, font),
        size: 64,
        space: 44,
        values: (_, splits) => splits.map((share) => (share > 1 ? '' : percent(share))),
      },
    ],
    hooks: {
      draw: [
        (plot) => {
          nameLimits(plot, inks, font)
          markWorse(plot, inks, isWorse)
        },
      ],
    },
  }
}

/** As deep as a share or the usual limit goes; the limit of a stretch with few cards may leave below. */
function leastOf([, shares = [], , , limits = []]: Plotted.AlignedData): number {
  const numbers = (list: typeof shares) => [...list].filter((one) => typeof one === 'number').sort((a, b) => a - b)
  const usual = numbers(limits)[Math.floor(limits.length / 2)] ?? 1
  const least = Math.min(numbers(shares)[0] ?? 1, usual)
  return Math.max(0, Math.min(least - (1 - least) * 0.2, 0.98))
}

/** The three lines are named where they end; a name that would lie on another is left out. */
function nameLimits(plot: Plotted, inks: Inks, font: string): void {
  const ratio = devicePixelRatio
  const { ctx } = plot
  ctx.save()
  ctx.font = font.replace(/^[\d.]+/, (size) => String(Number(size) * ratio))
  ctx.fillStyle = inks['ink-3']
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  const taken: number[] = []
  for (const [series, name] of [
    [3, words.mean],
    [4, words.lower],
    [2, words.upper],
  ] as const) {
    const isSeen = (y: number) => y <= plot.bbox.top + plot.bbox.height
    const heights = (plot.data[series] ?? []).map((value) => plot.valToPos(value ?? 0, 'y', true))
    const y = heights.filter(isSeen).at(-1)
    if (y === undefined || taken.some((other) => Math.abs(other - y) < 15 * ratio)) continue
    taken.push(y)
    ctx.fillText(name, plot.bbox.left + plot.bbox.width + 8 * ratio, y)
  }
  ctx.restore()
}

/** An octagon, as everywhere that something is bad. */
function markWorse(plot: Plotted, inks: Inks, isWorse: (at: number) => boolean): void {
  const radius = 8 * devicePixelRatio
  const { ctx } = plot
  ctx.save()
  ctx.fillStyle = inks['fail-text']
  plot.data[0].forEach((at, index) => {
    const share = plot.data[1]?.[index]
    if (!isWorse(index) || typeof share !== 'number') return
    const [x, y] = [plot.valToPos(at, 'x', true), plot.valToPos(share, 'y', true)]
    ctx.beginPath()
    for (let corner = 0; corner < 8; corner++) {
      const angle = Math.PI / 8 + (corner * Math.PI) / 4
      ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    }
    ctx.fill()
  })
  ctx.restore()
}
