// Two refused keys stop a key set, in every process of a home, before a third card could lose a try.
import { Failed } from '../../shared/failure'
import type { CardAt, CardKey } from '../card/key'
import type { KeySets } from '../records/key-sets'

/** A refusal leaves a card at least two tries; a second card may show that it was not the card. */
export const MOST_REFUSALS = 2

export type GuardDeps = {
  readonly keySets: Pick<KeySets, 'note' | 'refusals' | 'wasTried'>
  /** Which stay of a card this is at a reader. */
  readonly stayOf: (reader: string) => string
}

export type Guard = {
  /** Fails with `key.stopped`. */
  readonly check: (keySet: string) => void
  /** What stands round the one try of a card's stay. Fails with `key.stopped` or `key.tried`, and then nothing was sent. */
  readonly once: (keySet: string, card: CardAt) => CardKey['once']
}

export function createGuard({ keySets, stayOf }: GuardDeps): Guard {
  const underway = new Map<string, number>()
  const waiting = new Set<() => void>()

  function check(keySet: string): number {
    const refusals = keySets.refusals(keySet)
    if (refusals >= MOST_REFUSALS) throw new Failed({ code: 'key.stopped', keySet, refusals })
    return refusals
  }

  /** Refusals and tries that may still become refusals are never more than two together: the others wait for them. */
  async function enter(keySet: string): Promise<void> {
    while (check(keySet) + triesOf(keySet) >= MOST_REFUSALS) await new Promise<void>((resolve) => waiting.add(resolve))
    underway.set(keySet, triesOf(keySet) + 1)
  }

  const triesOf = (keySet: string): number => underway.get(keySet) ?? 0

  function leave(keySet: string): void {
    underway.set(keySet, triesOf(keySet) - 1)
    for (const wake of waiting) wake()
    waiting.clear()
  }

  return {
    check: (keySet) => void check(keySet),
    once: (keySet, { reader, iccid }) => {
      const at = { reader, iccid, stay: stayOf(reader) }
      const note = (result: 'refused' | 'unknown') => keySets.note({ keySet, ...at, result })
      return async (attempt) => {
        await enter(keySet)
        try {
          if (keySets.wasTried(at)) throw new Failed({ code: 'key.tried', reader })
          const verification = await attempt().catch((error: unknown) => {
            note('unknown')
            throw error
          })
          if (verification.result === 'refused') note('refused')
          return verification
        } finally {
          leave(keySet)
        }
      }
    },
  }
}
