// What a shift was, on paper: figures, reasons, and whether every piece of its batches is accounted for.
import { type Batch, isExact } from '../../shared/batch'
import type { Figures, FiguresQuery } from '../../shared/figures'
import type { Readings } from '../../shared/readings'
import type { Text } from '../../shared/text/text'
import { type Html, html } from '../intake/html'
import type { Paper } from './print'

export type Shift = {
  readonly query: FiguresQuery
  readonly figures: Figures
  readonly readings: Readings
  readonly batches: readonly Batch[]
}

export function shiftReport({ query, figures, readings, batches }: Shift, text: Text): Paper {
  const { charts, report: words } = text
  const title = words.title(
    `${charts.day(query.from)} ${charts.clock(query.from)}`,
    `${charts.day(query.to)} ${charts.clock(query.to)}`,
  )
  const worked = batches.filter((batch) => isOf(batch, query))
  return {
    title,
    language: text.language,
    direction: text.direction,
    style,
    body: html`<main><h1>${title}</h1>
${query.batch === undefined ? undefined : html`<p>${words.ofBatch(query.batch)}</p>`}
${[query.reader, query.template].flatMap((only) => (only === undefined ? [] : [html`<p><bdi>${only}</bdi></p>`]))}
<h2>${words.outcomes}</h2>${outcomesOf(figures, text)}
<h2>${words.batches}</h2>${batchesOf(worked, text)}
<h2>${charts.yield.title}</h2><p>${yieldOf(figures, readings, text)}</p>
<h2>${charts.causes.title}</h2>${causesOf(readings, text)}
<h2>${charts.compared.title}</h2>${comparedOf(figures, readings, text)}
<h2>${charts.takt.title}</h2><p>${readings.halfTaktMs === undefined ? charts.takt.none : charts.takt.half(readings.halfTaktMs, readings.halfCardMs)}</p>
<h2>${charts.owed.title}</h2><p>${figures.owed.oldestMs === undefined ? charts.owed.none : charts.owed.oldest(figures.owed.count, figures.owed.oldestMs)}</p></main>`,
  }
}

/** A batch that was open at some time of the shift. */
const isOf = ({ order, createdAt, closedAt }: Batch, { from, to, batch }: FiguresQuery): boolean =>
  batch === undefined ? createdAt < to && (closedAt === undefined || closedAt >= from) : order.batch === batch

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): Html =>
  html`<table><thead><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td><bdi>${cell}</bdi></td>`)}</tr>`,
  )}</tbody></table>`

function outcomesOf({ outcomes }: Figures, { outcome, charts, report }: Text): Html {
  const { other, ...named } = outcomes
  return table(
    [outcome.PASS, outcome.OWED, outcome.FAIL, outcome.ERROR, report.other],
    [[named.PASS, named.OWED, named.FAIL, named.ERROR, other].map(charts.number)],
  )
}

function yieldOf(_: Figures, { tried, failed, worse }: Readings, { charts }: Text): string {
  const last = worse.at(-1)
  const good = tried === 0 ? 0 : 1 - failed / tried
  if (tried === 0) return charts.yield.none
  return last
    ? charts.yield.outside(good, tried, worse.length, charts.clock(last.at))
    : charts.yield.steady(good, tried)
}

function causesOf({ causes }: Readings, { charts: { causes: words, number, percent } }: Text): Html {
  if (causes.length === 0) return html`<p>${words.none}</p>`
  return table(
    [words.columns.cause, words.columns.count, words.columns.upToHere],
    causes.map(({ name, count, upToHere }) => [
      name === 'other' ? words.other : words.named(name),
      number(count),
      percent(upToHere),
    ]),
  )
}

function comparedOf(
  { groups }: Figures,
  { suspect }: Readings,
  { charts: { compared: words, number, percent } }: Text,
): Html {
  if (groups.length === 0) return html`<p>${words.none}</p>`
  const share = ({ failed, tried }: { readonly failed: number; readonly tried: number }) => failed / tried
  const said = suspect
    ? words.suspect[suspect.by](suspect.name, share(suspect), share(suspect.others), suspect.p)
    : words.even
  return html`<p>${said}</p>${table(
    [words.columns.name, words.columns.tried, words.columns.failed, words.columns.share],
    groups.map((group) => [
      `${words.by[group.by]} ${group.by === 'lot' ? words.lot(group.name) : group.name || words.noTemplate}`,
      number(group.tried),
      number(group.failed),
      percent(share(group)),
    ]),
  )}`
}

function batchesOf(batches: readonly Batch[], { charts: { number }, report: words }: Text): Html {
  if (batches.length === 0) return html`<p>${words.noBatches}</p>`
  const { columns } = words
  return table(
    [columns.batch, columns.issued, columns.good, columns.rejects, columns.unused, columns.open, columns.exact],
    batches.map(({ order, counts }) => [
      order.batch,
      ...[counts.issued, counts.good, counts.rejects, counts.unused, counts.working + counts.waiting].map(number),
      isExact(counts) ? words.exact : words.notExact,
    ]),
  )
}

const style = `
@page { size: A4; margin: 16mm }
* { margin: 0; padding: 0; box-sizing: border-box }
body { font: 10pt/1.35 "Geist", sans-serif; color: #17181a }
main { display: grid; gap: 1.5mm; max-width: 178mm }
h1 { font-size: 18pt; font-weight: 620; line-height: 1.15; margin-bottom: 2mm }
[dir="ltr"] h1 { letter-spacing: -0.02em }
h2 { font-size: 10pt; font-weight: 620; margin-top: 3mm; break-after: avoid }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { text-align: start; padding-block: 0.7mm; padding-inline-end: 4mm; border-bottom: 0.2mm solid #bbb }
th:not(:first-child), td:not(:first-child) { text-align: right }
th:last-child, td:last-child { padding-inline-end: 0 }
th { font-size: 8pt; font-weight: 420; color: #55575b }
tr { break-inside: avoid }
`
