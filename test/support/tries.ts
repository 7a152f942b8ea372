import { bytesOf, concat } from '../../shared/bytes'
import type { TestCard } from './card'

/** A card that takes the question for a try, as a VERIFY with a wrong key. */
export const counting = (card: TestCard): TestCard => ({
  ...card,
  transmit: (command) => card.transmit(isQuestion(command) ? concat(command.subarray(0, 4), wrongKey) : command),
})

const isQuestion = ([cla, ins, , , lc = 0]: Uint8Array): boolean => cla !== 0xa0 && ins === 0x20 && lc === 0
const wrongKey = bytesOf(0x08, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39, 0x39)
