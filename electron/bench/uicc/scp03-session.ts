import { areEqual, concat } from '../../../shared/bytes'
import type { Command, Le } from './command'
import { derive, hideAnswer, macOf, revealCommand } from './scp03-cipher'
import { type Answer, answer } from './status-word'
import { word } from './tlv'

/** The card's side of a session that INITIALIZE UPDATE began. */
export type Begun = {
  readonly enc: Uint8Array
  readonly mac: Uint8Array
  readonly rmac: Uint8Array
  /** Challenges, cryptograms and MACs: 8 bytes, or 16 in S16. */
  readonly sizeBytes: number
  readonly host: Uint8Array
  readonly card: Uint8Array
}

/** Once EXTERNAL AUTHENTICATE was accepted. */
export type Session = Begun & { readonly level: number; chain: Uint8Array; counter: number }

export function begin(keys: { readonly enc: Uint8Array; readonly mac: Uint8Array }, context: Uint8Array): Begun {
  const bits = keys.mac.length * 8
  const mac = derive(keys.mac, 0x06, bits, context)
  const sizeBytes = context.length / 2
  return {
    enc: derive(keys.enc, 0x04, bits, context),
    mac,
    rmac: derive(keys.mac, 0x07, bits, context),
    sizeBytes,
    card: derive(mac, 0x00, sizeBytes * 8, context),
    host: derive(mac, 0x01, sizeBytes * 8, context),
  }
}

/** The C-MAC that a command has to carry: over its header without the channel, and its data without the MAC. */
export function expectedMac({ mac }: Begun, chain: Uint8Array, command: Command, body: Uint8Array): Uint8Array {
  const { cla, ins, p1, p2, data, le } = command
  const isLong = data.length > 255 || (le !== undefined && le.bytes > 256)
  const lc = isLong ? concat(Uint8Array.of(0), word(data.length)) : Uint8Array.of(data.length)
  return macOf(mac, concat(chain, Uint8Array.of(cla & 0xfc, ins, p1, p2), lc, body))
}

/** What was meant by a wrapped command; undefined where its MAC or its padding is wrong. Moves the session on. */
export function unwrap(session: Session, command: Command): Command | undefined {
  const end = command.data.length - session.sizeBytes
  if (end < 0) return undefined
  const body = command.data.subarray(0, end)
  const mac = expectedMac(session, session.chain, command, body)
  if (!areEqual(mac.subarray(0, session.sizeBytes), command.data.subarray(end))) return undefined
  session.chain = mac
  session.counter++
  const isHidden = (session.level & 0x02) !== 0 && body.length > 0
  const data = isHidden ? revealCommand(session.enc, session.counter, body) : body
  return data && { ...command, cla: command.cla & 0xfb, data, le: lessened(session, command) }
}

/**
 * How much of an answer a short response has room for beside its MAC and padding. A wrapped READ has no Le on T=0
 * (ISO/IEC 7816-3, 12.2.4), and is answered with as much as there is.
 */
function lessened(
  { level, sizeBytes }: Session,
  { ins, le = isReading(ins) ? whole : undefined }: Command,
): Le | undefined {
  if (!le || (level & 0x10) === 0 || le.bytes > 256) return le
  const room = 256 - sizeBytes
  const most = (level & 0x20) === 0 ? room : room - (room % 16) - 1
  return le.kind === 'exactly' && le.bytes <= most ? le : { kind: 'upTo', bytes: Math.min(most, le.bytes) }
}

const whole = { kind: 'upTo', bytes: 256 } as const
const isReading = (ins: number): boolean => ins === 0xb0 || ins === 0xb2

/** Errors go bare; all else with the MAC of the answer, and hidden where there are data and the level says so. */
export function wrap(session: Session, plain: Answer): Answer {
  const first = plain.sw >> 8
  if ((session.level & 0x10) === 0) return plain
  if (![0x90, 0x91, 0x62, 0x63].includes(first)) return answer(plain.sw)
  const isHidden = (session.level & 0x20) !== 0 && plain.data.length > 0
  const data = isHidden ? hideAnswer(session.enc, session.counter, plain.data) : plain.data
  const mac = macOf(session.rmac, concat(session.chain, data, word(plain.sw))).subarray(0, session.sizeBytes)
  return answer(plain.sw, concat(data, mac))
}
