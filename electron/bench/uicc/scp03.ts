import { areEqual, concat } from '../../../shared/bytes'
import type { Command } from './command'
import type { Perform } from './perform'
import { SECURE_CHANNEL } from './rules'
import { derive } from './scp03-cipher'
import { type Begun, begin, expectedMac, type Session, unwrap, wrap } from './scp03-session'
import { type Answer, answer, done, sw } from './status-word'

/** GlobalPlatform Amendment D on the card: a key set, what it can do, and whom it is asked by. */
export type Scp03Options = {
  readonly version: number
  readonly enc: Uint8Array
  readonly mac: Uint8Array
  /** Table 5-1: 20 R-MAC, 40 R-ENCRYPTION, 10 challenges from a counter, 01 S16. */
  readonly i: number
}

/** How often the host may still fail to authenticate. Outlives a reset. */
export type Tries = { readonly maxTries: number; triesLeft: number }

// The keys that GlobalPlatform's own examples use, and that test cards are delivered with
const exampleKey = Uint8Array.from({ length: 16 }, (_, at) => 0x40 + at)

/** What cards of the bench have that want a secure channel. */
export const benchScp03: Scp03Options = { version: 0x30, enc: exampleKey, mac: exampleKey, i: 0x60 }

/** 7.1.1: a card tells its maker's data first; these are a bench's. */
const diversification = Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)

const INITIALIZE_UPDATE = 0x50
const EXTERNAL_AUTHENTICATE = 0x82
const SELECT = 0xa4
const MANAGE_CHANNEL = 0x70

/** What a session has to know of the card that it is with. */
type SecureState = {
  readonly verified: Pick<Set<number>, 'add' | 'delete'>
  readonly channels: {
    get(number: number): { readonly application: { readonly aid?: Uint8Array | undefined } | undefined } | undefined
  }
  readonly random: (sizeBytes: number) => Uint8Array
}

/** OMA DM 2.0, Appendix H: a session for each logical channel, over as soon as anything is not right. */
export function scp03Layer(options: Scp03Options, tries: Tries): (state: SecureState, inner: Perform) => Perform {
  let sequence = 0

  return (state, inner) => {
    const begun = new Map<number, Begun>()
    const sessions = new Map<number, Session>()

    const initialize = (number: number, { p1, data }: Command): Answer => {
      sessions.delete(number)
      begun.delete(number)
      const sizeBytes = (options.i & 0x01) === 0 ? 8 : 16
      const { application } = state.channels.get(number) ?? {}
      if (!application?.aid) return answer(sw.conditionsNotMet)
      if (tries.triesLeft === 0) return answer(sw.blocked)
      if (p1 !== 0 && p1 !== options.version) return answer(sw.keyNotFound)
      if (data.length !== sizeBytes) return answer(sw.wrongLength)
      sequence++
      const counter = Uint8Array.of(sequence >> 16, (sequence >> 8) & 0xff, sequence & 0xff)
      const isCounted = (options.i & 0x10) !== 0
      const challenge = isCounted
        ? derive(options.enc, 0x02, sizeBytes * 8, concat(counter, application.aid))
        : state.random(sizeBytes)
      const offer = begin(options, concat(data, challenge))
      begun.set(number, offer)
      const info = Uint8Array.of(options.version, 0x03, options.i)
      return done(concat(diversification, info, challenge, offer.card, isCounted ? counter : new Uint8Array(0)))
    }

    const authenticate = (number: number, command: Command): Answer => {
      const offer = begun.get(number)
      begun.delete(number)
      if (!offer) return answer(sw.conditionsNotMet)
      if (command.data.length !== offer.sizeBytes * 2) return answer(sw.wrongLength)
      const shown = command.data.subarray(0, offer.sizeBytes)
      const chain = expectedMac(offer, new Uint8Array(16), command, shown)
      const isHost =
        areEqual(shown, offer.host) &&
        areEqual(chain.subarray(0, offer.sizeBytes), command.data.subarray(offer.sizeBytes))
      if (!isHost) return refuse(tries)
      tries.triesLeft = tries.maxTries
      sessions.set(number, { ...offer, level: command.p1, chain, counter: 0 })
      return done()
    }

    const inside = (number: number, command: Command): Answer => {
      const session = sessions.get(number)
      const meant = session && unwrap(session, command)
      if (!session || !meant) {
        sessions.delete(number)
        return answer(sw.notAllowed)
      }
      if (session.level === 0x33) state.verified.add(SECURE_CHANNEL)
      const plain = inner(meant)
      state.verified.delete(SECURE_CHANNEL)
      return wrap(session, plain)
    }

    return (command) => {
      const number = command.cla & 0x03
      const kind = command.cla & 0xfc
      if (kind === 0x80 && command.ins === INITIALIZE_UPDATE) return initialize(number, command)
      if (kind === 0x84 && command.ins === EXTERNAL_AUTHENTICATE) return authenticate(number, command)
      const isWrapped = kind === 0x04 || kind === 0x84
      const given = isWrapped ? inside(number, command) : inner(command)
      if (endsSession(command)) sessions.delete(number)
      return given
    }
  }
}

const refuse = (tries: Tries): Answer => {
  tries.triesLeft = Math.max(0, tries.triesLeft - 1)
  return answer(sw.authenticationFailed)
}

const endsSession = ({ ins, p1 }: Command): boolean =>
  (ins === SELECT && p1 === 0x04) || (ins === MANAGE_CHANNEL && p1 === 0x80)
