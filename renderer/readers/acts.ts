import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { wizardActs } from '../wizard/acts'

const toWizard = (): true => {
  placeChosen('wizard')
  return true
}

/** The readers page only shows: a scan made here is for the wizard, Enter and Esc go back to it. */
export const readersActs: KeyActs = {
  scanned: (text) => {
    toWizard()
    wizardActs.scanned(text)
  },
  typed: () => true,
  numbered: () => undefined,
  erased: () => false,
  onward: toWizard,
  back: toWizard,
  named: () => false,
}
