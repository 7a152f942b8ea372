import type { Command } from '../../shared/identity/command'
import type { JobRecord } from '../../shared/job'
import { stopJob } from '../jobs/stop-job'
import { isCardDone, type ShownJob, shownJob } from '../jobs/store'
import { mainWayOf, wayOnOf } from '../jobs/way-on'
import { bestScan } from '../keys/best-scan'
import type { KeyActs } from '../keys/listen'
import { goToForm } from '../keys/own-line'
import { isReady, useReaders } from '../readers/store'
import { useStation } from '../station/store'
import { review, sameDeviceAgain, startJob } from './order'
import { prepare } from './preparing'
import { resume } from './resume'
import { scannedDevice, type WizardState } from './state'
import { at, deviceTaken, entered, keyErased, keyTyped, readerNamed, scanned, startOver } from './store'
import { ownTemplates, templateChosen } from './template'

/** The keys of the wizard: what Enter, Esc and a number do depends on the step alone. */
export const wizardActs: KeyActs = {
  scanned: (text) => {
    const state = at()
    const isLine = state.step === 'scan' && state.scan === undefined
    if (canTakeScan()) scanned(isLine ? bestScan(state.typed, text) : text)
  },
  commanded,
  typed,
  numbered,
  erased,
  onward,
  back,
  named: (key) => {
    const state = at()
    if (key === 'F7' && state.step === 'review') void prepare()
    const { record } = shown()
    const isOver = record !== undefined && record.outcome !== 'running'
    if (key === 'F7' && isOver && wayOnOf(record) === 'prepare') sameDeviceAgain(record)
    else if (key === 'F8' && isOver && isForAnother(record)) sameDeviceAgain(record)
    else if (key === 'F8' && isOver && wayOnOf(record) === 'resume') void resume(record)
    else return scrolled(key)
    return true
  },
}

/** START is for the review, REPEAT for a job that is over and did not pass. */
function commanded({ act }: Command): boolean {
  const state = at()
  const { record } = shown()
  if (act === 'start' && state.step === 'review') void startJob()
  else if (act === 'repeat' && record && record.outcome !== 'running' && isForAnother(record)) sameDeviceAgain(record)
  else return false
  return true
}

const scrolls: Readonly<Record<string, number>> = { ArrowDown: 64, ArrowUp: -64, PageDown: 400, PageUp: -400 }

function scrolled(key: string): boolean {
  const by = scrolls[key]
  if (by !== undefined) document.querySelector('.work')?.scrollBy({ top: by })
  return by !== undefined
}

function shown(): ShownJob {
  const state = at()
  return shownJob(state.step === 'job' ? state.job : undefined)
}

/** While a card is worked on, a scan would be for the next device: it waits until this one is done. */
function canTakeScan(): boolean {
  const { record, trouble } = shown()
  if (at().step !== 'job') return !isOrdered(at())
  return trouble !== undefined || (record !== undefined && (record.outcome !== 'running' || isCardDone(record)))
}

const isOrdered = (state: WizardState): boolean => state.step === 'review' && state.starting === 'ordered'

function typed(key: string): boolean {
  const state = at()
  if (state.step !== 'scan') return true
  const isChoice = (scannedDevice(state) !== undefined || state.scan?.kind === 'several') && /^[1-9]$/.test(key)
  if (!isChoice) keyTyped(state, key)
  return true
}

function numbered(digit: number, pair: number | undefined): void {
  const state = at()
  if (state.step === 'review') {
    const ready = useReaders.getState().readers.filter(isReady)
    const reader = ready.find(({ number }) => number === pair) ?? ready.find(({ number }) => number === digit)
    if (reader) readerNamed(reader.name)
  }
  if (state.step !== 'scan') return
  const device = state.scan?.kind === 'several' ? state.scan.devices[digit - 1] : undefined
  if (device !== undefined) deviceTaken(device)
  if (scannedDevice(state) === undefined) return
  const template = ownTemplates(useStation.getState().state)[digit - 1]
  if (template) templateChosen(template.name)
}

function erased(): boolean {
  const state = at()
  if (state.step === 'scan') keyErased(state)
  return true
}

function onward(): boolean {
  const state = at()
  if (state.step === 'scan') {
    if (scannedDevice(state) !== undefined) void review(state)
    else if (state.typed !== '') entered(state)
  }
  if (state.step === 'review') void startJob()
  return state.step === 'job' ? onwardFromJob(shown()) : true
}

/** What is to be done for this device, before the next one; false where no key does that. */
function onwardFromJob({ record, trouble }: ShownJob): boolean {
  if (trouble || record === undefined) return false
  switch (mainWayOf(record)) {
    case undefined:
      return false
    case 'next':
      if (canTakeScan()) startOver()
      return true
    case 'resume':
      void resume(record)
      return true
    case 'tell':
      return goToForm()
    case 'prepare':
    case 'again':
      sameDeviceAgain(record)
      return true
  }
}

/** The same device on another card. */
const isForAnother = (record: JobRecord): boolean => ['again', 'tell'].includes(wayOnOf(record))

function back(): boolean {
  if (isOrdered(at())) return true
  const { record, trouble } = shown()
  if (record?.outcome === 'running' && !trouble && !isCardDone(record)) void stopJob(record.job)
  else startOver()
  return true
}
