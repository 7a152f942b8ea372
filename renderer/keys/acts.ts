import type { Command } from '../../shared/identity/command'
import { readScan } from '../../shared/identity/scan'
import { workActs } from '../batches/acts'
import { composerActs } from '../composer/acts'
import { counterActs } from '../counter/acts'
import { intakeActs } from '../intake/acts'
import { helpClosed, helpToggled, type Place, placeChosen, placeKeys, places, usePlace } from '../place/store'
import { readersActs } from '../readers/acts'
import { recordsActs } from '../records/acts'
import { repairActs } from '../repair/acts'
import { heard, wasHeard } from '../scan/heard'
import { scannerActs } from '../scanner/acts'
import { settingsActs } from '../settings/acts'
import { enteredVariable, isInVariable, leftVariable } from '../variables/enter'
import { wizardActs } from '../wizard/acts'
import { goToOpenJob } from '../wizard/resume'
import type { KeyActs } from './listen'
import { isInForm, leftLine, sentForm } from './own-line'

const byPlace: Readonly<Record<Place, () => KeyActs>> = {
  wizard: () => wizardActs,
  readers: () => readersActs,
  records: () => recordsActs,
  composer: () => composerActs,
  intake: () => intakeActs,
  line: () => workActs,
  counter: () => counterActs,
  scanner: () => scannerActs,
  settings: () => settingsActs,
  repair: () => repairActs,
}

const here = (): KeyActs => byPlace[usePlace.getState().place]()
/** Keys that a hand types there are for the field alone. */
const isInField = (): boolean => isInVariable() || isInForm()
const isHelpOpen = (): boolean => usePlace.getState().isHelpOpen

/** The keys that mean the same everywhere; every other goes to the page that is shown. */
export const acts: KeyActs = {
  scanned,
  typed: (key) => isHelpOpen() || (!isInField() && here().typed(key)),
  numbered: (digit, pair) => isHelpOpen() || here().numbered(digit, pair),
  erased: () => !isInField() && here().erased(),
  onward: () => (isHelpOpen() ? closed() : !isInForm() && (enteredVariable() || here().onward())),
  back: () => {
    heard(undefined)
    return isHelpOpen() ? closed() : leftVariable() || leftLine() || here().back()
  },
  named,
}

/**
 * What is no matter of a page is said over it: a keyboard that is not the scanner's, a command that was misread, a device
 * without a check digit that has to be scanned a second time.
 */
function scanned(text: string): void {
  const scan = readScan(text)
  const isUnproven = scan.kind === 'device' && scan.as !== undefined && !wasHeard(scan.device)
  heard(undefined)
  // Where a scanner is set up nothing it says is done.
  const isSetUp = usePlace.getState().place === 'scanner'
  if (isSetUp || scan.kind !== 'command') helpClosed()
  if (isSetUp) here().scanned(text)
  else if (scan.kind === 'command') commanded(scan.command)
  else if (scan.kind === 'layout' || scan.kind === 'damaged' || isUnproven) heard(scan)
  else here().scanned(text)
}

/** A command that is a key of the window is pressed; what else a page knows is its own. */
function commanded(command: Command): void {
  switch (command.act) {
    case 'next':
      if (!sentForm() && !acts.onward()) heard({ kind: 'command', command })
      break
    case 'back':
      acts.back()
      break
    case 'help':
      helpToggled()
      break
    default:
      helpClosed()
      if (!here().commanded?.(command)) chosenBy(command)
  }
}

function chosenBy(command: Command): void {
  if (command.act === 'choose') here().numbered(command.number, command.number)
  else heard({ kind: 'command', command })
}

function named(key: string): boolean {
  const place = places.find((one) => placeKeys[one] === key)
  const isHere = place === usePlace.getState().place && !isHelpOpen()
  // A page may have a second view, which its own key shows.
  if (isHere && here().named(key)) return true
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
