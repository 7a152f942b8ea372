import { en } from '../../shared/text/en'
import { handOut } from '../receipt-print'
import type { Station } from '../station'
import { os } from './os'

export const receiptHandlers = (station: Station) => ({
  get: os.receipt.get.handler(({ input }) => station.receipts.of(input.job).receipt),
  print: os.receipt.print.handler(({ input }) =>
    handOut({ ...station.receipts.of(input.job), shop: undefined }, en, {
      printer: station.printer(),
      folder: station.receiptsFolder,
    }),
  ),
})
