import type { JobRecord } from './job'

/** What a person at a line is told of a card: the only four words, and the same on every surface. */
export const verdicts = ['PASS', 'FAIL', 'ERROR', 'WAIT'] as const
export type Verdict = (typeof verdicts)[number]

/** What the big green waits for: a device would bootstrap from the card, or the DM Server knows the device, too. */
export const greens = ['rehearsed', 'registered'] as const
export type Green = (typeof greens)[number]

/**
 * The one verdict of a job, from which tile, sound, tower, record, export and receipt are made. Undefined while it
 * runs and after a person took it back.
 */
export function verdictOf({ outcome }: Pick<JobRecord, 'outcome'>, green: Green = 'registered'): Verdict | undefined {
  switch (outcome) {
    case 'PASS':
    case 'FAIL':
    case 'ERROR':
      return outcome
    case 'OWED':
      return green === 'rehearsed' ? 'PASS' : 'WAIT'
    case 'INTERRUPTED':
      return 'ERROR'
    case 'running':
    case 'CANCELLED':
      return undefined
  }
}
