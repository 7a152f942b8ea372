import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { printSheet, saveSheet } from './sheet'
import { sent } from './store'

const toWizard = (): true => {
  placeChosen('wizard')
  return true
}

/** Whatever is scanned here is only looked at. */
export const scannerActs: KeyActs = {
  scanned: sent,
  typed: () => true,
  numbered: () => undefined,
  erased: () => false,
  onward: () => false,
  back: toWizard,
  named: (key) => {
    if (key === 'F7') void saveSheet()
    if (key === 'F8') void printSheet()
    return key === 'F7' || key === 'F8'
  },
}
