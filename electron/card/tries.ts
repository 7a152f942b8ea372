// Asks a card how many tries its keys have left. There are cards that count the question as a try: none loses a key to it.
import { Failed, type Failure } from '../../shared/failure'
import { type Channel, send } from './channel'
import { isAdm, isLocal, PIN1, PIN2, queryTries, type Tries, type Verification } from './commands'
import type { CardKind } from './kind'

/** What a station remembers of cards, by ICCID and key reference, which `keptAs` tells from those of other applications. */
export type TriesKept = {
  /** Why nothing can be kept now, and is not found out then: each program would ask a card that counts anew. */
  readonly whyNotKept: () => Failure | undefined
  readonly isCounting: (iccid: string) => boolean
  readonly counting: (iccid: string) => void
  /** How many tries a key had left when it was last asked or tried; undefined where that says nothing any more. */
  readonly last: (iccid: string, reference: number) => number | undefined
  readonly told: (iccid: string, reference: number, left: number | undefined) => void
}

/** The tries of one card's keys, in one session. */
export type SessionTries = {
  /**
   * Nothing is told, and nothing asked, where the card counts the question. A local key is asked where it belongs. Fails as
   * the store does where nothing is asked because nothing could be kept: that is no fault of the card.
   */
  readonly left: (channel: Channel, reference: number, application?: Application) => Promise<Tries>
  /** The same for a look: what is remembered, if anything, where the question may cost a try that nothing brings back. */
  readonly leftFreely: (channel: Channel, reference: number, application?: Application) => Promise<number | null>
  /** What the card said to a key, a local one being that of PKCS#15. */
  readonly shown: (reference: number, verification: Verification) => void
  /** What is remembered of this PIN from before holds no more, a person says. A card that counts stays one. */
  readonly askAnew: (reference: number) => void
  readonly isAsked: (reference: number) => boolean
  /** Nothing was asked, for what the card answered could not be kept. */
  readonly isSpared: () => boolean
  readonly isCounting: () => boolean
}

/** Whose local keys are asked about: PKCS#15, where it is not said. */
export type Application = 'PKCS#15' | 'USIM'

/** ETSI TS 102 221, 9.5.1: a local key of one reference is another key in each application. */
const keptAs = (reference: number, application?: Application): number =>
  application === 'USIM' && isLocal(reference) ? 0x100 + reference : reference

/** A refusal must leave two tries: below three, or where the card does not tell, no key is tried. */
export const LEAST_TRIES = 3

const untold: Tries = { left: null, isVerified: false }

/**
 * ETSI TS 102 221, 11.1.9: VERIFY without a key tells the tries and spends none. Whether a card keeps to it, PIN1 tells,
 * which the PUK brings back: it is asked twice before any other key is asked once. Where PIN1 is off, at its last try, or
 * a SIM's, fewer tries than last time and fewer again tell it, and a key that had too few to be tried is not asked again.
 * A card key of a card without a number is not asked then: `kept` is that of its stay.
 */
export function createTries({ iccid = '', kind }: Asked, kept: TriesKept): SessionTries {
  let manner: Manner | undefined
  let pin1 = untold
  let whySpared: Failure | undefined
  const asked = new Set<number>()

  async function ask(channel: Channel, reference: number): Promise<Tries> {
    asked.add(reference)
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
    whySpared = kept.whyNotKept()
    if (whySpared) return 'spared'
    if (kind === 'sim2g') return 'unknown'
    pin1 = await askTwice(channel, PIN1, PIN1)
    return manner ?? 'unknown'
  }

  /** A key that a PUK brings back: fewer tries at the second time tell the manner. */
  async function askTwice(channel: Channel, reference: number, as: number): Promise<Tries> {
    if (kept.last(iccid, as) === 1) return { left: 1, isVerified: false }
    const tries = await ask(channel, reference)
    const { left } = tries
    if (left === 1) kept.told(iccid, as, left)
    if (left === null || left < 2) return tries
    const again = await ask(channel, reference)
    if (isLess(again, left)) counts()
    else if (manner !== 'counts') manner = 'tells'
    return again
  }

  async function askWarily(channel: Channel, reference: number, as: number): Promise<Tries> {
    const last = kept.last(iccid, as)
    if (last !== undefined && last > 0 && last < LEAST_TRIES) return { left: last, isVerified: false }
    const tries = await ask(channel, reference)
    if (tries.left === null || tries.left === last) return tries
    const isSuspect = isLess(tries, last) && tries.left >= LEAST_TRIES
    const again = isSuspect ? await ask(channel, reference) : tries
    kept.told(iccid, as, again.left ?? undefined)
    // Somebody else may have tried a key meanwhile: once is no proof.
    if (isLess(again, tries.left)) counts()
    return again
  }

  // 3GPP TS 51.011, 9.2.2: those of a SIM stand in the header of its directory.
  const isInHeader = (reference: number): boolean => kind === 'sim2g' && [PIN1, PIN2].includes(reference)

  async function toldBy(channel: Channel, reference: number, application?: Application): Promise<Tries> {
    if (isInHeader(reference)) return ask(channel, reference)
    const isMet = manner !== undefined
    manner ??= await mannerOf(channel)
    if (reference === PIN1 && !(isMet && manner === 'tells')) return pin1
    if (manner === 'counts' || manner === 'spared') return untold
    if (manner === 'tells') return ask(channel, reference)
    // Each stay of a card without a number would cost its key one more.
    if (iccid === '' && isAdm(reference)) return untold
    return askWarily(channel, reference, keptAs(reference, application))
  }

  return {
    left: async (channel, reference, application) => {
      const tries = await toldBy(channel, reference, application)
      if (whySpared && tries === untold) throw new Failed(whySpared)
      return tries
    },
    leftFreely: async (channel, reference, application) => {
      if (reference !== PIN1 && !isInHeader(reference)) {
        manner ??= await mannerOf(channel)
        const as = keptAs(reference, application)
        // PIN2 has a PUK of its own.
        if (manner === 'unknown' && application === 'USIM') return (await askTwice(channel, reference, as)).left
        if (manner !== 'tells') return kept.last(iccid, as) ?? null
      }
      return (await toldBy(channel, reference, application)).left
    },
    shown: (reference, verification) => {
      const left = verification.result === 'verified' ? undefined : verification.triesLeft
      if (left !== null) kept.told(iccid, reference, left)
    },
    askAnew: (reference) => {
      if (asked.has(reference)) return
      kept.told(iccid, reference, undefined)
      if (manner === 'unknown') manner = undefined
    },
    isAsked: (reference) => asked.has(reference),
    isSpared: () => whySpared !== undefined,
    isCounting: () => manner === 'counts',
  }
}

type Asked = { readonly iccid?: string | undefined; readonly kind: CardKind }

type Manner = 'tells' | 'counts' | 'unknown' | 'spared'

const isLess = ({ left }: Tries, before = 0): boolean => left !== null && left < before

/** 6300 is what a wrong key is answered with. */
const question = (reference: number) => {
  const query = queryTries(reference)
  return {
    ...query,
    parse: (bytes: Uint8Array, sw: number) => ({ ...query.parse(bytes, sw), isRefused: sw === 0x6300 }),
  }
}
