import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
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
    if (key === 'F8') window.print()
    return key === 'F8'
  },
}
