import { codesIn } from '../../shared/identity/label'
import { readScan } from '../../shared/identity/scan'
import { en } from '../../shared/text/en'
import { wordsOfScan } from '../../shared/text/scan-words'
import { type Command, exit, usage } from './command'

export const scanRead: Command = {
  name: 'scan read',
  does: 'what a scan means, and every code of its label',
  usage: 'TEXT',
  more: ['Separators of GS1 are GS (0x1D) or <GS>. A scan that would not be taken is exit code 1.'],
  options: {},
  positionals: true,
  run: async ({ positionals: [scanned, ...more] }, io) => {
    if (scanned === undefined || more.length > 0) throw usage('scan read takes one TEXT; put it in quotes')
    const scan = readScan(scanned)
    const words = wordsOfScan(scan)
    io.out({ ...scan, codes: codesIn(scanned) })
    if (scan.kind === 'device') io.answer(en.identity.device(scan.device))
    else if (scan.kind === 'command') io.answer(en.scan.command(scan.command))
    else io.answer(`${words?.what} ${words?.below}`)
    return scan.kind === 'device' || scan.kind === 'command' ? exit.pass : exit.fail
  },
}
