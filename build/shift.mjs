// `npm run shift -- --cards 400 --readers 8 --seed S --json`: a shift in the real window on a bench. Hands put cards in and
// take them out by what the screen says; some cards are bad, the DM Server is away for a third of it, the readers once, and
// the program is killed twice. Then screens, records, export and report are held against what is on the cards and at the
// DM Server. The last line is the reckoning; it ends with 1 unless it is exact and no green was wrong.
import { parseArgs } from 'node:util'
import { withBench } from '../test/shift/bench.mjs'
import { playShift } from '../test/shift/play.mjs'
import { openTerminal } from '../test/shift/terminal.mjs'
import { openWindow } from '../test/shift/window.mjs'
import { withDisplay } from './display.mjs'
import { say } from './say.mjs'

const { values } = parseArgs({
  options: {
    cards: { type: 'string', default: '400' },
    readers: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean' },
    /** The same shift on `batch run`. */
    terminal: { type: 'boolean' },
    /** Each device gets a factory file beside its card. */
    files: { type: 'boolean' },
  },
})
const asked = {
  cards: Number(values.cards),
  readers: Number(values.readers),
  seed: Number(values.seed),
  carrier: values.files ? 'card-and-file' : 'card',
}
const played = (display, open) =>
  withBench(asked.readers, (bench) => playShift({ ...asked, bench, display, open, say }))
const began = performance.now()
const { cards } = asked
const { reckoning, wrong } = await (values.terminal
  ? played(undefined, openTerminal)
  : withDisplay((display) => played(display, openWindow))
).catch((error) => ({ reckoning: { cards, reconciled: false }, wrong: [`not played to its end: ${error.stack}`] }))
for (const line of wrong) say(`WRONG: ${line}`)
say(`played in ${Math.round((performance.now() - began) / 1000)} s`)
process.stdout.write(`${JSON.stringify(reckoning)}\n`)
process.exit(reckoning.reconciled && reckoning.wrongGreen === 0 && wrong.length === 0 ? 0 : 1)
