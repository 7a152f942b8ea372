import { useCallback, useMemo } from 'react'
import Plotted from 'uplot'
import type { Readings } from '../../shared/readings'
import { text } from '../text'
import { Panel, Told } from './panel'
import { type Drawing, type Inks, Plot, quiet, still } from './plot'

const words = text.charts.takt
const { seconds, number } = text.charts

/** How long it is from one card to the next in the same reader. */
export function TaktChart({ readings: { takt, halfTaktMs, halfCardMs } }: { readonly readings: Readings }) {
  const data = useMemo(
    (): Plotted.AlignedData => [takt.map(({ from, to }) => (from + to) / 2), takt.map(({ count }) => count)],
    [takt],
  )
  const widthMs = (takt[0]?.to ?? 0) - (takt[0]?.from ?? 0)
  const draw = useCallback(
    (inks: Inks, font: string): Drawing => drawingOf(inks, font, widthMs, halfTaktMs),
    [widthMs, halfTaktMs],
  )
  const finding = halfTaktMs === undefined ? words.none : words.half(halfTaktMs, halfCardMs)
  return (
    <Panel name="takt" title={words.title} finding={finding}>
      {halfTaktMs !== undefined && <Plot label={finding} data={data} draw={draw} />}
      <Told
        name={words.title}
        columns={[words.columns.from, words.columns.to, words.columns.count]}
        rows={takt.map(({ from, to, count }) => [seconds(from), seconds(to), number(count)])}
      />
    </Panel>
  )
}

function drawingOf(inks: Inks, font: string, widthMs: number, halfMs: number | undefined): Drawing {
  const bars = Plotted.paths.bars?.({ size: [0.88, 64], radius: 0.12 })
  return {
    ...still,
    padding: [18, 28, 0, 28],
    scales: {
      x: { time: false, range: (_, from, to) => [from - widthMs / 2, to + widthMs / 2] },
      y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] },
    },
    series: [{}, { fill: inks['ink-2'], width: 0, points: { show: false }, ...(bars && { paths: bars }) }],
    axes: [
      {
        ...quiet(inks, font),
        space: 56,
        incrs: [1, 2, 4, 8].map((count) => count * widthMs),
        values: (_, splits) => splits.map(seconds),
      },
      { show: false },
    ],
    hooks: { draw: [(plot) => halfMs !== undefined && drawHalf(plot, inks, font, halfMs)] },
  }
}

/** Where one half ends and the other begins. */
function drawHalf(plot: Plotted, inks: Inks, font: string, halfMs: number): void {
  const { ctx, bbox } = plot
  const x = plot.valToPos(halfMs, 'x', true)
  ctx.save()
  ctx.strokeStyle = inks.ink
  ctx.fillStyle = inks.ink
  ctx.lineWidth = devicePixelRatio
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio])
  ctx.beginPath()
  ctx.moveTo(x, bbox.top - 12 * devicePixelRatio)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.font = font.replace(/^[\d.]+/, (size) => String(Number(size) * devicePixelRatio))
  const name = `${words.median} ${seconds(halfMs)}`
  ctx.textBaseline = 'alphabetic'
  const hasRoom = x + ctx.measureText(name).width < bbox.left + bbox.width - 6 * devicePixelRatio
  ctx.textAlign = hasRoom ? 'left' : 'right'
  ctx.fillText(name, x + (hasRoom ? 6 : -6) * devicePixelRatio, bbox.top - 2 * devicePixelRatio)
  ctx.restore()
}
