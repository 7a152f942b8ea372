import { Fragment } from 'react'
import type { JobRecord } from '../../shared/job'
import { text } from '../text'

type Phases = JobRecord['phases']

/** Where the time of a job went, phase after phase. */
export function Gantt({ phases }: { readonly phases: Phases }) {
  const all = Math.max(
    1,
    phases.reduce((sum, { ms }) => sum + (ms ?? 0), 0),
  )
  return (
    <section className="gantt" aria-label={text.records.phases}>
      {phases.map((phase, at) => (
        <Fragment key={phase.name}>
          <span className={phase.outcome === 'waiting' ? 'faint' : undefined}>{text.phase[phase.name].name}</span>
          <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
            <rect className="track" width="100" height="14" />
            <rect
              className={`bar bar-${phase.outcome}`}
              x={(100 * before(phases, at)) / all}
              width={phase.ms === undefined ? 0 : Math.max(0.8, (100 * phase.ms) / all)}
              height="14"
            />
          </svg>
          <span className="num quiet">{saidOf(phase)}</span>
        </Fragment>
      ))}
    </section>
  )
}

const before = (phases: Phases, at: number): number => phases.slice(0, at).reduce((sum, { ms }) => sum + (ms ?? 0), 0)

function saidOf({ outcome, ms }: Phases[number]): string {
  if (outcome === 'interrupted') return text.job.interruptedIn
  if (outcome === 'waiting') return text.job.notRun
  return ms === undefined ? '' : text.job.took(ms)
}
