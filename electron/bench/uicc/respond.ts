import { concat } from '../../../shared/bytes'
import { type Command, parseCommand } from './command'
import { type Delivery, deliverAsSim, deliverT0, deliverT1, lengthByte } from './delivery'
import { SIM } from './gsm'
import type { Perform } from './perform'
import { type Answer, answer, sw } from './status-word'
import { word } from './tlv'
import type { Traits } from './traits'

/** Turns bytes into bytes: how the card speaks on its transmission protocol. */
export type Respond = (bytes: Uint8Array) => Uint8Array

const GET_RESPONSE = 0xc0

/** A card that carries out commands, as the terminal hears it. */
export function respondAs(traits: Traits, perform: Perform): Respond {
  const { mode, protocol, lengths, extendedBytes = 65_535 } = traits
  let waiting: Answer | undefined
  const deliver = protocol === 'T=0' ? deliverT0 : deliverT1

  const getResponse = (command: Command, rest: Answer): Delivery => {
    const { le, p1, p2, cla } = command
    if (p1 !== 0 || p2 !== 0) return { now: answer(sw.wrongP1P2), waiting: rest }
    const length = rest.data.length
    const wanted = le ?? { kind: 'upTo', bytes: 65_536 }
    const isTooMuch = wanted.bytes > length && (wanted.kind === 'exactly' || protocol === 'T=0')
    if (isTooMuch)
      return { now: answer((cla === SIM ? sw.wrongLength : sw.exactLength) + (length & 0xff)), waiting: rest }
    const part = rest.data.subarray(0, wanted.bytes)
    if (part.length === length) return { now: answer(rest.sw, part) }
    const left = { sw: rest.sw, data: rest.data.subarray(part.length) }
    return { now: answer(sw.moreData + lengthByte(left.data.length), part), waiting: left }
  }

  const carryOut = (command: Command): Delivery => {
    if (command.form === 'extended' && (lengths === 'short' || isTooLong(command, extendedBytes)))
      return { now: answer(sw.wrongLength) }
    // ISO/IEC 7816-3, 12.2.4: T=0 has one length in a command; what comes back is fetched
    if (protocol === 'T=0' && command.data.length > 0 && command.le) return { now: answer(sw.wrongLength) }
    if (command.ins === GET_RESPONSE && fetches(mode, command.cla))
      return waiting ? getResponse(command, waiting) : { now: answer(nothingWaits(command)) }
    const given = perform(command)
    return command.cla === SIM ? deliverAsSim(command, given) : deliver(command, given)
  }

  return (bytes) => {
    const command = parseCommand(bytes)
    const delivery = command ? carryOut(command) : { now: answer(sw.wrongLength) }
    waiting = delivery.waiting
    return concat(delivery.now.data, word(delivery.now.sw))
  }
}

// ISO/IEC 7816-4, 12.7.1: whole commands and whole responses are counted
const isTooLong = ({ data, le }: Command, most: number): boolean =>
  7 + data.length + (le ? 2 : 0) > most || (le?.kind === 'exactly' && le.bytes + 2 > most)

/** The classes in which there is a GET RESPONSE: A0 of a SIM, 0X and 4X of a UICC. */
const fetches = (mode: Traits['mode'], cla: number): boolean =>
  cla === SIM ? mode !== 'uicc' : mode !== 'sim' && ((cla & 0xfc) === 0x00 || (cla & 0xf0) === 0x40)

const nothingWaits = ({ cla }: Command): number => (cla === SIM ? 0x9400 : sw.conditionsNotMet)
