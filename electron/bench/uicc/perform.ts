import { readBinary, updateBinary } from './binary'
import { manageChannel } from './channels'
import type { Command } from './command'
import { performAsSim, SIM } from './gsm'
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

type Works = ReadonlyMap<number, (on: On, command: Command) => Answer>

/** ETSI TS 102 221, table 10.5: INS of the class 0X, and of the class 8X. */
const interindustry: Works = new Map([
  [0x20, verify],
  [0x24, change],
  [0x26, disable],
  [0x28, enable],
  [0x2c, unblock],
  [0x70, manageChannel],
  [0x84, getChallenge],
  [0xa4, select],
  [0xb0, readBinary],
  [0xb2, readRecord],
  [0xd6, updateBinary],
  [0xdc, updateRecord],
])
const proprietary: Works = new Map([[0xf2, status]])

/** Finds the channel and the command that CLA and INS mean, and carries it out. */
export const performOn =
  (state: CardState): Perform =>
  (command) => {
    const { mode } = state.traits
    if (command.cla === SIM && mode !== 'uicc') return performAsSim(state, command)
    return mode === 'sim' ? answer(sw.unknownCla) : perform(state, command)
  }

function perform(state: CardState, command: Command): Answer {
  const named = channelIn(command.cla, state.traits.lastChannel)
  if ('sw' in named) return answer(named.sw)
  const channel = state.channels.get(named.number)
  if (!channel) return answer(sw.channelNotSupported)
  const isProprietary = (command.cla & 0x80) !== 0
  const [mine, other] = isProprietary ? [proprietary, interindustry] : [interindustry, proprietary]
  const work = mine.get(command.ins)
  if (work) return work({ state, number: named.number, channel }, command)
  return answer(other.has(command.ins) ? sw.unknownCla : sw.unknownIns)
}

/** 10.1.1: 0X and 8X name channels 0 to 3, 4X and CX those from 4 on; chaining and secure messaging are not ours. */
function channelIn(cla: number, last: number): { readonly number: number } | { readonly sw: number } {
  const high = cla & 0x70
  const low = cla & 0x0f
  if (high === 0x10) return { sw: sw.chainingNotSupported }
  if (high === 0x40) return last < 4 + low ? { sw: sw.channelNotSupported } : { number: 4 + low }
  if (high === 0x60) return { sw: sw.secureMessagingNotSupported }
  if (high !== 0x00) return { sw: sw.unknownCla }
  return low > 3 ? { sw: sw.secureMessagingNotSupported } : { number: low }
}

/** 11.1.18. */
function getChallenge({ state }: On, { p1, p2, data, le }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  return le && data.length === 0 ? done(state.random(le.kind === 'upTo' ? 8 : le.bytes)) : answer(sw.wrongLength)
}
