// The receipt as a customer takes it home. What is not proven is not on it.
import { identityOf } from '../../shared/identity/device'
import type { JobRecord } from '../../shared/job'
import type { Receipt } from '../../shared/receipt'
import type { Text } from '../../shared/text/text'
import { type Html, html } from '../intake/html'
import type { Paper } from './print'

export type ReceiptParts = {
  readonly record: JobRecord
  readonly receipt: Receipt
  /** The station's name, as the shop gave it. */
  readonly shop: string | undefined
}

export function receiptPaper({ record, receipt, shop }: ReceiptParts, text: Text): Paper {
  const words = text.receipt
  const { verdict, number, at, server, qr } = receipt
  const rows: readonly Row[] = [
    [words.device, record.device && deviceEnd(record.device, text)],
    [
      words.card,
      record.kind !== 'register' && record.iccid ? words.cardEnds(text.identity.end(record.iccid)) : undefined,
    ],
    [words.server, server],
    [words.shop, shop],
    [words.when, words.time(at)],
    [words.number, words.numbered(number)],
  ]
  return {
    title: `${words.title[verdict]} ${words.numbered(number)}`,
    language: text.language,
    direction: text.direction,
    style,
    body: html`<main>
${record.bench ? html`<p class="training">${words.training}</p>` : undefined}
<h1>${words.title[verdict]}</h1>
<dl>${rows.map(rowOf)}</dl>
<ul>${factsOf(record).map((fact) => html`<li class="${fact}">${words.facts[fact]}</li>`)}</ul>
<svg viewBox="0 0 ${String(qr.size)} ${String(qr.size)}" role="img" aria-label="${words.check}"><path d="${qr.path}"/></svg>
<p class="check">${words.check}</p>
</main>`,
  }
}

type Row = readonly [name: string, value: string | undefined]
type Fact = keyof Text['receipt']['facts']

const rowOf = ([name, value]: Row): Html =>
  value === undefined ? html`` : html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`

/** The type of its identity, and the end of it. */
export function deviceEnd(device: NonNullable<JobRecord['device']>, text: Text): string {
  const { type, value } = identityOf(device)
  return text.receipt.deviceEnds(type.toUpperCase(), text.identity.end(value))
}

export function factsOf({ phases, registration }: JobRecord): readonly Fact[] {
  const isDone = (wanted: string): boolean => phases.some(({ name, outcome }) => name === wanted && outcome === 'done')
  return [
    ...(isDone('verify') ? (['written'] as const) : []),
    ...(isDone('rehearse') ? (['rehearsed'] as const) : []),
    registration.state === 'pending' || registration.state === 'none' ? 'waiting' : 'registered',
  ]
}

// A6: on the paper of an office it is a quarter, and a printer of receipts scales it.
const style = `
@page { size: 105mm 148mm; margin: 7mm }
* { margin: 0; padding: 0; box-sizing: border-box }
body { font: 10pt/1.35 "Geist", sans-serif; color: #17181a }
main { display: flex; flex-direction: column; gap: 3mm; height: 133mm }
h1 { font-size: 16pt; font-weight: 620; letter-spacing: -0.02em; line-height: 1.1 }
.training { border: 0.4mm solid; padding: 1.2mm 2mm; font-weight: 620 }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 2mm 5mm; border-block: 0.25mm dashed #777; padding-block: 3mm }
dt { font-size: 8pt; color: #55575b }
dd { font-weight: 520; overflow-wrap: anywhere }
ul { list-style: none; display: grid; gap: 0.6mm }
li { display: flex; gap: 2mm }
li::before { content: "✓"; font-weight: 700 }
li.waiting::before { content: "…" }
svg { flex: 1; min-height: 0; max-height: 52mm; align-self: center; fill: #000 }
.check { font-size: 8pt; color: #55575b; text-align: center }
`
