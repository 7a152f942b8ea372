import { activateFile, deactivateFile, deleteFile, resizeFile } from './administer'
import { readBinary, updateBinary } from './binary'
import { manageChannel } from './channels'
import type { Command } from './command'
import { createFile } from './create'
import { performAsSim, performBesideSim, SIM } from './gsm'
import { change, disable, enable, unblock, verify } from './pins'
import { readRecord, updateRecord } from './record'
import { select, status } from './select'
import type { CardState, On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** Carries out one command. */
export type Perform = (command: Command) => Answer

/**
 * Stands before the commands of a card: may open what comes wrapped and wrap what is answered, as a secure channel
 * does. Made anew at each reset.
 */
export type Layer = (state: CardState, inner: Perform) => Perform

type Work = (on: On, command: Command) => Answer
type Entry = { readonly cla: '0X' | '8X'; readonly work: Work; readonly from?: 'TS 102 222' }

/** ETSI TS 102 221, table 10.5, and TS 102 222, table 1: what an INS does, and the class it belongs to. */
const commands: ReadonlyMap<number, Entry> = new Map<number, Entry>([
  [0x04, { cla: '0X', work: deactivateFile }],
  [0x20, { cla: '0X', work: verify }],
  [0x24, { cla: '0X', work: change }],
  [0x26, { cla: '0X', work: disable }],
  [0x28, { cla: '0X', work: enable }],
  [0x2c, { cla: '0X', work: unblock }],
  [0x44, { cla: '0X', work: activateFile }],
  [0x70, { cla: '0X', work: manageChannel }],
  [0x84, { cla: '0X', work: getChallenge }],
  [0xa4, { cla: '0X', work: select }],
  [0xb0, { cla: '0X', work: readBinary }],
  [0xb2, { cla: '0X', work: readRecord }],
  [0xd4, { cla: '8X', work: resizeFile, from: 'TS 102 222' }],
  [0xd6, { cla: '0X', work: updateBinary }],
  [0xdc, { cla: '0X', work: updateRecord }],
  [0xe0, { cla: '0X', work: createFile, from: 'TS 102 222' }],
  [0xe4, { cla: '0X', work: deleteFile, from: 'TS 102 222' }],
  [0xf2, { cla: '8X', work: status }],
])

/** Finds the channel and the command that CLA and INS mean, and carries it out. */
export const performOn =
  (state: CardState): Perform =>
  (command) => {
    const { mode } = state.traits
    if (command.cla === SIM && mode !== 'uicc') return performAsSim(state, command)
    return mode === 'sim' ? performBesideSim(state, command) : perform(state, command)
  }

function perform(state: CardState, command: Command): Answer {
  const named = channelIn(command.cla)
  if ('sw' in named) return answer(named.sw)
  const channel = state.channels.get(named.number)
  if (!channel) return answer(sw.channelNotSupported)
  const entry = commands.get(command.ins)
  const isKnown = entry && (entry.from === undefined || entry.from === state.traits.administration)
  if (!isKnown) return answer(sw.unknownIns)
  if (entry.cla !== ((command.cla & 0x80) === 0 ? '0X' : '8X')) return answer(sw.unknownCla)
  return entry.work({ state, number: named.number, channel }, command)
}

/** 10.1.1: 0X and 8X name channels 0 to 3, 4X and CX those from 4 on; chaining and secure messaging are not ours. */
function channelIn(cla: number): { readonly number: number } | { readonly sw: number } {
  const high = cla & 0x70
  const low = cla & 0x0f
  if (high === 0x10) return { sw: sw.chainingNotSupported }
  if (high === 0x40) return { number: 4 + low }
  if (high === 0x60) return { sw: sw.secureMessagingNotSupported }
  if (high !== 0x00) return { sw: sw.unknownCla }
  return low > 3 ? { sw: sw.secureMessagingNotSupported } : { number: low }
}

/** 11.1.18. */
function getChallenge({ state }: On, { p1, p2, data, le }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  return le && data.length === 0 ? done(state.random(le.kind === 'upTo' ? 8 : le.bytes)) : answer(sw.wrongLength)
}
