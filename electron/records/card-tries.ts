import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Failed, type Failure } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import { type Database, unsynced } from './sqlite'

export const cardTriesSchema =
  'CREATE TABLE card_tries (iccid TEXT, reference INTEGER, tries INTEGER NOT NULL, PRIMARY KEY (iccid, reference)) WITHOUT ROWID'

/** What was remembered of local keys before it was known of which application. */
export const localTriesSchema = 'DELETE FROM card_tries WHERE reference BETWEEN 0x81 AND 0x8E'

/** ISO/IEC 7816-4, 7.5.6: no key in particular. A card that counts the question has a row for it. */
const ANY = 0
const Row = z.object({ tries: z.number() }).optional()

/** More than a row and the log of its store take. */
const ROOM_BYTES = 1024 * 1024

/**
 * What a session asks and tells of its card's tries, for all processes of a home. What the power takes costs one question
 * more. What the disk does not take is told in a line, kept by this process until it takes it, and ends no look at a card.
 */
export function createCardTries(db: Database, log: (line: string) => void, freeBytes = freeBytesAt) {
  const unkept = new Map<string, number | undefined>()

  const last = (iccid: string, reference: number): number | undefined => {
    const key = keyOf(iccid, reference)
    if (unkept.has(key)) return unkept.get(key)
    return Row.parse(db.get('SELECT tries FROM card_tries WHERE iccid = ? AND reference = ?', iccid, reference))?.tries
  }

  function told(iccid: string, reference: number, left: number | undefined): void {
    if (unkept.has(keyOf(iccid, reference)) || last(iccid, reference) !== left)
      noted(iccid, reference, left, (work) => unsynced(db, work))
  }

  function noted(iccid: string, reference: number, left: number | undefined, how: (work: () => void) => void): void {
    try {
      how(() => keep(iccid, reference, left))
      unkept.delete(keyOf(iccid, reference))
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      log(endLine('what a card said of its tries could not be noted', error))
      unkept.set(keyOf(iccid, reference), left)
    }
  }

  const keep = (iccid: string, reference: number, left: number | undefined): void =>
    void (left === undefined
      ? db.run('DELETE FROM card_tries WHERE iccid = ? AND reference = ?', iccid, reference)
      : db.run('INSERT OR REPLACE INTO card_tries (iccid, reference, tries) VALUES (?, ?, ?)', iccid, reference, left))

  return {
    whyNotKept: (): Failure | undefined =>
      freeBytes(dirname(db.path)) < ROOM_BYTES
        ? { code: 'disk.failed', path: db.path, reason: 'the disk is full' }
        : undefined,
    last,
    told,
    isCounting: (iccid: string): boolean => last(iccid, ANY) !== undefined,
    /** On disk when it returns. */
    counting: (iccid: string): void => noted(iccid, ANY, 0, (work) => work()),
  }
}

const keyOf = (iccid: string, reference: number): string => `${iccid} ${reference}`

/** A disk that does not tell is taken to have room. */
function freeBytesAt(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
