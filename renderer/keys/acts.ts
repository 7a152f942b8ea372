import { composerActs } from '../composer/acts'
import { intakeActs } from '../intake/acts'
import { helpClosed, helpToggled, type Place, placeChosen, placeKeys, places, usePlace } from '../place/store'
import { readersActs } from '../readers/acts'
import { recordsActs } from '../records/acts'
import { wizardActs } from '../wizard/acts'
import { goToOpenJob } from '../wizard/resume'
import type { KeyActs } from './listen'

const byPlace: Readonly<Record<Place, () => KeyActs>> = {
  wizard: () => wizardActs,
  readers: () => readersActs,
  records: () => recordsActs,
  composer: () => composerActs,
  intake: () => intakeActs,
}

const here = (): KeyActs => byPlace[usePlace.getState().place]()
const isHelpOpen = (): boolean => usePlace.getState().isHelpOpen

/** The keys that mean the same everywhere; every other goes to the page that is shown. */
export const acts: KeyActs = {
  scanned: (text) => {
    helpClosed()
    here().scanned(text)
  },
  typed: (key) => isHelpOpen() || here().typed(key),
  numbered: (digit, pair) => isHelpOpen() || here().numbered(digit, pair),
  erased: () => here().erased(),
  onward: () => (isHelpOpen() ? closed() : here().onward()),
  back: () => (isHelpOpen() ? closed() : here().back()),
  named,
}

function named(key: string): boolean {
  const place = places.find((one) => placeKeys[one] === key)
  if (place !== undefined) placeChosen(place)
  else if (key === 'F1') helpToggled()
  else if (!isHelpOpen() && here().named(key)) return true
  else if (key === 'F8') toOpenJob()
  else return false
  return true
}

function toOpenJob(): void {
  placeChosen('wizard')
  goToOpenJob()
}

function closed(): boolean {
  helpClosed()
  return true
}
