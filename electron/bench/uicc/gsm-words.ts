import { sw } from './status-word'

export const wrongAddress = 0x9402

/** 9.4. A length that is wrong is answered with the right one. */
export function simWord(given: number): number {
  if (given >= sw.exactLength && given < sw.exactLength + 0x100) return sw.wrongLength + (given & 0xff)
  if (given === sw.triesLeft) return 0x9840
  if (given > sw.triesLeft && given <= sw.triesLeft + 0x0f) return 0x9804
  return words.get(given) ?? given
}

const words: ReadonlyMap<number, number> = new Map([
  [sw.noEfSelected, 0x9400],
  [sw.wrongOffset, wrongAddress],
  [sw.recordNotFound, wrongAddress],
  [sw.fileNotFound, 0x9404],
  [sw.wrongStructure, 0x9408],
  [sw.keyNotFound, 0x9802],
  [sw.notAllowed, 0x9804],
  [sw.conditionsNotMet, 0x9808],
  [sw.notUsable, 0x9810],
  [sw.blocked, 0x9840],
  [sw.wrongP1P2, 0x6b00],
])
