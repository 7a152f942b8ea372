import type { JobRecord } from '../../shared/job'

type PhaseRecord = JobRecord['phases'][number]

/** The phases as they are seen: between two notes the next one is what the job is at. */
export function phasesNow({ phases, outcome }: JobRecord): readonly PhaseRecord[] {
  const isBetween = outcome === 'running' && !phases.some((phase) => phase.outcome === 'running')
  const next = isBetween ? phases.find((phase) => phase.outcome === 'waiting') : undefined
  return phases.map((phase) => (phase === next ? { ...phase, outcome: 'running' } : phase))
}
