import type { KeyActs } from '../keys/listen'
import { makeBatch } from './make'
import { batchesOpened } from './view'

/** While an order is written keys belong to its fields; Enter makes it. */
export const newActs: KeyActs = {
  scanned: () => undefined,
  typed: () => false,
  numbered: () => undefined,
  erased: () => false,
  onward: () => {
    void makeBatch()
    return true
  },
  back: () => {
    batchesOpened()
    return true
  },
  named: (key) => key === 'F7' || key === 'F8',
}
