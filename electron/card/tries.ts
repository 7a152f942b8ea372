// Asks a card how many tries its keys have left. There are cards that count the question as a try: none loses a key to it.
import { type Channel, send } from './channel'
import { PIN1, PIN2, queryTries, type Tries, type Verification } from './commands'
import type { CardKind } from './kind'

/** What a station remembers of cards, by ICCID and key reference. */
export type TriesKept = {
  readonly isCounting: (iccid: string) => boolean
  readonly counting: (iccid: string) => void
  /** How many tries a key had left when it was last asked or tried; undefined where that says nothing any more. */
  readonly last: (iccid: string, reference: number) => number | undefined
  readonly told: (iccid: string, reference: number, left: number | undefined) => void
}

/** The tries of one card's keys, in one session. */
export type SessionTries = {
  /** Nothing is told, and nothing asked, where the card counts the question. */
  readonly left: (channel: Channel, reference: number) => Promise<Tries>
  /** What the card said to a key. */
  readonly shown: (reference: number, verification: Verification) => void
  readonly isAsked: () => boolean
  readonly isCounting: () => boolean
}

/** A refusal must leave two tries: below three, or where the card does not tell, no key is tried. */
export const LEAST_TRIES = 3

const untold: Tries = { left: null, isVerified: false }

/**
 * ETSI TS 102 221, 11.1.9: VERIFY without a key tells the tries and spends none. Whether a card keeps to it, PIN1 tells,
 * which the PUK brings back: it is asked twice before any other key is asked once. Where PIN1 is off, at its last try, or
 * a SIM's, fewer tries than last time and fewer again tell it, and a key that had too few to be tried is not asked again.
 */
export function createTries({ iccid, kind }: Asked, kept: TriesKept): SessionTries {
  let manner: Manner | undefined
  let pin1 = untold
  let isAsked = false

  async function ask(channel: Channel, reference: number): Promise<Tries> {
    isAsked = true
    const { isRefused, ...tries } = await send(channel, question(reference))
    if (isRefused) counts()
    return tries
  }

  function counts(): Manner {
    kept.counting(iccid)
    manner = 'counts'
    return manner
  }

  async function mannerOf(channel: Channel): Promise<Manner> {
    if (kept.isCounting(iccid)) return 'counts'
    if (kind === 'sim2g') return 'unknown'
    if (kept.last(iccid, PIN1) === 1) {
      pin1 = { left: 1, isVerified: false }
      return 'unknown'
    }
    pin1 = await ask(channel, PIN1)
    const { left } = pin1
    if (left === 1) kept.told(iccid, PIN1, left)
    if (left === null || left < 2) return manner ?? 'unknown'
    pin1 = await ask(channel, PIN1)
    return isLess(pin1, left) ? counts() : (manner ?? 'tells')
  }

  async function askWarily(channel: Channel, reference: number): Promise<Tries> {
    const last = kept.last(iccid, reference)
    if (last !== undefined && last > 0 && last < LEAST_TRIES) return { left: last, isVerified: false }
    const tries = await ask(channel, reference)
    if (tries.left === null || tries.left === last) return tries
    const isSuspect = isLess(tries, last) && tries.left >= LEAST_TRIES
    const again = isSuspect ? await ask(channel, reference) : tries
    kept.told(iccid, reference, again.left ?? undefined)
    // Somebody else may have tried a key meanwhile: once is no proof.
    if (isLess(again, tries.left)) counts()
    return again
  }

  return {
    left: async (channel, reference) => {
      // 3GPP TS 51.011, 9.2.2: those of a SIM stand in the header of its directory.
      if (kind === 'sim2g' && [PIN1, PIN2].includes(reference)) return ask(channel, reference)
      const isMet = manner !== undefined
      manner ??= await mannerOf(channel)
      if (reference === PIN1 && !(isMet && manner === 'tells')) return pin1
      if (manner === 'counts') return untold
      return manner === 'tells' ? ask(channel, reference) : askWarily(channel, reference)
    },
    shown: (reference, verification) => {
      const left = verification.result === 'verified' ? undefined : verification.triesLeft
      if (left !== null) kept.told(iccid, reference, left)
    },
    isAsked: () => isAsked,
    isCounting: () => manner === 'counts',
  }
}

type Asked = { readonly iccid: string; readonly kind: CardKind }
type Manner = 'tells' | 'counts' | 'unknown'

const isLess = ({ left }: Tries, before = 0): boolean => left !== null && left < before

/** 6300 is what a wrong key is answered with. */
const question = (reference: number) => {
  const query = queryTries(reference)
  return {
    ...query,
    parse: (bytes: Uint8Array, sw: number) => ({ ...query.parse(bytes, sw), isRefused: sw === 0x6300 }),
  }
}
