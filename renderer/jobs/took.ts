import type { JobRecord } from '../../shared/job'
import { isAtServer } from '../../shared/record'

/** The time the card took. The DM Server's is not in it: it may answer tomorrow. */
export function tookMs({ phases }: JobRecord): number | undefined {
  const times = phases.flatMap(({ name, ms }) => (isAtServer(name) || ms === undefined ? [] : [ms]))
  return times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0)
}
