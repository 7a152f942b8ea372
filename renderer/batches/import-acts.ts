import type { KeyActs } from '../keys/listen'
import { filePicked, read } from './read-list'
import { canTake, importLeft, sourceTyped, useImport } from './reading'
import { batchesOpened, useWork } from './view'

/** Enter looks at the list first, and takes it once nothing is wrong with it. */
export function importOnward(): void {
  const { view } = useWork.getState()
  const now = useImport.getState()
  if (view.at !== 'import') return
  if (now.reading.at === 'taken') leave()
  else void read(view.batch, canTake(now) ? 'import' : 'preview')
}

function leave(): void {
  importLeft()
  batchesOpened()
}

/** Whoever types here fills in a field; a scan is an end of a range. */
export const importActs: KeyActs = {
  scanned: (text) => {
    const { from, first } = useImport.getState()
    if (from === 'range') sourceTyped(first === '' ? { first: text } : { last: text })
  },
  typed: () => false,
  numbered: () => undefined,
  erased: () => false,
  onward: () => {
    importOnward()
    return true
  },
  back: () => {
    leave()
    return true
  },
  named: (key) => {
    if (key === 'F7') void filePicked()
    return key === 'F7' || key === 'F8'
  },
}
