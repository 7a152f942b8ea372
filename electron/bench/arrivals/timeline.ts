// How many had been registered, and how many were managed, over time: from the steps of their registrations.
import type { ArrivalsWords } from '../../../shared/text/en/arrivals'
import { type Html, html } from '../../intake/html'
import type { Arrival } from './view'

/** Of what is longer ago only the sum is seen. */
const mostMs = 15 * 60_000
const leastMs = 5000
const [width, height, left, right, top, bottom] = [620, 350, 10, 92, 40, 310] as const
const slots = 150

export type Curves = {
  readonly fromMs: number
  readonly toMs: number
  /** So many at the end of each slot of the time between. */
  readonly registered: readonly number[]
  readonly managed: readonly number[]
}

export function curvesOf(arrivals: readonly Arrival[]): Curves {
  const timesOf = (isIt: (arrival: Arrival) => number | undefined) => arrivals.flatMap((one) => isIt(one) ?? [])
  const registered = timesOf(({ steps }) => steps[0]?.at)
  const managed = timesOf(({ steps }) => steps.find(({ state }) => state === 'managed')?.at)
  const times = [...registered, ...managed]
  const toMs = times.reduce((latest, at) => Math.max(latest, at), 0)
  const first = times.reduce((earliest, at) => Math.min(earliest, at), toMs)
  const fromMs = Math.max(Math.min(first, toMs - leastMs), toMs - mostMs)
  const curve = (of: readonly number[]) => summed(of.map((at) => (at - fromMs) / (toMs - fromMs)))
  return { fromMs, toMs, registered: curve(registered), managed: curve(managed) }
}

/** From parts of the whole time, each of 0 to 1, to how many there were by each slot. */
function summed(parts: readonly number[]): readonly number[] {
  const counts = Array.from({ length: slots + 1 }, () => 0)
  for (const part of parts) {
    const slot = Math.max(0, Math.ceil(part * slots))
    counts[slot] = (counts[slot] ?? 0) + 1
  }
  let sum = 0
  return counts.map((count) => {
    sum += count
    return sum
  })
}

export function timelineOf(arrivals: readonly Arrival[], words: ArrivalsWords): Html {
  const { number } = words
  const curves = curvesOf(arrivals)
  const most = Math.max(1, curves.registered.at(-1) ?? 0)
  const y = (count: number): number => bottom - ((bottom - top) * count) / most
  const x = (slot: number): number => left + ((width - right - left) * slot) / slots
  const line = (counts: readonly number[]): string =>
    counts.map((count, slot) => `${slot === 0 ? 'M' : 'L'}${x(slot).toFixed(1)} ${y(count).toFixed(1)}`).join('')
  const [registered, managed] = [curves.registered.at(-1) ?? 0, curves.managed.at(-1) ?? 0]
  const label = (kind: string, text: string, count: number, at: number): Html =>
    html`<text class="${kind}" x="${String(width - right + 8)}" y="${String(at)}"><tspan class="sum">${number(count)}</tspan><tspan x="${String(width - right + 8)}" dy="15">${text}</tspan></text>`
  const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19)
  const isApart = y(managed) - y(registered) > 34
  return html`<svg class="timeline" viewBox="0 0 ${String(width)} ${String(height)}" preserveAspectRatio="xMinYMid" role="img" aria-label="${words.curves(number(registered), number(managed))}">
<path class="ground" d="M${String(left)} ${String(bottom)}H${String(width - right)}"/>
<path class="area" d="${line(curves.managed)}L${String(width - right)} ${String(bottom)}L${String(left)} ${String(bottom)}Z"/>
<path class="managed" d="${line(curves.managed)}"/><path class="registered" d="${line(curves.registered)}"/>
${label('registered', words.registered, registered, y(registered) - (isApart ? 0 : 8))}
${label('managed', words.state.managed, managed, isApart ? y(managed) : y(registered) + 30)}
<text x="${String(left)}" y="${String(bottom + 22)}">${words.utc(clock(curves.fromMs))}</text>
<text class="end" x="${String(width - right)}" y="${String(bottom + 22)}">${clock(curves.toMs)}</text>
</svg>`
}
