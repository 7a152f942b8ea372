import type { JobRecord } from '../../shared/job'

/** The time the card took. The DM Server's is not in it: it may answer tomorrow. */
export function tookMs({ phases }: JobRecord): number | undefined {
  const times = phases.flatMap(({ name, ms }) => (name === 'register' || ms === undefined ? [] : [ms]))
  return times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0)
}
