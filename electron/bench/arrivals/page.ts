// The frame of the page; what is in it comes over the stream of events.
import type { ArrivalsWords } from '../../../shared/text/en/arrivals'
import { intakePages } from '../../../shared/text/intake-pages'
import { type Html, html } from '../../intake/html'

export const pageOf = (content: Html, words: ArrivalsWords): Html => html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}"><head><meta charset="utf-8"><title>${words.title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
<body><header><h1>${words.title}</h1><p>${words.what}</p>
<nav aria-label="${words.languages}">${intakePages.map(({ language, name }) => languageOf(language, name, words))}</nav></header>
<main id="live">${content}</main><script src="/live.js"></script></body></html>`

const languageOf = (language: string, name: string, words: ArrivalsWords): Html =>
  language === words.language
    ? html`<b lang="${language}">${name}</b>`
    : html`<a href="/?lang=${language}" lang="${language}">${name}</a>`

/** What is told was made here and escaped. */
export const script = `new EventSource('/events' + location.search).onmessage = ({ data }) => {
  document.getElementById('live').innerHTML = JSON.parse(data)
}
`

/** The same colours as the window's; it has no place here to take them from. */
export const style = `:root { color-scheme: light dark;
  --canvas: light-dark(#e8e8e5, #101112); --raised: light-dark(#ffffff, #212326); --line: light-dark(#d2d2cd, #2e3034);
  --ink: light-dark(#17181a, #f3f3f0); --ink-2: light-dark(#46484b, #bdbfc2); --ink-3: light-dark(#5d5f64, #94979c);
  --act: light-dark(#1f4ed0, #8db0ff); --pass: #3dbeaa; --pass-text: light-dark(#0a6457, #57d3bf);
  --fail-text: light-dark(#a1240d, #ff9b82) }
body { font: 15px/1.45 "Geist Variable", system-ui, sans-serif; color: var(--ink); background: var(--canvas); margin: 0 auto; max-width: 1400px; padding: 20px 28px 40px }
h1 { font-size: 26px; letter-spacing: -.02em; margin: 0 } h2 { font-size: 17px; margin: 0 0 10px } header { display: grid; grid-template-columns: 1fr auto } header p { grid-row: 2; color: var(--ink-2); margin: 2px 0 16px }
nav { display: flex; gap: 14px; grid-column: 2; grid-row: 1; align-items: center } nav a { color: var(--act) }
.counters { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 10px; margin-bottom: 14px }
.counter, main section:not(.counters) { background: var(--raised); border-radius: 10px; padding: 14px 18px }
.counter { color: var(--ink-2); padding: 10px 14px; white-space: nowrap }
.counter b { display: block; color: var(--ink); font-size: 28px; line-height: 1.15; font-variant-numeric: tabular-nums }
.counter.none, .counter.none b { color: var(--ink-3); font-weight: 420 } .counter.managed b, td.managed { color: var(--pass-text) }
.counter.conflict b, td.conflict, td.rejected, .trouble { color: var(--fail-text) }
.charts { display: grid; grid-template-columns: 3fr 2fr; gap: 14px; margin-bottom: 14px }
@media (max-width: 1199px) { .charts { grid-template-columns: 1fr } .timeline { max-height: 340px } }
svg { width: 100%; height: auto; direction: ltr } code { direction: ltr; unicode-bidi: isolate } svg text { fill: currentColor; font-size: 13px } svg .head { font-weight: 600 }
svg rect { fill: none; stroke: var(--line) } svg .idle text { fill: var(--ink-3) }
svg .count { text-anchor: end; font-weight: 600; font-variant-numeric: tabular-nums } svg .end { text-anchor: end }
svg path { fill: none; stroke: var(--ink-3); opacity: .5 } svg path.managed { stroke: var(--pass); opacity: .8 }
svg g:not(.idle) rect { stroke: var(--ink-3) } svg g.managed rect { stroke: var(--pass-text); stroke-width: 2 }
.timeline path { opacity: 1; stroke-width: 2 } .timeline path.ground { stroke: var(--line) } .timeline path.registered { stroke: var(--act) }
.timeline path.managed { opacity: 1 } .timeline path.area { fill: var(--pass); stroke: none; opacity: .18 }
.timeline .sum { font-size: 17px; font-weight: 600 } .timeline text.registered { fill: var(--act) } .timeline text.managed { fill: var(--pass-text) }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; padding: 6px 0; padding-inline-end: 14px; border-bottom: 1px solid var(--line); white-space: nowrap }
tr:last-child td { border-bottom: 0 } th { color: var(--ink-2); font-size: 13px; font-weight: 520 } td.count { font-variant-numeric: tabular-nums }
.steps { width: 99% } .step { display: inline-block; border: 1px solid var(--line); border-radius: 99px; padding: 0 9px; margin-inline-end: 4px; font-size: 13px }
.step small { color: var(--ink-3); font-size: 12px; font-variant-numeric: tabular-nums } .step.managed { border-color: var(--pass-text) } .step.conflict, .step.rejected { border-color: var(--fail-text) }
`
