import { concat, hex } from '../../shared/bytes'
import { Failed, Failure } from '../../shared/failure'
import { filled, partsOf, sizeOf, type TraceLine } from '../../shared/trace'
import type { Driver, DriverState, Link } from '../reader/driver'
import { exchangesOf, type Spoken } from './replay-exchanges'
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

type Exchange = Extract<Spoken, { trace: 'apdu' }>

/**
 * Answers what the trace says to the same commands in the same order, hidden bytes matched by how many they are. Fails
 * with `request.invalid` at the first command that differs, and at each one after it.
 */
export function replay({ lines, content = {}, scp03 }: ReplayOptions): Replay {
  const reader = readerIn(lines)
  const spoken = exchangesOf(lines)
  const memory = createReplayMemory(content)
  const secure = scp03 && replayScp03(scp03, memory)
  let at = 0
  let difference: string | undefined
  /** What a wrapped command was answered and the station has not fetched yet. */
  let waiting: Uint8Array | undefined

  const differs = (what: string): Failed => {
    difference ??= `exchange ${at + 1}: ${what}`
    return new Failed({ code: 'request.invalid', path: 'replay', reason: difference })
  }
  /** The next line, if it is what the station says now. */
  const next = (said: string, isSame: (line: Spoken) => boolean): Spoken => {
    const line = spoken[at]
    if (difference === undefined && line && isSame(line)) {
      at++
      return line
    }
    throw differs(`${said} instead of ${line ? toldOf(line) : 'the end'}`)
  }
  const power = (is: 'on' | 'off') => {
    const line = next(`power ${is}`, (line) => line.trace === 'power' && line.is === is)
    memory.forgetSelection()
    secure?.reset()
    const { atr = '', protocol } = line.trace === 'power' ? line : {}
    return { atrHex: atr, ...(protocol && { protocol }) }
  }
  const secured = (command: Uint8Array, { whole, inside, r }: Exchange): Uint8Array | undefined => {
    if (!secure || (!inside && !isHandshake(command))) return undefined
    const answer = secure.transmit(command, whole, (said, isSame) => {
      if (inside && isSame(inside.c)) return inside.r
      throw differs(`${said} instead of ${inside?.c ?? 'nothing'}, inside`)
    })
    const isLater = /^61..$/.test(r)
    waiting = isLater ? answer : undefined
    return isLater ? filled(partsOf(r)) : answer
  }
  const fetched = (rest: Uint8Array, { r }: Exchange): Uint8Array => {
    const size = sizeOf(partsOf(r)) - 2
    const isLast = size === rest.length - 2
    waiting = isLast ? undefined : rest.subarray(size)
    return isLast ? rest : concat(rest.subarray(0, size), filled(partsOf(r)).subarray(-2))
  }
  const transmit = (command: Uint8Array): Uint8Array => {
    const isSecure = secure?.isFor(command) ?? false
    const isSame = (c: string): boolean =>
      isSecure ? sizeOf(partsOf(c)) === command.length : fits(partsOf(c), command)
    const line = next(named(command), (line) => line.trace !== 'power' && isSame(line.c))
    if (line.trace === 'lost') throw failureOf(line.code, reader, command)
    if (line.trace === 'power') throw differs(named(command))
    if (waiting && command[1] === 0xc0) return fetched(waiting, line)
    waiting = undefined
    const opened = isSecure ? secured(command, line) : undefined
    if (opened) return opened
    const response = memory.answer(command, partsOf(line.r))
    memory.follow(command, response)
    return response
  }

  const connect = (): Link => ({
    ...power('on'),
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

/** INITIALIZE UPDATE and EXTERNAL AUTHENTICATE; a wrapped command that the card refused has nothing inside. */
const isHandshake = (command: Uint8Array): boolean => command[1] === 0x50 || command[1] === 0x82

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
