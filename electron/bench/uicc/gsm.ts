import { activateFile, deactivateFile } from './administer'
import { readBinary, updateBinary } from './binary'
import type { Command } from './command'
import { byFid } from './find'
import { headerOfDirectory, headerOfFile } from './gsm-header'
import { simWord, wrongAddress } from './gsm-words'
import { allKeys } from './keys'
import { change, disable, enable, unblock, verify } from './pins'
import { readRecord, updateRecord } from './record'
import { ADM1, PIN1, PIN2 } from './rules'
import { selectionOf } from './select'
import { type CardState, freshChannel, move, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'
import { numberIn } from './tlv'

/** The class of 3GPP TS 51.011, 9.2. */
export const SIM = 0xa0

type Work = (on: On, command: Command) => Answer

const works: ReadonlyMap<number, Work> = new Map<number, Work>([
  [0x04, deactivateFile],
  [0x20, asChv(verifyChv)],
  [0x24, asChv(change)],
  [0x26, asChv(disable)],
  [0x28, asChv(enable)],
  [0x2c, asChv((on, command) => unblock(on, { ...command, p2: command.p2 === 0 ? PIN1 : command.p2 }))],
  [0x44, activateFile],
  [0xa4, select],
  [0xb0, readBinary],
  [0xb2, readRecord],
  [0xd6, updateBinary],
  [0xdc, updateRecord],
  [0xf2, status],
])

/** 3GPP TS 51.011, clause 8: the same files and keys, without channels, names and SFIs, and with other status words. */
export function performAsSim(state: CardState, command: Command): Answer {
  const work = works.get(command.ins)
  if (!work) return answer(sw.unknownIns)
  if (hasSfi(command)) return answer(wrongAddress)
  const channel = state.channels.get(0) ?? freshChannel(state.mf)
  const given = work({ state, number: 0, channel }, command)
  const { le, data } = command
  const isOtherLength = le !== undefined && data.length === 0 && given.data.length > 0 && given.data.length !== le.bytes
  return isOtherLength ? answer(sw.wrongLength + (given.data.length & 0xff)) : answer(simWord(given.sw), given.data)
}

/** TS 51.011 leaves administrative keys to the issuer: there are SIMs that know VERIFY as a UICC has it, too, and tell their tries. */
export const performBesideSim = (state: CardState, command: Command): Answer => {
  const { cla, ins, p2 } = command
  const channel = state.channels.get(0) ?? freshChannel(state.mf)
  const isAboutAdm = cla === 0x00 && ins === 0x20 && p2 >= ADM1 && state.traits.admTries === 'told'
  return isAboutAdm ? verify({ state, number: 0, channel }, command) : answer(sw.unknownCla)
}

// in TS 102 221 the bit 8 of P1, and the upper bits of P2, would name a file
const hasSfi = ({ ins, p1, p2 }: Command): boolean =>
  ins === 0xb0 || ins === 0xd6 ? (p1 & 0x80) !== 0 : (ins === 0xb2 || ins === 0xdc) && p2 > 0x07

/** 9.2.1: by FID alone. */
function select(on: On, { p1, p2, data }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  if (data.length !== 2) return answer(sw.wrongLength + 2)
  const found = byFid(on, numberIn(data))
  if (!found) return answer(sw.fileNotFound)
  move(on, selectionOf(on.channel, found))
  return done(found.file ? headerOfFile(on.state, found.file) : headerOfDirectory(on.state, found.directory))
}

/** 9.2.2: the header of the current directory, as much of it as is asked for. */
function status({ state, channel }: On, { le }: Command): Answer {
  const header = headerOfDirectory(state, channel.directory)
  if (!le || le.bytes > header.length) return answer(sw.wrongLength + header.length)
  return done(header.slice(0, le.bytes))
}

/** 9.2.9 to 9.2.13: 02 is CHV2, which is PIN2 wherever that belongs; what a UICC calls it a SIM does not know. */
function asChv(work: Work): Work {
  return (on, command) => {
    const { state, channel } = on
    if (command.p2 === PIN2) return answer(sw.keyNotFound)
    const home = allKeys(state).find(({ key }) => key.name === 'pin2')?.of
    if (command.p2 !== 0x02 || !home) return work(on, command)
    return work({ ...on, channel: { ...channel, directory: home } }, { ...command, p2: PIN2 })
  }
}

/** 9.2.9: it takes a CHV that is asked for; how it stands SELECT tells. */
function verifyChv(on: On, command: Command): Answer {
  if (command.data.length === 0) return answer(sw.wrongLength + 8)
  const shown = verify(on, command)
  return shown.sw === sw.notUsable ? answer(sw.conditionsNotMet) : shown
}
