import { textOf } from '../../shared/text/languages'
import { handOut } from '../paper/receipt-print'
import type { Station } from '../station'
import { os } from './os'

export const receiptHandlers = (station: Station) => ({
  get: os.receipt.get.handler(({ input }) => station.receipts.of(input.job).receipt),
  print: os.receipt.print.handler(({ input }) =>
    handOut(
      { ...station.receipts.of(input.job), shop: station.settings.choices.get().name || undefined },
      textOf(input.language),
      {
        printer: station.printer(),
        folder: station.receiptsFolder,
      },
    ),
  ),
})
