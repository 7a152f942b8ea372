import type { Command } from '../../shared/identity/command'
import { readScan } from '../../shared/identity/scan'
import { isCardDone } from '../jobs/store'
import type { KeyActs } from '../keys/listen'
import { isReady, useReaders } from '../readers/store'
import { languageChosen, paperForgotten, paperLanguages, print } from '../receipt/printing'
import { useStation } from '../station/store'
import { ownTemplates, templateChosen, templateNow } from '../wizard/template'
import { lookAtSale } from './confirm'
import { receiptNow, saleNow } from './sale'
import {
  at,
  backFrom,
  deviceEntered,
  deviceTaken,
  keyErased,
  keyTyped,
  nextCustomer,
  numberEntered,
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
    if (state.step !== 'done') return false
    if (key === 'F7' && receiptNow()) void print(state.job)
    else if (key === 'F8' && canTryAgain()) toCard(state.device, state.phone)
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
export const canTryAgain = (): boolean =>
  ['FAIL', 'ERROR', 'CANCELLED', 'INTERRUPTED'].includes(saleNow().record?.outcome ?? '')

function served(next: () => void): void {
  paperForgotten()
  next()
}

function onward(): boolean {
  const state = at()
  if (state.step === 'device') deviceEntered(state, Date.now())
  if (state.step === 'number') numberEntered(state)
  if (state.step === 'card') start()
  if (state.step === 'done' && canServe()) served(nextCustomer)
  return true
}

/** START is a yes, REPEAT prints once more. */
function commanded({ act }: Command): boolean {
  const state = at()
  if (act === 'start' && state.step === 'card') start()
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
