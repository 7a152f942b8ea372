// Two refused keys stop a key set, in every process of a home, before a third card could lose a try.
import { Failed } from '../../shared/failure'
import type { CardAt, CardKey } from '../card/key'
import type { Attempt, KeySets } from '../records/key-sets'

/** A refusal leaves a card at least two tries; a second card may show that it was not the card. */
export const MOST_REFUSALS = 2

export type GuardDeps = {
  readonly keySets: Pick<KeySets, 'begin' | 'end' | 'refusals'>
  /** Which stay of a card this is at a reader. */
  readonly stayOf: (reader: string) => string
}

export type Guard = {
  /** Fails with `key.stopped`. */
  readonly check: (keySet: string) => void
  /** What stands round the one try of a card's stay. Fails with `key.stopped` or `key.tried`, and then nothing was sent. */
  readonly once: (keySet: string, card: CardAt) => CardKey['once']
}

/** How soon what other programs of the home came to is looked at. */
const LOOK_MS = 50

export function createGuard({ keySets, stayOf }: GuardDeps): Guard {
  const waiting = new Set<() => void>()

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
  async function enter(attempt: Attempt): Promise<number> {
    for (;;) {
      const begun = keySets.begin(attempt, MOST_REFUSALS)
      if (begun.state === 'begun') return begun.id
      if (begun.state === 'stopped') throw stopped(attempt.keySet, begun.refusals)
      if (begun.state === 'tried') throw new Failed({ code: 'key.tried', reader: attempt.reader })
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
        let result: Parameters<KeySets['end']>[1] = 'unknown'
        try {
          const verification = await attempt()
          result = verification.result === 'refused' ? 'refused' : 'taken'
          return verification
        } finally {
          keySets.end(id, result)
          for (const wake of [...waiting]) wake()
        }
      }
    },
  }
}

const stopped = (keySet: string, refusals: number): Failed => new Failed({ code: 'key.stopped', keySet, refusals })
