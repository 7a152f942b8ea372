import { handOut } from '../receipt/printing'
import { station } from '../station/client'
import { text } from '../text'

const { language } = text

/** The sheet of commands, in the language of the window: to the printer, or as PDF where there is none. */
export const printSheet = (): Promise<void> => handOut('sheet', () => station.sheet.print({ language }))
/** As PDF, in any case. */
export const saveSheet = (): Promise<void> => handOut('sheet', () => station.sheet.save({ language }))
