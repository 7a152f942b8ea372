import type { HandedOut } from '../../shared/handed-out'
import { keepPaper } from './keep-paper'
import type { Paper, Printer } from './print'

/** To the printer, or as PDF to this path where there is none. Fails with `print.failed` and `disk.failed`. */
export async function handOut(paper: Paper, path: string, printer: Printer): Promise<HandedOut> {
  const name = await printer.print(paper)
  return name === undefined ? savePaper(paper, path, printer) : { state: 'printed', printer: name }
}

/** As PDF to this path. Fails with `disk.failed`. */
export async function savePaper(paper: Paper, path: string, printer: Printer): Promise<HandedOut> {
  return { state: 'saved', path: keepPaper(path, await printer.pdf(paper)) }
}
