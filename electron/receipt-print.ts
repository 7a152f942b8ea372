import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failed } from '../shared/failure'
import type { Text } from '../shared/text/text'
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
  keep(to.folder, path, await to.printer.pdf(paper))
  return { state: 'saved', path }
}

function keep(folder: string, path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(path, bytes, { mode: 0o600 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be written (${code})` })
  }
}
