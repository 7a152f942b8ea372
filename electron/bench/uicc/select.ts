import type { Command } from './command'
import { fcpOfDirectory, fcpOfFile } from './fcp'
import { type Found, find } from './find'
import { keysSeenFrom } from './keys'
import { type CardState, type Channel, move, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** ETSI TS 102 221, 11.1.1. Moves the channel, answers FCP (P2 00 or 04) or nothing (P2 0C). */
export function select(on: On, command: Command): Answer {
  const { p1, p2, data } = command
  const wanted = p2 & 0x0c
  const occurrence = p2 & 0x03
  if ((p2 & 0xf0) !== 0 || wanted === 0x08) return answer(sw.wrongP1P2)
  if (p1 !== 0x04 && occurrence !== 0) return answer(sw.wrongP1P2)
  const found = find(on, p1, data, occurrence)
  if (typeof found === 'number') return answer(found)
  const next = selectionOf(on.channel, found)
  move(on, next)
  const word = (found.file ?? found.directory).lifeCycle === 'deactivated' ? sw.deactivated : sw.done
  if (wanted === 0x0c) return answer(word)
  return answer(word, found.file ? fcpOfFile(found.file) : fcpOfSelected(on.state, next))
}

/** The FCP of what a channel has as its current directory. */
export const fcpOfSelected = (
  state: CardState,
  { directory, namedBy }: Pick<Channel, 'directory' | 'namedBy'>,
): Uint8Array => {
  const freeBytes = state.traits.freeMemory === 'told' ? state.memory.freeBytes : undefined
  return fcpOfDirectory(directory, namedBy, keysSeenFrom(state, directory), freeBytes)
}

export const selectionOf = (channel: Channel, { directory, file, by }: Found): Channel => ({
  directory,
  file,
  namedBy: file && directory === channel.directory ? channel.namedBy : by,
  application: by === 'aid' ? directory : channel.application,
  record: 0,
})

/** ETSI TS 102 221, 11.1.2: what is selected, as FCP (P2 00), as DF name (P2 01) or not at all (P2 0C). */
export function status({ state, channel }: On, { p1, p2 }: Command): Answer {
  if (p1 > 0x02) return answer(sw.wrongP1P2)
  if (p2 === 0x0c) return done()
  if (p2 === 0x00) return done(fcpOfSelected(state, channel))
  if (p2 !== 0x01) return answer(sw.wrongP1P2)
  const aid = channel.application?.aid
  return aid ? done(Uint8Array.of(0x84, aid.length, ...aid)) : answer(sw.conditionsNotMet)
}
