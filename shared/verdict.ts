import { z } from 'zod'
import type { JobRecord, Outcome } from './job'

/** What a person at a line is told of a card: the only four words, and the same on every surface. */
export const verdicts = ['PASS', 'FAIL', 'ERROR', 'WAIT'] as const
export type Verdict = (typeof verdicts)[number]

/** What the big green waits for: a device would bootstrap from the card, or the DM Server knows the device, too. */
export const greens = ['rehearsed', 'registered'] as const
export const Green = z.enum(greens)
export type Green = z.infer<typeof Green>

/**
 * The one verdict of a job, from which tile, sound, tower, record, export and receipt are made. Undefined while it
 * runs and after a person took it back. A card that a person set aside has failed. A good end whose phases are not all proven in the record is an ERROR.
 */
export function verdictOf(
  record: Pick<JobRecord, 'outcome' | 'phases' | 'green' | 'rejected'>,
  green: Green = record.green ?? 'registered',
): Verdict | undefined {
  const { outcome, phases } = record
  const isProven = phases.every(
    ({ name, outcome: end }) =>
      end === 'done' || (outcome === 'OWED' && ['release', 'transfer', 'register'].includes(name)),
  )
  if (record.rejected !== undefined) return 'FAIL'
  switch (outcome) {
    case 'PASS':
      return isProven ? 'PASS' : 'ERROR'
    case 'OWED':
      if (!isProven) return 'ERROR'
      return green === 'rehearsed' ? 'PASS' : 'WAIT'
    case 'FAIL':
    case 'ERROR':
      return outcome
    case 'INTERRUPTED':
      return 'ERROR'
    case 'running':
    case 'CANCELLED':
      return undefined
  }
}

/**
 * How a record is shown: by its verdict, whatever its job came to. What waits, or was interrupted, is called by its own word.
 */
export function shownOutcome(record: JobRecord): Outcome {
  const verdict = verdictOf(record)
  const hasOwnWord = verdict === 'WAIT' || (verdict === 'ERROR' && record.outcome === 'INTERRUPTED')
  return verdict === undefined || hasOwnWord ? record.outcome : verdict
}
