import type { KeyActs } from '../keys/listen'
import { lineActs } from '../line/acts'
import { useLine } from '../line/store'
import { placeChosen } from '../place/store'
import { putOnLine } from './ask'
import { canImport } from './batch-detail'
import { importActs } from './import-acts'
import { newActs } from './new-acts'
import { importOpened } from './reading'
import { readBatch, selectionMoved, useBatches } from './store'
import { lineOpened, useWork, workShown } from './view'

/** In the list a scan is the name of a batch, the arrows walk, and Enter puts the batch on the line. */
const listActs: KeyActs = {
  scanned: (text) => {
    const named = useBatches.getState().batches?.find(({ order }) => order.batch === text.trim())
    if (named) useBatches.setState({ selected: named.order.batch })
  },
  typed: () => true,
  numbered: () => undefined,
  erased: () => true,
  onward: () => {
    const batch = readBatch(useBatches.getState())
    if (batch === undefined) workShown({ at: 'new' })
    else if (batch.state !== 'closed') void putOnLine(batch)
    return true
  },
  back: () => {
    if (useLine.getState().line?.batch === undefined) placeChosen('wizard')
    else lineOpened()
    return true
  },
  named: (key) => {
    const batch = readBatch(useBatches.getState())
    if (key === 'ArrowDown') selectionMoved(1)
    else if (key === 'ArrowUp') selectionMoved(-1)
    else if (key === 'F7') workShown({ at: 'new' })
    else if (key === 'F8' && batch && canImport(batch)) importOpened(batch.order.batch)
    else return key === 'F8'
    return true
  },
}

const byView = { line: () => lineActs, batches: () => listActs, new: () => newActs, import: () => importActs } as const

const here = (): KeyActs => byView[useWork.getState().view.at]()

/** The keys of the line's place, by what of it is shown. */
export const workActs: KeyActs = {
  scanned: (text) => here().scanned(text),
  typed: (key) => here().typed(key),
  numbered: (digit, pair) => here().numbered(digit, pair),
  erased: () => here().erased(),
  onward: () => here().onward(),
  back: () => here().back(),
  named: (key) => here().named(key),
}
