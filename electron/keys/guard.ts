// Two refused keys stop a key set, in every process of a home, before a third card could lose a try.
import { randomUUID } from 'node:crypto'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import type { CardAt, CardKey } from '../card/key'
import type { Attempt, KeySets } from '../records/key-sets'
import { isPinSet } from './source'

/** A refusal leaves a card at least two tries; a second card may show that it was not the card. */
export const MOST_REFUSALS = 2

export type GuardDeps = {
  readonly keySets: Pick<KeySets, 'begin' | 'end' | 'refusals'>
  /** Which stay of a card this is at a reader. */
  readonly stayOf: (reader: string) => string
  /** How long a try waits for others that may still become refusals. */
  readonly patienceMs?: number
}

export type Guard = {
  /** Fails with `key.stopped`. */
  readonly check: (keySet: string) => void
  /** What stands round the one try of a card's stay. Fails with `key.stopped` or `key.tried`, and then nothing was sent. */
  readonly once: (keySet: string, card: CardAt) => CardKey['once']
  /**
   * The same for the PIN of a token, which counts wrong ones itself and locks: one is enough. `isSpent` tells what came of
   * it. Fails with `token.pin`, and then nothing was sent.
   */
  readonly pinOnce: <T>(keySet: string, attempt: () => Promise<T>, isSpent: (answer: T) => boolean) => Promise<T>
}

/** A try takes some seconds: what holds another one up for longer was never noted. */
const PATIENCE_MS = 60_000

/** How soon what other programs of the home came to is looked at. */
const LOOK_MS = 50

export function createGuard({ keySets, stayOf, patienceMs = PATIENCE_MS }: GuardDeps): Guard {
  const waiting = new Set<() => void>()
  /** What came of tries, as long as it is not on disk: no other key is tried before it is. */
  const owed = new Map<number, Ended>()

  function settle(): void {
    for (const [id, result] of owed) {
      keySets.end(id, result)
      owed.delete(id)
    }
  }

  /** What the card said counts, whether or not it can be noted now. */
  function ended(id: number, result: Ended): void {
    owed.set(id, result)
    try {
      settle()
    } catch (error) {
      if (!(error instanceof Failed)) throw error
    }
    for (const wake of [...waiting]) wake()
  }

  /** Until something here ended a try, or another program may have. */
  const turn = (): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, LOOK_MS)
      waiting.add(wake)
    })

  /** Refusals and tries that may still become refusals are never more than two together: the others wait for them. */
  async function enter(attempt: Attempt, most = MOST_REFUSALS): Promise<number> {
    const patience = AbortSignal.timeout(patienceMs)
    for (;;) {
      settle()
      const begun = keySets.begin(attempt, most)
      if (begun.state === 'begun') return begun.id
      if (begun.state === 'stopped') throw stopped(attempt.keySet, begun.refusals)
      if (begun.state === 'tried') throw new Failed({ code: 'key.tried', reader: attempt.reader })
      if (patience.aborted) throw neverNoted()
      await turn()
    }
  }

  return {
    check: (keySet) => {
      const refusals = keySets.refusals(keySet)
      if (refusals >= MOST_REFUSALS) throw stopped(keySet, refusals)
    },
    once: (keySet, { reader, iccid = '' }) => {
      const stay = stayOf(reader)
      return async (attempt) => {
        const id = await enter({ keySet, reader, iccid, stay })
        let result: Ended = 'unknown'
        try {
          const verification = await attempt()
          result = verification.result === 'refused' ? 'refused' : 'taken'
          return verification
        } finally {
          ended(id, result)
        }
      }
    },
    pinOnce: async (keySet, attempt, isSpent) => {
      const id = await enter({ keySet, reader: '', iccid: '', stay: randomUUID() }, 1)
      let result: Ended = 'refused'
      try {
        const answer = await attempt()
        if (!isSpent(answer)) result = 'taken'
        return answer
      } finally {
        ended(id, result)
      }
    },
  }
}

type Ended = Parameters<KeySets['end']>[1]

const neverNoted = (): Failed =>
  new Failed({
    code: 'disk.failed',
    path: 'key_attempt',
    reason: because('what another try of a key came to was not noted'),
  })

const stopped = (keySet: string, refusals: number): Failed =>
  new Failed(
    isPinSet(keySet) ? { code: 'token.pin', state: 'refused', keySet } : { code: 'key.stopped', keySet, refusals },
  )
