import { join } from 'node:path'
import { textOf } from '../../shared/text/languages'
import { handOut } from '../paper/hand-out'
import { receiptPaper } from '../paper/receipt-paper'
import type { Station } from '../station-parts'
import { os } from './os'

export const receiptHandlers = (station: Station) => ({
  get: os.receipt.get.handler(({ input }) => station.receipts.of(input.job).receipt),
  print: os.receipt.print.handler(({ input }) => {
    const parts = { ...station.receipts.of(input.job), shop: station.settings.choices.get().name || undefined }
    const path = join(station.receiptsFolder, `R-${parts.receipt.number}.pdf`)
    return handOut(receiptPaper(parts, textOf(input.language)), path, station.printer())
  }),
})
