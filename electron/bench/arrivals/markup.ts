// The page's content as markup: counters, the map of paths, the latest devices.
import type { ArrivalsWords } from '../../../shared/text/en/arrivals'
import { type Html, html } from '../../intake/html'
import { timelineOf } from './timeline'
import { type Arrival, countOf, type Flow, flowsOf } from './view'

const shownStates = ['accepted', 'queued', 'sent', 'contacted', 'managed', 'conflict', 'released'] as const
const mostRows = 40

export const contentOf = (
  arrivals: readonly Arrival[],
  trouble: string | undefined,
  words: ArrivalsWords,
): Html => html`
<section class="counters">${counter(words.all, arrivals.length, 'all', words)}${shownStates.map((state) =>
  counter(words.state[state], countOf(arrivals, state), state, words),
)}</section>
${trouble === undefined ? undefined : html`<p class="trouble" role="status">${words.trouble(trouble)}</p>`}
<div class="charts"><section><h2>${words.map}</h2>${mapOf(flowsOf(arrivals), words)}</section>
<section><h2>${words.timeline}</h2>${arrivals.length === 0 ? html`<p>${words.nobody}</p>` : timelineOf(arrivals, words)}</section></div>
${arrivals.length === 0 ? undefined : html`<section><h2>${words.latest}</h2>${tableOf(arrivals, words)}</section>`}`

const counter = (label: string, count: number, kind: string, { number }: ArrivalsWords): Html =>
  html`<div class="counter ${count === 0 ? 'none' : kind}"><b>${number(count)}</b> ${label}</div>`

const columns = [
  { kind: 'source', x: 10, names: ['pos', 'factory', 'web', 'network', 'dtmf', 'client'] },
  { kind: 'way', x: 370, names: ['smartcard', 'factory', 'tls', 'sms', 'request'] },
  { kind: 'state', x: 730, names: shownStates },
] as const
const [width, height, step, top] = [170, 30, 44, 40]

type Place = { readonly x: number; readonly y: number }

const places: ReadonlyMap<string, Place> = new Map(
  columns.flatMap(({ kind, x, names }) => names.map((name, at) => [`${kind} ${name}`, { x, y: top + at * step }])),
)

function mapOf(flows: readonly Flow[], words: ArrivalsWords): Html {
  const most = Math.max(1, ...flows.map(({ count }) => count))
  return html`<svg viewBox="0 0 910 350" role="img" aria-label="${words.map}">
${columns.map(({ kind, x }) => html`<text class="head" x="${String(x)}" y="22">${words.heads[kind]}</text>`)}
${flows.map((flow) => lineOf(flow, most, words))}
${columns.flatMap(({ kind, names }) => names.map((name) => placeOf(`${kind} ${name}`, labelOf(kind, name, words), flows, words)))}
</svg>`
}

const labelOf = (kind: 'source' | 'way' | 'state', name: string, words: ArrivalsWords): string => {
  const labels: Readonly<Record<string, string>> = words[kind]
  return labels[name] ?? name
}

function lineOf({ from, to, count }: Flow, most: number, { number }: ArrivalsWords): Html {
  const [start, end] = [places.get(from), places.get(to)]
  if (!start || !end) return html``
  const [x1, y1, x2, y2] = [start.x + width, start.y + height / 2, end.x, end.y + height / 2]
  const curve = `M${x1} ${y1} C${x1 + 90} ${y1} ${x2 - 90} ${y2} ${x2} ${y2}`
  const wide = (2 + (10 * Math.log1p(count)) / Math.log1p(most)).toFixed(1)
  return html`<path class="${to}" d="${curve}" stroke-width="${wide}"><title>${number(count)}</title></path>`
}

function placeOf(name: string, label: string, flows: readonly Flow[], { number }: ArrivalsWords): Html {
  const { x, y } = places.get(name) ?? { x: 0, y: 0 }
  // A way is passed through: it counts where it is come to.
  const passing = flows.filter(({ from, to }) => to === name || (name.startsWith('source') && from === name))
  const count = passing.reduce((sum, flow) => sum + flow.count, 0)
  return html`<g class="${count > 0 ? name : 'idle'}"><rect x="${String(x)}" y="${String(y)}" width="${String(width)}" height="${String(height)}" rx="4"/>
<text x="${String(x + 10)}" y="${String(y + 20)}">${label}</text>
<text class="count" x="${String(x + width - 10)}" y="${String(y + 20)}">${count > 0 ? number(count) : ''}</text></g>`
}

const tableOf = (arrivals: readonly Arrival[], words: ArrivalsWords): Html => html`<table>
<thead><tr>${words.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${arrivals.slice(0, mostRows).map((one) => rowOf(one, words))}</tbody></table>`

function rowOf({ device, source, path, state, steps }: Arrival, words: ArrivalsWords): Html {
  const began = steps[0]?.at ?? 0
  const since = (at: number): string => words.seconds((at - began) / 1000)
  return html`<tr><td><code>${device}</code></td><td>${words.source[source]}</td><td>${words.way[path]}</td>
<td class="${state}">${words.state[state]}</td><td class="count">${new Date(began).toISOString().slice(11, 19)}</td>
<td class="steps">${steps
    .slice(1)
    .map(
      ({ state, at, cause }) =>
        html`<span class="step ${state}" title="${cause}">${words.state[state]} <small>${since(at)}</small></span>`,
    )}</td></tr>`
}
