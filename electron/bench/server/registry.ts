// The book of registrations: every step is legal, noted with its time and cause, and told. Sessions, pushes and intake
// move registrations on through it.
import { randomUUID } from 'node:crypto'
import { isHeld, type RegistrationState, type Step, stepTo } from '../../../shared/registration/state'
import { type Database, transaction } from '../../records/sqlite'
import { type Canonical, canonicalOf, isReply } from './identity'
import { holdersOf, type Kept, keepRegistration, registrationOf, registrationsIn } from './store'

/** Inside a transaction; what it changes is told when that is on disk. */
export type Book = {
  /** Not kept before its first step. */
  readonly open: (first: Omit<Kept, 'id' | 'state' | 'history' | 'createdAt' | 'updatedAt'>) => Kept
  /** A step that `stepTo` allows, with whatever else changes. */
  readonly step: (kept: Kept, state: RegistrationState, cause: string, change?: Change) => Kept
}
/** What a step may bring besides; the identities are held by the registration from then on. */
export type Change = Partial<Pick<Kept, 'tenant' | 'request' | 'requestSha256'>> & {
  readonly identities?: readonly Canonical[]
}

export type Registry = {
  readonly find: (devId: string) => Kept | undefined
  readonly get: (id: string) => Kept | undefined
  /** All that stand so, longest unchanged first. */
  readonly standing: (states: readonly RegistrationState[]) => readonly Kept[]
  /** Moves a registration on. Again changes nothing; an illegal step is refused, and nothing has changed. */
  readonly advance: (id: string, to: RegistrationState, cause: string) => Step | 'unknown'
  readonly atomically: <T>(work: (book: Book) => T) => T
  /** Told after it is on disk. Returns the way to stop. */
  readonly onChange: (tell: (kept: Kept) => void) => () => void
}

export type RegistryDeps = {
  readonly db: Database
  readonly now: () => number
  /** Within the transaction that makes the step. */
  readonly onStep: (kept: Kept) => void
}

export function createRegistry({ db, now, onStep }: RegistryDeps): Registry {
  const watchers = new Set<(kept: Kept) => void>()
  const bookFor = (changed: Map<string, Kept>): Book => ({
    open: (first) => {
      const at = now()
      const history = [{ state: 'received', at, cause: 'registered' }] as const
      return { ...first, id: randomUUID(), state: 'received', history, createdAt: at, updatedAt: at }
    },
    step: (kept, state, cause, { identities = [], ...change } = {}) => {
      const at = now()
      const next = { ...kept, ...change, state, history: [...kept.history, { state, at, cause }], updatedAt: at }
      keepRegistration(db, next, identities)
      changed.set(next.id, next)
      onStep(next)
      return next
    },
  })
  const atomically = <T>(work: (book: Book) => T): T => {
    const changed = new Map<string, Kept>()
    const result = transaction(db, () => work(bookFor(changed)))
    for (const kept of changed.values()) for (const tell of watchers) tell(kept)
    return result
  }
  return {
    find: (devId) => {
      const identity = identityIn(devId)
      return identity && holdersOf(db, [identity]).find(({ state }) => isHeld(state))
    },
    get: (id) => registrationOf(db, id),
    standing: (states) => registrationsIn(db, states),
    advance: (id, to, cause) =>
      atomically((book) => {
        const kept = registrationOf(db, id)
        if (!kept) return 'unknown'
        const step = stepTo(kept.state, to)
        if (step === 'forward') book.step(kept, to, cause)
        return step
      }),
    atomically,
    onChange: (tell) => {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
  }
}

/** `IMEI:490154203237518`, as a device names itself. */
export function identityIn(devId: string): Canonical | undefined {
  const colon = devId.indexOf(':')
  const identity = canonicalOf({ type: devId.slice(0, Math.max(colon, 0)), value: devId.slice(colon + 1) })
  return isReply(identity) ? undefined : identity
}
