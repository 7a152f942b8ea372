import type { Command } from './command'
import { freshChannel, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** ETSI TS 102 221, 11.1.17: P1 00 opens, P1 80 closes. */
export function manageChannel(on: On, { p1, p2, data }: Command): Answer {
  const { lastChannel } = on.state.traits
  if (lastChannel === 0) return answer(sw.channelNotSupported)
  if (data.length > 0) return answer(sw.wrongLength)
  if (p1 === 0x00) return open(on, p2, lastChannel)
  return p1 === 0x80 ? close(on, p2) : answer(sw.wrongP1P2)
}

/** The card chooses when P2 is 00. Opened from a channel other than the basic one, it begins where that one is. */
function open({ state, number, channel }: On, asked: number, last: number): Answer {
  const free = Array.from({ length: last }, (_, at) => at + 1).filter((candidate) => !state.channels.has(candidate))
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
