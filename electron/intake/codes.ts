// One-time codes: six digits that went to a number and have to come back from whoever asked, soon and in few tries.
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { DeviceId } from '../../shared/identity/device'
import type { Phone } from '../../shared/intake/phone'
import type { IntakeRules } from '../../shared/intake/rules'
import { createBudget } from './budget'

/** What is proven once the code is back, and the language that the message is in. */
export type Claim = { readonly device: DeviceId; readonly phone: Phone; readonly language: string }

export type CodesDeps = {
  readonly rules: IntakeRules['web']
  /** Not waited for, so that nobody learns from the time it takes whether anything was sent. */
  readonly send: (claim: Claim, code: string) => void
  readonly now: () => number
  readonly audit: (act: string, detail: string) => void
  readonly drawCode?: () => string
}

export type Codes = {
  /** `too-many` is about who asks. What is about the number is not told: then nothing is sent. */
  readonly begin: (session: string, address: string, claim: Claim) => 'asked' | 'too-many'
  readonly again: (session: string, address: string) => 'asked' | 'too-many' | 'ended'
  /** The claim that the code proves, until the session is `done`: a right code costs no try. */
  readonly check: (session: string, code: string) => Claim | 'wrong' | 'ended'
  /** The session has nothing more to prove. */
  readonly done: (session: string) => void
}

type Attempt = {
  readonly claim: Claim
  readonly hash: Buffer
  readonly until: number
  readonly sentAt: number
  readonly triesLeft: number
}

const mostAttempts = 10_000
const hourMs = 3_600_000
const everyone = ''

export function createCodes({ rules, send, now, audit, drawCode = sixDigits }: CodesDeps): Codes {
  // Of this process only: a code is kept nowhere but in memory, and there only as a keyed hash.
  const key = randomBytes(32)
  const hashOf = (session: string, code: string): Buffer =>
    createHmac('sha256', key).update(`${session}\0${code}`).digest()
  const attempts = new Map<string, Attempt>()
  const perAddress = createBudget({ most: rules.codesPerAddressPerHour, perMs: hourMs, now })
  const perNumber = createBudget({ most: rules.codesPerNumberPerDay, perMs: 24 * hourMs, now })
  const perDay = createBudget({ most: rules.codesPerDay, perMs: 24 * hourMs, now })

  const isAllowed = (phone: Phone): boolean => {
    const kept = perNumber.spend(phone) ? (perDay.spend(everyone) ? undefined : 'day') : 'number'
    if (kept) audit('intake.limit', JSON.stringify({ source: 'web', limit: `codes per ${kept}` }))
    return kept === undefined
  }
  const draw = (session: string, claim: Claim): void => {
    const code = drawCode()
    const until = now() + rules.codeMinutes * 60_000
    attempts.delete(session)
    if (attempts.size >= mostAttempts) attempts.delete(attempts.keys().next().value ?? '')
    attempts.set(session, { claim, hash: hashOf(session, code), until, sentAt: now(), triesLeft: rules.triesPerCode })
    if (isAllowed(claim.phone)) send(claim, code)
  }
  const live = (session: string): Attempt | undefined => {
    const attempt = attempts.get(session)
    return attempt && attempt.until > now() && attempt.triesLeft > 0 ? attempt : undefined
  }
  return {
    begin: (session, address, claim) => {
      if (!perAddress.spend(address)) return 'too-many'
      draw(session, claim)
      return 'asked'
    },
    again: (session, address) => {
      const attempt = live(session)
      if (!attempt) return 'ended'
      if (now() - attempt.sentAt < rules.secondsBetweenCodes * 1000 || !perAddress.spend(address)) return 'too-many'
      draw(session, attempt.claim)
      return 'asked'
    },
    check: (session, code) => {
      const attempt = live(session)
      if (!attempt) return 'ended'
      if (timingSafeEqual(attempt.hash, hashOf(session, code))) return attempt.claim
      attempts.set(session, { ...attempt, triesLeft: attempt.triesLeft - 1 })
      return attempt.triesLeft > 1 ? 'wrong' : 'ended'
    },
    done: (session) => void attempts.delete(session),
  }
}

const sixDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0')
