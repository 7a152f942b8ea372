import { bytesOf, concat } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Apdu, encodeApdu } from './apdu'
import { isSuccess, swOf, swText } from './status-word'

/** Bytes to the card, bytes back: at least the two of the status word. */
export type Channel = {
  readonly transmit: (command: Uint8Array) => Promise<Uint8Array>
  /**
   * Commands of which each is sent if the one before it succeeded, and not before: the answers up to the first that is
   * no success. Where it is absent, or answers nothing, each is to be transmitted by itself.
   */
  readonly script?: ((commands: readonly Uint8Array[]) => Promise<readonly Uint8Array[]>) | undefined
}

/** A command is a value: its name, its bytes, which status words besides success it knows, how to read the answer. */
export type Command<T> = {
  readonly name: string
  readonly apdu: Apdu
  readonly knows?: (sw: number) => boolean
  readonly parse: (data: Uint8Array, sw: number) => T
}

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

/** Sends the first of these commands, and of those behind it as many as succeed plainly: what they answered. */
export async function sendSome<T>(channel: Channel, commands: readonly Command<T>[]): Promise<readonly T[]> {
  const [first] = commands
  if (!first) return []
  const some = commands.length > 1 ? await sendBehind(channel, [], commands) : undefined
  return some?.length ? some : [await send(channel, first)]
}

/**
 * The same behind others that succeed, in one script. Undefined where one of those did not, or the channel has no
 * scripts; nothing at all where the first of these wants to be asked otherwise.
 */
export async function sendBehind<T>(
  channel: Channel,
  before: readonly Command<unknown>[],
  commands: readonly Command<T>[],
): Promise<readonly T[] | undefined> {
  const script = [...before, ...commands].map(({ apdu }) => encodeApdu(apdu))
  const answers = (await channel.script?.(script)) ?? []
  if (answers.length <= before.length) return undefined
  return commands.flatMap((command, at) => {
    const answer = answers[before.length + at]
    return answer && !wantsMore(swOf(answer)) ? [answered(command, answer)] : []
  })
}

/** What is answered to by another command: data that wait, another length, class or channel. */
const wantsMore = (sw: number): boolean => [0x61, 0x67, 0x69, 0x6c, 0x6d, 0x6e].includes(sw >> 8)

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
  script: channel.script,
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
export function onLogicalChannel({ transmit, script }: Channel, number: number): Channel {
  const there = (command: Uint8Array): Uint8Array => {
    const cla = command[0] ?? 0
    const onChannel = number < 4 ? cla | number : (cla & 0x80) | 0x40 | (cla & 0x0c ? 0x20 : 0) | (number - 4)
    return concat(bytesOf(onChannel), command.subarray(1))
  }
  return {
    transmit: (command) => transmit(there(command)),
    script: script && ((commands) => script(commands.map(there))),
  }
}
