import type { KeyActs } from '../keys/listen'
import { placeChosen } from '../place/store'
import { wizardActs } from '../wizard/acts'
import { inspect, inspectionClosed, useInspection } from './inspection'
import { useReaders } from './store'

const toWizard = (): true => {
  placeChosen('wizard')
  return true
}

/** Looks at the card in the reader with this number. */
function numbered(digit: number, pair: number | undefined): void {
  const held = useReaders.getState().readers.filter(({ card }) => card !== 'none')
  const reader = held.find(({ number }) => number === pair) ?? held.find(({ number }) => number === digit)
  if (reader) void inspect(reader.name)
}

/** The readers page only shows: a scan made here is for the wizard, Enter and Esc go back to it. */
export const readersActs: KeyActs = {
  scanned: (text) => {
    toWizard()
    wizardActs.scanned(text)
  },
  typed: () => true,
  numbered,
  erased: () => false,
  onward: toWizard,
  back: () => {
    if (useInspection.getState().now.state === 'none') return toWizard()
    inspectionClosed()
    return true
  },
  named: (key) => {
    const { now } = useInspection.getState()
    if (key !== 'F8' || now.state === 'none') return false
    void inspect(now.reader)
    return true
  },
}
