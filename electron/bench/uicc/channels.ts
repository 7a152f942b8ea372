import type { Command } from './command'
import { freshChannel, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** Channels besides the basic one: what one byte of CLA can name (ETSI TS 102 221, 10.1.1). */
export const lastChannel = 3

/** ETSI TS 102 221, 11.1.17: P1 00 opens, P1 80 closes. */
export function manageChannel(on: On, { p1, p2, data }: Command): Answer {
  if (data.length > 0) return answer(sw.wrongLength)
  if (p2 > lastChannel) return answer(sw.functionNotSupported)
  if (p1 === 0x00) return open(on, p2)
  return p1 === 0x80 ? close(on, p2) : answer(sw.wrongP1P2)
}

/** The card chooses when P2 is 00. Opened from a channel other than the basic one, it begins where that one is. */
function open({ state, number, channel }: On, asked: number): Answer {
  const free = [1, 2, 3].filter((candidate) => !state.channels.has(candidate))
  const chosen = asked === 0 ? free[0] : free.find((candidate) => candidate === asked)
  if (chosen === undefined) return answer(sw.functionNotSupported)
  state.channels.set(chosen, number === 0 ? freshChannel(state.mf) : { ...channel, file: undefined, record: 0 })
  return asked === 0 ? done(Uint8Array.of(chosen)) : done()
}

function close({ state, number }: On, asked: number): Answer {
  const chosen = asked === 0 ? number : asked
  if (chosen === 0) return answer(sw.wrongP1P2)
  return state.channels.delete(chosen) ? done() : answer(sw.channelNotSupported)
}
