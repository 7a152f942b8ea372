import type { Command } from './command'
import { type Answer, answer, sw } from './status-word'

/** What of an answer goes at once, and what waits for GET RESPONSE. */
export type Delivery = { readonly now: Answer; readonly waiting?: Answer }
type Deliver = (command: Command, given: Answer) => Delivery

/**
 * T=1 (ISO/IEC 7816-4, 5.3.4): data come with the answer. What no Le asked for waits for GET RESPONSE, announced by
 * 61xx; an Le that is too short gets 6Cxx.
 */
export const deliverT1: Deliver = (command, given) => {
  const { le, ins } = command
  const length = given.data.length
  if (length === 0 || !hasLengthOfItsOwn(ins) || (le && length <= le.bytes)) return { now: given }
  return le ? wrongLe(given) : { now: answer(sw.moreData + lengthByte(length)), waiting: given }
}

// SELECT, STATUS, MANAGE CHANNEL and FETCH have answers of a length the terminal need not know
const hasLengthOfItsOwn = (ins: number): boolean => [0xa4, 0xf2, 0x70, 0x12].includes(ins)

/**
 * T=0 (ETSI TS 102 221, 7.3.1.1): after data in the command everything waits for GET RESPONSE, behind its warning if
 * there is one; without, Le has to be the very length.
 */
export const deliverT0: Deliver = (command, given) => {
  const length = given.data.length
  if (length === 0) return { now: given }
  if (command.data.length > 0) {
    const isWarning = given.sw >> 8 === 0x62
    const now = answer(isWarning ? given.sw : sw.moreData + lengthByte(length))
    return { now, waiting: isWarning ? answer(sw.done, given.data) : given }
  }
  return length === (command.le?.bytes ?? 256) ? { now: given } : wrongLe(given)
}

const wrongLe = (given: Answer): Delivery => ({
  now: answer(sw.exactLength + lengthByte(given.data.length)),
  waiting: given,
})

/** 3GPP TS 51.011, 9.4.1: 9Fxx announces what a command with data is answered. */
export const deliverAsSim: Deliver = (command, given) =>
  given.data.length > 0 && command.data.length > 0
    ? { now: answer(0x9f00 + lengthByte(given.data.length)), waiting: given }
    : { now: given }

/** 00 stands for 256 and more. */
export const lengthByte = (length: number): number => (length > 0xff ? 0 : length)
