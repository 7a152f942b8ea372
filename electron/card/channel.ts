import { bytesOf, concat } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Apdu, encodeApdu } from './apdu'

/** Bytes to the card, bytes back: at least the two of the status word. */
export type Channel = {
  readonly transmit: (command: Uint8Array) => Promise<Uint8Array>
  /**
   * Commands of which none needs another, sent without waiting for each answer: the answers up to the first that is no
   * success. One more command may have been done by then. Absent where each answer counts.
   */
  readonly stream?: ((commands: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>) | undefined
}

/** A command is a value: its name, its bytes, which status words besides success it knows, how to read the answer. */
export type Command<T> = {
  readonly name: string
  readonly apdu: Apdu
  readonly knows?: (sw: number) => boolean
  readonly parse: (data: Uint8Array, sw: number) => T
}

/**
 * ETSI TS 102 221, 10.2.1.1: 9000; 91xx when the card also has a proactive command waiting; 92xx about a data transfer.
 * 3GPP TS 51.011, 9.4.3: 9240 is a memory problem.
 */
export const isSuccess = (sw: number): boolean =>
  sw === 0x9000 || sw >> 8 === 0x91 || (sw >> 8 === 0x92 && sw !== 0x9240)

export const swText = (sw: number): string => sw.toString(16).padStart(4, '0').toUpperCase()

/** Sends one command. A status word that is neither success nor known to the command is `card.refused`. */
export async function send<T>(channel: Channel, command: Command<T>): Promise<T> {
  return answered(command, await channel.transmit(encodeApdu(command.apdu)))
}

function answered<T>(command: Command<T>, response: Uint8Array): T {
  const sw = swOf(response)
  if (!isSuccess(sw) && !command.knows?.(sw))
    throw new Failed({ code: 'card.refused', command: command.name, sw: swText(sw) })
  return command.parse(response.subarray(0, -2), sw)
}

/** Sends the first of these commands, and of those behind it as many as the channel takes: what they answered. */
export async function sendSome<T>(channel: Channel, commands: readonly Command<T>[]): Promise<readonly T[]> {
  const [first] = commands
  if (!first) return []
  const apdus = commands.map(({ apdu }) => encodeApdu(apdu))
  const answers = (commands.length > 1 && (await channel.stream?.(apdus))) || []
  const plain = answers.filter((answer) => !wantsMore(swOf(answer)))
  return plain.length === 0
    ? [await send(channel, first)]
    : plain.map((answer, at) => answered(commands[at] ?? first, answer))
}

/** What is answered to by another command: data that wait, another length, class or channel. */
const wantsMore = (sw: number): boolean => [0x61, 0x67, 0x69, 0x6c, 0x6d, 0x6e].includes(sw >> 8)

export const swOf = (response: Uint8Array): number => (response.at(-2) ?? 0) * 256 + (response.at(-1) ?? 0)

/** 16 KB, twice what one command asks for at most; a card that goes on announcing data never ends. */
const MOST_FETCHES = 64

/** ETSI TS 102 221, 7.3.1.1: fetches what 61xx announces, and repeats with the length that 6Cxx names. */
export const fetching = (channel: Channel): Channel => ({
  transmit: async (command) => {
    let response = await channel.transmit(command)
    if (response.at(-2) === 0x6c && endsWithLe(command))
      response = await channel.transmit(concat(command.subarray(0, -1), response.subarray(-1)))
    let data = response.subarray(0, -2)
    for (let count = 0; response.at(-2) === 0x61; count++) {
      const sw = swText(swOf(response))
      if (count === MOST_FETCHES) throw new Failed({ code: 'card.refused', command: 'GET RESPONSE', sw })
      response = await getResponse(channel, command[0] ?? 0, response.at(-1) ?? 0)
      data = concat(data, response.subarray(0, -2))
    }
    return concat(data, response.subarray(-2))
  },
  stream: channel.stream,
})

/** On the channel on which the data are waiting; once more with the length that 6Cxx names. */
export async function getResponse(channel: Channel, cla: number, length: number): Promise<Uint8Array> {
  const ask = (le: number) => channel.transmit(bytesOf(responseClass(cla), 0xc0, 0, 0, le))
  const response = await ask(length)
  return response.length === 2 && response[0] === 0x6c ? ask(response[1] ?? 0) : response
}

const responseClass = (cla: number): number => {
  if (cla === 0xa0) return cla
  return cla & 0x40 ? cla & 0x4f : cla & 0x03
}

/**
 * ISO/IEC 7816-3, 12.1.3: short cases 2 and 4. Without an Le there is nothing to correct: the last byte is data, or a
 * key's. Nothing that carries a key (20 to 2C) is ever repeated.
 */
const endsWithLe = (command: Uint8Array): boolean => {
  const [, ins = 0, , , lc = 0] = command
  if (ins >= 0x20 && ins <= 0x2c) return false
  return command.length === 5 || (command.length > 5 && lc !== 0 && command.length === 6 + lc)
}

/** ETSI TS 102 221, 10.1.1: the same card on logical channel 1 to 3, or 4 to 19 in the class bytes of their own. */
export function onLogicalChannel({ transmit, stream }: Channel, number: number): Channel {
  const there = (command: Uint8Array): Uint8Array => {
    const cla = command[0] ?? 0
    const onChannel = number < 4 ? cla | number : (cla & 0x80) | 0x40 | (cla & 0x0c ? 0x20 : 0) | (number - 4)
    return concat(bytesOf(onChannel), command.subarray(1))
  }
  return {
    transmit: (command) => transmit(there(command)),
    stream: stream && ((commands) => stream(commands.map(there))),
  }
}
