import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { wizardActs } from '../wizard/acts'

const isTyping = (): boolean => document.activeElement?.matches('input') ?? false

/** Settings are walked through with Tab and the arrows; a scan made here is for the wizard. */
export const settingsActs: KeyActs = {
  scanned: (text) => {
    placeChosen('wizard')
    wizardActs.scanned(text)
  },
  typed: () => !isTyping(),
  numbered: () => undefined,
  erased: () => false,
  onward: () => false,
  back: () => {
    placeChosen('wizard')
    return true
  },
  named: () => false,
}
