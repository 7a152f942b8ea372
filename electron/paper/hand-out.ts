import type { HandedOut } from '../../shared/handed-out'
import { writeWhole } from '../whole-file'
import type { Paper, Printer } from './print'

/** To the printer, or as PDF to this path where there is none. Fails with `print.failed` and `disk.failed`. */
export async function handOut(paper: Paper, path: string, printer: Printer): Promise<HandedOut> {
  const name = await printer.print(paper)
  return name === undefined ? savePaper(paper, path, printer) : { state: 'printed', printer: name }
}

/** As PDF to this path. Fails with `disk.failed`. */
export async function savePaper(paper: Paper, path: string, printer: Printer): Promise<HandedOut> {
  writeWhole(path, await printer.pdf(paper))
  return { state: 'saved', path }
}
