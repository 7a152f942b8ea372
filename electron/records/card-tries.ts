import { z } from 'zod'
import { type Database, unsynced } from './sqlite'

export const cardTriesSchema =
  'CREATE TABLE card_tries (iccid TEXT, reference INTEGER, tries INTEGER NOT NULL, PRIMARY KEY (iccid, reference)) WITHOUT ROWID'

/** ISO/IEC 7816-4, 7.5.6: no key in particular. A card that counts the question has a row for it. */
const ANY = 0
const Row = z.object({ tries: z.number() }).optional()

/** What a session asks and tells of its card's tries, for all processes of a home. What the power takes costs one question more. */
export function createCardTries(db: Database) {
  const last = (iccid: string, reference: number): number | undefined =>
    Row.parse(db.get('SELECT tries FROM card_tries WHERE iccid = ? AND reference = ?', iccid, reference))?.tries

  function told(iccid: string, reference: number, left: number | undefined): void {
    if (last(iccid, reference) === left) return
    unsynced(db, () =>
      left === undefined
        ? db.run('DELETE FROM card_tries WHERE iccid = ? AND reference = ?', iccid, reference)
        : db.run(
            'INSERT OR REPLACE INTO card_tries (iccid, reference, tries) VALUES (?, ?, ?)',
            iccid,
            reference,
            left,
          ),
    )
  }

  return {
    last,
    told,
    isCounting: (iccid: string): boolean => last(iccid, ANY) !== undefined,
    counting: (iccid: string): void => void db.run('INSERT OR IGNORE INTO card_tries VALUES (?, ?, 0)', iccid, ANY),
  }
}
