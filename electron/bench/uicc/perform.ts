import { readBinary, updateBinary } from './binary'
import { lastChannel, manageChannel } from './channels'
import type { Command } from './command'
import { readRecord, updateRecord } from './record'
import { select, status } from './select'
import type { CardState, On } from './state'
import { type Answer, answer, done, sw } from './status-word'
import { verify } from './verify'

/** Carries out one command. */
export type Perform = (command: Command) => Answer

/**
 * Stands before the commands of a card: may open what comes wrapped and wrap what is answered, as a secure channel
 * does. Made anew at each reset.
 */
export type Layer = (state: CardState, inner: Perform) => Perform

type Work = (on: On, command: Command) => Answer

/** ETSI TS 102 221, table 10.5: INS of the class 0X, and of the class 8X. */
const interindustry: Readonly<Record<number, Work>> = {
  32: verify,
  112: manageChannel,
  132: getChallenge,
  164: select,
  176: readBinary,
  178: readRecord,
  214: updateBinary,
  220: updateRecord,
}
const proprietary: Readonly<Record<number, Work>> = { 242: status }

/** Finds the channel and the command that CLA and INS mean, and carries it out. */
export const performOn =
  (state: CardState): Perform =>
  (command) =>
    perform(state, command)

function perform(state: CardState, command: Command): Answer {
  const refused = refusalOf(command.cla)
  if (refused !== undefined) return answer(refused)
  const number = command.cla & 0x03
  const channel = state.channels.get(number)
  if (!channel) return answer(sw.channelNotSupported)
  const isProprietary = (command.cla & 0x80) !== 0
  const [mine, other] = isProprietary ? [proprietary, interindustry] : [interindustry, proprietary]
  const work = mine[command.ins]
  if (work) return work({ state, number, channel }, command)
  return answer(other[command.ins] ? sw.unknownCla : sw.unknownIns)
}

/** 10.1.1: classes 0X and 8X with channels 0 to 3 are ours; chaining, secure messaging and more channels are not. */
function refusalOf(cla: number): number | undefined {
  const high = cla & 0xf0
  if (high === 0x10 || high === 0x90) return sw.chainingNotSupported
  if (high === 0x40 || high === 0xc0) return sw.channelNotSupported
  if (high !== 0x00 && high !== 0x80) return sw.unknownCla
  return (cla & 0x0f) > lastChannel ? sw.secureMessagingNotSupported : undefined
}

/** 11.1.18. */
function getChallenge({ state }: On, { p1, p2, data, le }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  return le && data.length === 0 ? done(state.random(le.kind === 'upTo' ? 8 : le.bytes)) : answer(sw.wrongLength)
}
