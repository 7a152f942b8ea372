// What something may still come of, or may still be on a card: found by indexes that have nothing else in them.
import type { BatchId } from '../../shared/batch-id'
import type { JobRecord } from '../../shared/job'
import { isOfOneCard } from '../../shared/record'
import { openLimit } from '../../shared/records-query'

export type Unfinished = {
  /** All that run, and the newest `openLimit` interrupted, torn or left by their card, newest first: of the bench, or of the station. Nothing goes on with a card without a number. */
  readonly open: (bench: boolean) => readonly JobRecord[]
  /** All that run, of bench and station. */
  readonly running: () => readonly JobRecord[]
  /** Of a batch and a reader, the newest `askedBackLimit`, newest first: torn, left by their card, or interrupted. */
  readonly askedBack: (batch: BatchId, bench: boolean, reader: string) => readonly JobRecord[]
  /** What jobs may have left on a card that no job has settled since. */
  readonly leftOn: (iccid: string, bench: boolean) => readonly JobRecord[]
}

/** Of one reader few cards are waited for. */
const askedBackLimit = 50

/** What something may still come of without the DM Server: so few that an index of their own has them. */
export const isOpen = `(outcome IN ('running', 'INTERRUPTED') OR torn = 1)`

/** `records`: those that a clause behind FROM finds. */
export function createUnfinished(
  records: (where: string, ...values: readonly (string | number)[]) => readonly JobRecord[],
): Unfinished {
  const waiting = (bench: boolean): readonly JobRecord[] =>
    records(
      `INDEXED BY record_open WHERE bench = ? AND ${isOpen} AND outcome <> 'running' ORDER BY started DESC, job LIMIT ?`,
      ...[bench ? 1 : 0, openLimit],
    ).filter((one) => isOfOneCard(one) && (one.torn || one.finishedBy === undefined))
  const running = (...benches: readonly boolean[]): readonly JobRecord[] =>
    benches.flatMap((bench) => records(`WHERE bench = ? AND outcome = 'running'`, bench ? 1 : 0))
  return {
    open: (bench) =>
      [...running(bench), ...waiting(bench)].sort((one, other) => other.startedAt.localeCompare(one.startedAt)),
    running: () => running(false, true),
    askedBack: (batch, bench, reader) =>
      records(
        `INDEXED BY record_asked_back WHERE bench = ? AND batch = ? AND reader = ? AND (torn = 1 OR outcome = 'INTERRUPTED')
         ORDER BY started DESC LIMIT ${askedBackLimit}`,
        ...[bench ? 1 : 0, batch, reader],
      ),
    // The sign keeps a planner from walking through all records, newest first.
    leftOn: (iccid, bench) =>
      records(
        'INDEXED BY record_left WHERE bench = ? AND iccid = ? AND is_left = 1 ORDER BY +started DESC, job',
        ...[bench ? 1 : 0, iccid],
      ),
  }
}
