import { join } from 'node:path'
import type { Text } from '../../shared/text/text'
import { keepPaper } from './keep-paper'
import type { Printer } from './print'
import { type ReceiptParts, receiptPaper } from './receipt-paper'

export type HandedOut =
  | { readonly state: 'printed'; readonly printer: string }
  | { readonly state: 'saved'; readonly path: string }

/** To the printer, or into the folder as PDF where there is none. Fails with `print.failed` and `disk.failed`. */
export async function handOut(
  parts: ReceiptParts,
  text: Text,
  to: { readonly printer: Printer; readonly folder: string },
): Promise<HandedOut> {
  const paper = receiptPaper(parts, text)
  const printer = await to.printer.print(paper)
  if (printer !== undefined) return { state: 'printed', printer }
  const path = join(to.folder, `R-${parts.receipt.number}.pdf`)
  return { state: 'saved', path: keepPaper(path, await to.printer.pdf(paper)) }
}
