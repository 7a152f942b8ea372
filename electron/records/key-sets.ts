import { z } from 'zod'
import { type Database, transaction } from './sqlite'

/** One key that a card did not take: it refused it, or its answer never came. */
export type Attempt = {
  readonly keySet: string
  readonly iccid: string
  readonly reader: string
  /** Differs for each stay of a card in a reader. */
  readonly stay: string
  readonly result: 'refused' | 'unknown'
}
export type KeySet = {
  readonly keySet: string
  readonly refusals: number
  readonly lastAt: number
  /** The ICCID of those that refused. */
  readonly cards: readonly string[]
}

/** What cards said to keys that were wrong, for all processes of a home. On disk when a call returns. */
export type KeySets = {
  readonly note: (attempt: Attempt) => void
  /** How many refusals there were since the key set was last allowed. */
  readonly refusals: (keySet: string) => number
  /** Whether this card was tried in vain and has not left the reader since. */
  readonly wasTried: (at: Pick<Attempt, 'iccid' | 'reader' | 'stay'>) => boolean
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
const counted = "result = 'refused' AND allowed = 0"

export const createKeySets = (db: Database, now: () => number): KeySets => ({
  note: ({ keySet, iccid, reader, stay, result }) =>
    void db.run(
      'INSERT INTO key_attempt (at, key_set, iccid, reader, stay, result) VALUES (?, ?, ?, ?, ?, ?)',
      ...[now(), keySet, iccid, reader, stay, result],
    ),
  refusals: (keySet) =>
    Count.parse(db.get(`SELECT count(*) AS count FROM key_attempt WHERE key_set = ? AND ${counted}`, keySet)).count,
  wasTried: ({ iccid, reader, stay }) =>
    db.get('SELECT 1 FROM key_attempt WHERE reader = ? AND stay = ? AND iccid = ? LIMIT 1', reader, stay, iccid) !==
    undefined,
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
})
