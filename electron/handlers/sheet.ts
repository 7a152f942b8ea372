import { join } from 'node:path'
import { textOf } from '../../shared/text/languages'
import { commandPaper } from '../paper/command-paper'
import { handOut, savePaper } from '../paper/hand-out'
import type { Station } from '../station-parts'
import { os } from './os'

export const sheetHandlers = (station: Station) => {
  const out = async (hand: typeof handOut, asked: string) => {
    const text = textOf(asked)
    const path = join(station.reportsFolder, `commands-${text.language}.pdf`)
    return hand(await commandPaper(text), path, station.printer())
  }
  return {
    print: os.sheet.print.handler(({ input }) => out(handOut, input.language)),
    save: os.sheet.save.handler(({ input }) => out(savePaper, input.language)),
  }
}
