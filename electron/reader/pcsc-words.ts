// The only place that knows PC/SC part 5: SCARD_STATE_*, SCARD_E_* and SCARD_W_*.
import type { Failure } from '../../shared/failure'
import type { DriverReader } from './driver'
import type { SeenReader, ToReaders } from './protocol'

const PRESENT = 0x20
const EXCLUSIVE = 0x80
const IN_USE = 0x100
const MUTE = 0x200

export function readerOf({ name, state, atrHex }: SeenReader): DriverReader {
  const card = (state & PRESENT) === 0 ? 'none' : (state & MUTE) === 0 ? 'present' : 'unreadable'
  const use = (state & EXCLUSIVE) !== 0 ? 'exclusive' : (state & IN_USE) !== 0 ? 'shared' : 'free'
  // pcsc-lite counts insertions and removals in the upper half of dwEventState.
  return { name, card, use, insertions: state >>> 16, ...(card !== 'none' && atrHex && { atrHex }) }
}

const failures: readonly (readonly [RegExp, (reader: string) => Failure])[] = [
  [/8010000b/i, (reader) => ({ code: 'reader.busy', reader })],
  [/8010000c/i, (reader) => ({ code: 'card.absent', reader })],
  [/80100069|80100068|80100016/i, (reader) => ({ code: 'card.removed', reader })],
  [/8010006[67]|8010000f|8010002f/i, (reader) => ({ code: 'card.mute', reader, command: 'power on' })],
  [/80100009|80100017|8010002e/i, (reader) => ({ code: 'reader.lost', reader })],
  [/8010001[de]|80100013/i, () => ({ code: 'reader.service-down', reason: 'the PC/SC service stopped' })],
]

/**
 * SCARD_E_PROTO_MISMATCH and SCARD_W_UNPOWERED_CARD, for a command in an open session: pcscd powers a card off that
 * another program is just done with, though it is ours by then. The command was not sent.
 */
const lostPower = /8010000f|80100067/i

/** The binding puts the code into its message, in hex. */
export function failureOf(reason: string, reader: string, ask: ToReaders['ask']): Failure {
  if (ask === 'transmit' && lostPower.test(reason)) return { code: 'reader.busy', reader }
  return failures.find(([code]) => code.test(reason))?.[1](reader) ?? { code: 'reader.lost', reader }
}
