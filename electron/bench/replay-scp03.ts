import { concat, hex } from '../../shared/bytes'
import { filled, partsOf, type TracedPart } from '../../shared/trace'
import { fits } from './replay-fits'
import type { ReplayMemory } from './replay-memory'
import { type Command, parseCommand } from './uicc/command'
import { type Scp03Options, scp03Layer } from './uicc/scp03'
import { type Answer, answer } from './uicc/status-word'
import { word } from './uicc/tlv'

export type SecureReplay = {
  /** Whether a command belongs to a secure channel: its bytes are others each time. */
  readonly isFor: (command: Uint8Array) => boolean
  /** `recorded` is what was answered then; `inside` gives the exchange that was inside, and refuses one that differs. */
  readonly transmit: (command: Uint8Array, recorded: Uint8Array, inside: NextInside) => Uint8Array
  readonly reset: () => void
}
export type NextInside = (said: string, isSame: (c: string) => boolean) => string

const INITIALIZE_UPDATE = 0x50
const maxTries = 3

/** The card's side of a secure channel of which a trace has the exchanges inside. */
export function replayScp03(options: Scp03Options, memory: ReplayMemory): SecureReplay {
  let challenge = new Uint8Array()
  let inside: NextInside = () => ''
  const state = {
    verified: new Set<number>(),
    random: () => challenge,
    channels: { get: () => ({ application: { aid: new Uint8Array() } }) },
  }
  const carryOut = (command: Command): Answer => {
    const plain = bytesOf(command)
    const r = inside(hex(plain.subarray(0, 5)), (c) => isSame(partsOf(c), plain))
    const response = memory.answer(plain, partsOf(r))
    memory.follow(plain, response)
    return answer((response.at(-2) ?? 0) * 256 + (response.at(-1) ?? 0), response.subarray(0, -2))
  }
  const fresh = () => scp03Layer(options, { maxTries, triesLeft: maxTries })(state, carryOut)
  let perform = fresh()

  return {
    isFor: ([cla = 0, ins = 0]) =>
      cla !== 0xa0 && ((cla & 0x04) !== 0 || ((cla & 0xfc) === 0x80 && ins === INITIALIZE_UPDATE)),
    transmit: (command, recorded, next) => {
      inside = next
      const parsed = parseCommand(command)
      if (!parsed) return recorded
      // What the card chose then, it chooses again; the rest follows from it.
      if (parsed.ins === INITIALIZE_UPDATE) challenge = recorded.slice(13, 13 + parsed.data.length)
      const { sw, data } = perform(parsed)
      return concat(data, word(sw))
    },
    reset: () => {
      perform = fresh()
    },
  }
}

/** A command without its Le. */
const bytesOf = ({ cla, ins, p1, p2, data }: Command): Uint8Array =>
  concat(Uint8Array.of(cla, ins, p1, p2), data.length > 0 ? concat(Uint8Array.of(data.length), data) : data)

/** On whatever channel, and with whatever Le: on T=0 there is none in a wrapped command. */
function isSame(recorded: readonly TracedPart[], plain: Uint8Array): boolean {
  const onNoChannel = concat(Uint8Array.of((plain[0] ?? 0) & 0xfc), plain.subarray(1))
  const le = filled(recorded).subarray(plain.length)
  return le.length <= 1 && fits(recorded, concat(onNoChannel, le))
}
