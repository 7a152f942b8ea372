import { hex } from '../../shared/bytes'
import { Failed, Failure } from '../../shared/failure'
import { filled, partsOf, sizeOf, type TraceLine } from '../../shared/trace'
import type { Driver, DriverState, Link } from '../reader/driver'
import { fits } from './replay-fits'
import { createReplayMemory } from './replay-memory'
import { replayScp03 } from './replay-scp03'
import type { Scp03Options } from './uicc/scp03'

export type ReplayOptions = {
  readonly lines: readonly TraceLine[]
  /** What its files held before, by the last FID of their paths: a trace hides it. */
  readonly content?: Readonly<Record<string, Uint8Array>>
  /** The key set of a card that wants a secure channel. */
  readonly scp03?: Scp03Options
}

/** A card that was once, in a reader of its own. */
export type Replay = {
  readonly driver: Driver
  readonly reader: string
  /** How the station's commands first differ from those of the trace: then the card answers no more. */
  readonly difference: () => string | undefined
  /** How many lines of the trace are left. */
  readonly left: () => number
}

type Spoken = Extract<TraceLine, { trace: 'apdu' | 'lost' | 'inside' | 'power' }>

/**
 * Answers what the trace says to the same commands in the same order, hidden bytes matched by how many they are. The
 * first command that differs is an exception, not a failure of the card: nobody must take it for one.
 */
export function replay({ lines, content = {}, scp03 }: ReplayOptions): Replay {
  const reader = readerIn(lines)
  const spoken = lines.filter((line): line is Spoken => line.trace !== 'begun' && line.trace !== 'ended')
  const memory = createReplayMemory(content)
  const secure = scp03 && replayScp03(scp03, memory)
  let at = 0
  let difference: string | undefined

  /** The next line, if it is what the station says now. */
  const next = (said: string, isSame: (line: Spoken) => boolean): Spoken => {
    const line = spoken[at]
    if (difference === undefined && line && isSame(line)) {
      at++
      return line
    }
    difference ??= `exchange ${at + 1}: ${said} instead of ${line ? toldOf(line) : 'the end'}`
    throw new Error(difference)
  }
  const power = (is: 'on' | 'off'): string => {
    const line = next(`power ${is}`, (line) => line.trace === 'power' && line.is === is)
    memory.forgetSelection()
    secure?.reset()
    return line.trace === 'power' ? (line.atr ?? '') : ''
  }
  const inside = (said: string, isSame: (c: string) => boolean) => {
    const line = next(`${said} inside`, (line) => line.trace === 'inside' && isSame(line.c))
    return { r: line.trace === 'inside' ? line.r : '' }
  }
  const transmit = (command: Uint8Array): Uint8Array => {
    const isSecure = secure?.isFor(command) ?? false
    const isSame = (c: string): boolean =>
      isSecure ? sizeOf(partsOf(c)) === command.length : fits(partsOf(c), command)
    const line = next(named(command), (line) => (line.trace === 'apdu' || line.trace === 'lost') && isSame(line.c))
    if (line.trace === 'lost') throw failureOf(line.code, reader, command)
    const parts = partsOf(line.trace === 'apdu' ? line.r : '')
    if (secure && isSecure && hasInside(command, spoken[at])) return secure.transmit(command, filled(parts), inside)
    const response = memory.answer(command, parts)
    memory.follow(command, response)
    return response
  }

  const connect = (): Link => ({
    atrHex: power('on'),
    transmit: async (command) => transmit(command),
    // A card that was lost is powered off by nobody.
    close: async (how) => {
      if (how === 'unpower' && difference === undefined && spoken[at]?.trace === 'power') power('off')
    },
  })
  return { reader, driver: driverOf(reader, connect), difference: () => difference, left: () => spoken.length - at }
}

const readerIn = (lines: readonly TraceLine[]): string =>
  lines.flatMap((line) => (line.trace === 'begun' ? [line.reader] : []))[0] ?? 'Replay'

const toldOf = (line: Spoken): string => (line.trace === 'power' ? `power ${line.is}` : line.c)

/** The head of a command and its length: what is behind may be a key. */
const named = (command: Uint8Array): string => `${hex(command.subarray(0, 5))} of ${command.length} bytes`

/** The handshake, and a wrapped command that the card opened; one that it refused has nothing inside. */
const hasInside = (command: Uint8Array, following: Spoken | undefined): boolean =>
  [0x50, 0x82].includes(command[1] ?? 0) || following?.trace === 'inside'

/** The failure of that code, with what there is of its facts. */
function failureOf(code: string, reader: string, command: Uint8Array): Failed {
  return new Failed(Failure.parse({ code, reader, command: hex(command.subarray(0, 4)), reason: 'replayed' }))
}

function driverOf(reader: string, connect: () => Link): Driver {
  const state: DriverState = { service: 'up', readers: [{ name: reader, card: 'present', use: 'free' }] }
  return {
    watch: (onState) => onState(state),
    connect: async (named) => {
      if (named !== reader) throw new Failed({ code: 'reader.lost', reader: named })
      return connect()
    },
    close: async () => undefined,
  }
}
