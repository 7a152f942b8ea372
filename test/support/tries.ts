import type { TriesKept } from '../../electron/card/tries'
import { bytesOf, concat } from '../../shared/bytes'
import type { TestCard } from './card'

/** What a station remembers of the tries of cards, without its store. */
export function keptTries(): TriesKept {
  const counting = new Set<string>()
  const last = new Map<string, number | undefined>()
  return {
    whyNotKept: () => undefined,
    isCounting: (iccid) => counting.has(iccid),
    counting: (iccid) => void counting.add(iccid),
    last: (iccid, reference) => last.get(`${iccid} ${reference}`),
    told: (iccid, reference, left) => void last.set(`${iccid} ${reference}`, left),
  }
}

/** A card that takes the question for a try, as a VERIFY with a wrong key. */
export const counting = (card: TestCard): TestCard => ({
  ...card,
  transmit: (command) => card.transmit(isQuestion(command) ? concat(command.subarray(0, 4), wrongKey) : command),
})

const isQuestion = ([cla, ins, , , lc = 0]: Uint8Array): boolean => cla !== 0xa0 && ins === 0x20 && lc === 0
const wrongKey = bytesOf(0x08, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39)
