import { z } from 'zod'
import { isAlive } from './owner'
import { type Database, transaction, unsynced } from './sqlite'

/** One try of a key. */
export type Attempt = {
  readonly keySet: string
  readonly iccid: string
  readonly reader: string
  /** Differs for each stay of a card in a reader. */
  readonly stay: string
}
/** `id` ends it. `stopped` and `wait`: so many refusals, or tries that may become some. `tried`: in this stay. */
export type Begun =
  | { readonly state: 'begun'; readonly id: number }
  | { readonly state: 'stopped'; readonly refusals: number }
  | { readonly state: 'wait' | 'tried' }
export type KeySet = {
  readonly keySet: string
  readonly refusals: number
  readonly lastAt: number
  /** The ICCID of those that refused. */
  readonly cards: readonly string[]
}

/**
 * What cards said to keys that were wrong, for all processes of a home: on disk when a call returns. A try that is under
 * way ends with the power, as its card's stay does, so that its beginning and its good end are not synced.
 */
export type KeySets = {
  /** Reserves one of `most` refusals before a key is tried, so that all programs together never come to more. */
  readonly begin: (attempt: Attempt, most: number) => Begun
  /** What came of it: refused, or an answer that never came; what a card took is not kept. */
  readonly end: (id: number, result: 'refused' | 'unknown' | 'taken') => void
  /** How many refusals there were since the key set was last allowed. */
  readonly refusals: (keySet: string) => number
  /** Those with refusals, newest first. */
  readonly list: () => readonly KeySet[]
  /** Begins to count anew; `audit` is kept with it or not at all. False where there is nothing to allow. */
  readonly allow: (keySet: string, audit: () => void) => boolean
}

const Count = z.object({ count: z.number() })
const Row = z.object({
  keySet: z.string(),
  refusals: z.number(),
  lastAt: z.number(),
  cards: z.string().transform((text) => text.split(',').filter((iccid) => iccid !== '')),
})
const Owned = z.object({ seq: z.number(), owner: z.string() })
const Id = z.object({ id: z.number() })
const counted = "result = 'refused' AND allowed = 0"

/** PC/SC counts from 0 again when it begins anew: what has the name of an older stay is another one. */
const STAY_MS = 12 * 3600_000

export function createKeySets(db: Database, now: () => number, owner: string): KeySets {
  const countOf = (keySet: string, which: string): number =>
    Count.parse(db.get(`SELECT count(*) AS count FROM key_attempt WHERE key_set = ? AND ${which}`, keySet)).count

  /** A program that ended while it tried a key does not hold up the others; the card still counts its tries. */
  function forgetDead(): void {
    const tries = Owned.array().parse(db.all("SELECT seq, owner FROM key_attempt WHERE result = 'underway'"))
    for (const { seq, owner } of tries) if (!isAlive(owner)) forget(seq)
  }

  const wasTried = ({ iccid, reader, stay }: Omit<Attempt, 'keySet'>): boolean =>
    db.get(
      'SELECT 1 FROM key_attempt WHERE reader = ? AND stay = ? AND iccid = ? AND at > ? LIMIT 1',
      ...[reader, stay, iccid, now() - STAY_MS],
    ) !== undefined

  const forget = (id: number) => db.run('DELETE FROM key_attempt WHERE seq = ?', id)

  function end(id: number, result: 'refused' | 'unknown' | 'taken'): void {
    if (result === 'taken') unsynced(db, () => forget(id))
    else db.run('UPDATE key_attempt SET result = ?, at = ? WHERE seq = ?', result, now(), id)
  }

  return {
    begin: ({ keySet, iccid, reader, stay }, most) =>
      unsynced(db, () =>
        transaction(db, () => {
          forgetDead()
          const refusals = countOf(keySet, counted)
          if (refusals >= most) return { state: 'stopped', refusals }
          if (wasTried({ iccid, reader, stay })) return { state: 'tried' }
          if (refusals + countOf(keySet, "result = 'underway'") >= most) return { state: 'wait' }
          db.run(
            `INSERT INTO key_attempt (at, key_set, iccid, reader, stay, owner, result) VALUES (?, ?, ?, ?, ?, ?, 'underway')`,
            ...[now(), keySet, iccid, reader, stay, owner],
          )
          return { state: 'begun', ...Id.parse(db.get('SELECT last_insert_rowid() AS id')) }
        }),
      ),
    end,
    refusals: (keySet) => countOf(keySet, counted),
    list: () =>
      Row.array().parse(
        db.all(
          `SELECT key_set AS keySet, count(*) AS refusals, max(at) AS lastAt,
         group_concat(DISTINCT iccid) AS cards FROM key_attempt WHERE ${counted}
         GROUP BY key_set ORDER BY lastAt DESC`,
        ),
      ),
    allow: (keySet, audit) =>
      transaction(db, () => {
        if (db.run(`UPDATE key_attempt SET allowed = 1 WHERE key_set = ? AND ${counted}`, keySet) === 0) return false
        audit()
        return true
      }),
  }
}
