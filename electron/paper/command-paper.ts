// The commands of a scanner on paper, to be laid beside the readers.
import { sheetCommands } from '../../shared/command-sheet'
import { barcodeOf } from '../../shared/identity/command'
import type { Text } from '../../shared/text/text'
import { html } from '../intake/html'
import type { Paper } from './print'

export async function commandPaper(text: Text): Promise<Paper> {
  // Large, and needed for nothing else.
  const { toSVG } = await import('bwip-js/generic')
  const items = sheetCommands.map((command) => {
    const code = barcodeOf(command)
    const bars = { markup: toSVG({ bcid: 'code128', text: code, scale: 2, height: 10 }) }
    return html`<li><b>${text.scan.command(command)}</b>${bars}<small dir="ltr">${code}</small></li>`
  })
  return {
    title: text.scan.setUp.sheet,
    language: text.language,
    direction: text.direction,
    style,
    body: html`<main><h1>${text.scan.setUp.sheet}</h1><ul>${items}</ul></main>`,
  }
}

// The narrowest bar is a quarter of a millimetre or more, which a laser printer makes and old scanners see.
const style = `
@page { size: A4; margin: 12mm }
* { margin: 0; padding: 0; box-sizing: border-box }
body { font: 10.5pt/1.3 "Geist", sans-serif; color: #17181a }
h1 { font-size: 16pt; font-weight: 620; letter-spacing: -0.02em; margin-block-end: 4mm }
ul { list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 6.5mm 6mm }
li { display: grid; justify-items: center; gap: 1mm; break-inside: avoid }
svg { block-size: 11mm; fill: #000; shape-rendering: crispEdges }
small { font-size: 8pt; color: #55575b }
`
