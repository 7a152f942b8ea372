import { useEffect, useRef, useState } from 'react'
import Plotted from 'uplot'
import 'uplot/dist/uPlot.min.css'

/** The inks of the page, as a canvas takes them. */
export type Inks = Readonly<Record<'ink' | 'ink-2' | 'ink-3' | 'line-strong' | 'fail-text', string>>
export type Drawing = Omit<Plotted.Options, 'width' | 'height'>
type PlotProps = {
  /** What is to be seen, in words. */
  readonly label: string
  readonly data: Plotted.AlignedData
  readonly draw: (inks: Inks, font: string) => Drawing
}

/** A drawing that fills its place, in the inks of the day or the night. It is never mirrored. */
export function Plot({ label, data, draw }: PlotProps) {
  const place = useRef<HTMLDivElement>(null)
  const look = useLook()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is other inks
  useEffect(() => {
    const at = place.current
    if (at === null) return
    const { clientWidth: width, clientHeight: height } = at
    const plot = new Plotted({ ...draw(inksOf(at), fontOf(at)), width, height }, data, at)
    const resized = new ResizeObserver(() => plot.setSize({ width: at.clientWidth, height: at.clientHeight }))
    resized.observe(at)
    return () => {
      resized.disconnect()
      plot.destroy()
    }
  }, [data, draw, look])
  return <div ref={place} className="plot" role="img" aria-label={label} dir="ltr" />
}

/** Changes with the theme. */
function useLook(): number {
  const [look, setLook] = useState(0)
  useEffect(() => {
    const changed = () => setLook((count) => count + 1)
    const night = matchMedia('(prefers-color-scheme: dark)')
    night.addEventListener('change', changed)
    const chosen = new MutationObserver(changed)
    chosen.observe(document.documentElement, { attributes: true })
    return () => {
      night.removeEventListener('change', changed)
      chosen.disconnect()
    }
  }, [])
  return look
}

function inksOf(at: HTMLElement): Inks {
  const probe = document.createElement('span')
  at.append(probe)
  const inkOf = (name: keyof Inks): string => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const inks = {
    ink: inkOf('ink'),
    'ink-2': inkOf('ink-2'),
    'ink-3': inkOf('ink-3'),
    'line-strong': inkOf('line-strong'),
    'fail-text': inkOf('fail-text'),
  }
  probe.remove()
  return inks
}

function fontOf(at: HTMLElement): string {
  const { fontSize, fontFamily } = getComputedStyle(at)
  return `${fontSize} ${fontFamily}`
}

/** What is common to all drawings: no legend, no cursor, nothing to drag. */
export const still: Pick<Plotted.Options, 'legend' | 'cursor'> = {
  legend: { show: false },
  cursor: { show: false },
}

/** An axis without lines of its own, as high as its words. */
export const quiet = (inks: Inks, font: string): Plotted.Axis => ({
  stroke: inks['ink-3'],
  font,
  grid: { show: false },
  ticks: { show: false },
  size: 30,
  gap: 6,
})
