import type { Command } from '../../shared/identity/command'
import { readScan } from '../../shared/identity/scan'
import type { JobRecord } from '../../shared/job'
import { isCardDone } from '../jobs/store'
import { canResume, mainWayOf } from '../jobs/way-on'
import type { KeyActs } from '../keys/listen'
import { isReady, useReaders } from '../readers/store'
import { languageChosen, paperForgotten, paperLanguages, print } from '../receipt/printing'
import { useStation } from '../station/store'
import { refusalForgotten, resumed } from '../wizard/resume'
import { ownTemplates, templateChosen, templateNow } from '../wizard/template'
import { lookAtSale } from './confirm'
import { receiptNow, saleNow } from './sale'
import type { DoneState } from './state'
import {
  at,
  backFrom,
  deviceEntered,
  deviceTaken,
  go,
  keyErased,
  keyTyped,
  nextCustomer,
  numberEntered,
  numberLeftOut,
  readerNamed,
  scanned,
  toCard,
} from './store'
import { start } from './yes'

/** The keys of the counter: a whole sale by scanner, or by keyboard, or by both. */
export const counterActs: KeyActs = {
  scanned: (text) => {
    const state = at()
    const scan = readScan(text)
    const isAgain = state.step === 'card' && scan.kind === 'device' && scan.device === state.device
    // The device once more is a yes.
    if (isAgain) start()
    else if (canServe()) served(() => scanned(text, Date.now()))
  },
  commanded,
  typed: (key) => {
    if (canServe()) keyTyped(key, Date.now())
    return true
  },
  numbered,
  erased: () => {
    keyErased()
    return true
  },
  onward,
  back: () => {
    const state = at()
    if (!canServe()) return true
    if (state.step === 'done') served(nextCustomer)
    else backFrom(state)
    return true
  },
  named: (key) => {
    const state = at()
    if (key === 'F8' && state.step === 'number') {
      numberLeftOut(state)
      return true
    }
    if (state.step !== 'done') return false
    if (key === 'F7' && receiptNow()) void print(state.job)
    else if (key === 'F8' && canTryAgain()) tryAgain(state)
    else return false
    return true
  },
}

/** While a sale is ordered and its card is written, nobody else is served: what is scanned then would be lost. */
export function canServe(): boolean {
  const state = at()
  const { record, trouble } = saleNow()
  if (state.step !== 'done') return state.step !== 'card' || state.yes !== 'ordered'
  return trouble !== undefined || (record !== undefined && (record.outcome !== 'running' || isCardDone(record)))
}

/** The same customer on another card, where nothing more comes of this one. */
export function canTryAgain(): boolean {
  const { record } = saleNow()
  return record !== undefined && canResume(record)
}

function served(next: () => void): void {
  paperForgotten()
  refusalForgotten()
  next()
}

function onward(): boolean {
  const state = at()
  if (state.step === 'device') deviceEntered(state, Date.now())
  if (state.step === 'number') numberEntered(state)
  if (state.step === 'card') start()
  return state.step === 'done' ? onwardFromSale(state) : true
}

/** What is to be done for this customer, before the next one; false where no key does that. */
function onwardFromSale(state: DoneState): boolean {
  const { record, trouble } = saleNow()
  if (trouble || record === undefined) return false
  const main = mainWayOf(record)
  if (main === 'next' && canServe()) served(nextCustomer)
  else if (main === 'resume') void resumeSale(state, record)
  else if (main !== undefined && main !== 'next') tryAgain(state)
  return main !== undefined
}

/** The card step asks for whatever this card wants to be told. */
export const tryAgain = ({ device, phone }: DoneState): void => toCard(device, phone)

export async function resumeSale(state: DoneState, record: JobRecord): Promise<void> {
  const job = await resumed(record)
  const now = at()
  if (job !== undefined && now.step === 'done' && now.job === state.job) go({ ...now, job })
}

/** Nothing is kept of a customer who was served. */
export const leave = (): void => served(nextCustomer)

/** START is a yes, also to a sale without a number; REPEAT prints once more. */
function commanded({ act }: Command): boolean {
  const state = at()
  if (act === 'start' && state.step === 'card') start()
  else if (act === 'start' && state.step === 'number') numberLeftOut(state)
  else if (act === 'repeat' && state.step === 'done' && receiptNow()) void print(state.job)
  else return false
  return true
}

function numbered(digit: number, pair: number | undefined): void {
  const state = at()
  if (state.step === 'device' && state.scan?.kind === 'several') {
    const device = state.scan.devices[digit - 1]
    if (device) deviceTaken(device)
  }
  if (state.step === 'card') chosenByNumber(digit, pair)
  if (state.step === 'done') {
    const language = paperLanguages[digit - 1]
    if (language) languageChosen(language)
  }
}

/** A template as long as none is chosen, then a reader. */
function chosenByNumber(digit: number, pair: number | undefined): void {
  if (templateNow() === undefined) {
    const template = ownTemplates(useStation.getState().state)[digit - 1]
    if (template) templateChosen(template.name)
    lookAtSale()
    return
  }
  const ready = useReaders.getState().readers.filter(isReady)
  const reader = ready.find(({ number }) => number === pair) ?? ready.find(({ number }) => number === digit)
  if (reader) readerNamed(reader.name)
}
