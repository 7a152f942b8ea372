// The frame of the page; what is in it comes over the stream of events.
import { arrivals as words } from '../../../shared/text/en/arrivals'
import { type Html, html } from '../../intake/html'

export const pageOf = (content: Html): Html => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${words.title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
<body><header><h1>${words.title}</h1><p>${words.what}</p></header>
<main id="live">${content}</main><script src="/live.js"></script></body></html>`

/** What is told was made here and escaped. */
export const script = `new EventSource('/events').onmessage = ({ data }) => {
  document.getElementById('live').innerHTML = JSON.parse(data)
}
`

export const style = `:root { color-scheme: light dark; --line: #8884; --ink: #1b6ec2; --good: #1a7f37; --bad: #b42318 }
@media (prefers-color-scheme: dark) { :root { --ink: #7ab7f5; --good: #56d364; --bad: #ff8a80 } }
body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 1100px; padding: 16px 24px }
h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px; margin: 24px 0 8px } header p { margin: 4px 0 16px }
.counters { display: flex; flex-wrap: wrap; gap: 8px }
.counter { border: 1px solid var(--line); border-radius: 6px; padding: 6px 14px; min-width: 72px }
.counter b { display: block; font-size: 24px; font-variant-numeric: tabular-nums }
.counter.managed b, td.managed { color: var(--good) } .trouble { color: var(--bad) }
svg { width: 100%; height: auto } svg rect { fill: none; stroke: var(--line) } svg .idle { opacity: .45 }
svg text { fill: currentColor; font-size: 13px } svg .head { font-weight: 600 } svg .count { text-anchor: end; font-weight: 600 }
svg path { fill: none; stroke: var(--ink); opacity: .5 } svg g:not(.idle) rect { stroke: var(--ink) } svg g.managed rect { stroke: var(--good); stroke-width: 2 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line) }
th { font-weight: 600 } td code { white-space: nowrap } .count { font-variant-numeric: tabular-nums }
.step { display: inline-block; border: 1px solid var(--line); border-radius: 9px; padding: 0 8px; margin: 0 4px 2px 0; font-size: 12px }
.step small { opacity: .7 } .step.managed { border-color: var(--good) } .step.conflict, .step.rejected { border-color: var(--bad) }
`
