import { concat } from '../../../shared/bytes'
import { type Command, parseCommand } from './command'
import type { Perform } from './perform'
import { type Answer, answer, done, sw } from './status-word'
import { word } from './tlv'

/** Turns bytes into bytes: how the card speaks on its transmission protocol. */
export type Respond = (bytes: Uint8Array) => Uint8Array

const GET_RESPONSE = 0xc0
const endless = { kind: 'upTo', bytes: 65_536 } as const

/**
 * T=1 (ISO/IEC 7816-4, 5.3.4): data come with the answer. What no Le asked for waits for GET RESPONSE, announced by 61xx;
 * an Le that is too short gets 6Cxx.
 */
export function respondT1(perform: Perform): Respond {
  let waiting: Uint8Array | undefined

  const deliver = (command: Command, { sw: given, data }: Answer): Answer => {
    if (data.length === 0 || !asksForExactly(command.ins)) return { sw: given, data }
    const { le } = command
    if (le && data.length <= le.bytes) return { sw: given, data }
    waiting = data
    return answer((le ? sw.exactLength : sw.moreData) + (data.length & 0xff))
  }

  const getResponse = (command: Command): Answer => {
    const { le, p1, p2 } = command
    if (!waiting) return answer(sw.conditionsNotMet)
    if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
    const data = waiting
    const wanted = le ?? endless
    if (wanted.kind === 'exactly' && wanted.bytes > data.length) return answer(sw.exactLength + (data.length & 0xff))
    waiting = data.length > wanted.bytes ? data.subarray(wanted.bytes) : undefined
    const part = data.subarray(0, wanted.bytes)
    return waiting ? answer(sw.moreData + Math.min(waiting.length, 0xff), part) : done(part)
  }

  return (bytes) => {
    const command = parseCommand(bytes)
    if (!command) return word(sw.wrongLength)
    if (command.ins === GET_RESPONSE && (command.cla & 0xfc) === 0) return written(getResponse(command))
    waiting = undefined
    return written(deliver(command, perform(command)))
  }
}

// SELECT, STATUS and MANAGE CHANNEL have answers of a length the terminal need not know
const asksForExactly = (ins: number): boolean => ins === 0xa4 || ins === 0xf2 || ins === 0x70

const written = ({ sw: given, data }: Answer): Uint8Array => concat(data, word(given))
