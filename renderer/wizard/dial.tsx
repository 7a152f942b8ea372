import { useState } from 'react'
import type { JobRecord } from '../../shared/job'
import { phasesNow } from '../jobs/now'
import { useNow } from '../parts/now'
import { text } from '../text'

const size = 320
const stroke = 26
const radius = (size - stroke) / 2
const around = 2 * Math.PI * radius
const gap = 10
// A phase that lasts longer tells how long.
const longMs = 2000

/** How long this window has seen the phase run: a slow card is seen to be alive. */
function Elapsed() {
  const [began] = useState(() => Date.now())
  const elapsedMs = useNow() - began
  return <span className="faint">{elapsedMs < longMs ? '\u00a0' : text.job.elapsed(elapsedMs)}</span>
}

/** One arc a phase: full once its end is on disk, breathing while it runs. It never runs back within a job. */
export function Dial({ record }: { readonly record: JobRecord }) {
  const phases = phasesNow(record)
  const done = phases.filter(({ outcome }) => outcome === 'done').length
  const running = phases.find(({ outcome }) => outcome === 'running')
  const arc = around / phases.length
  return (
    <div className="dial" role="img" aria-label={text.job.phaseOf(Math.min(done + 1, phases.length), phases.length)}>
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
        {phases.map(({ name, outcome }, at) => (
          <circle
            key={name}
            className={`arc arc-${outcome}`}
            cx={size / 2}
            cy={size / 2}
            r={radius}
            strokeWidth={stroke}
            strokeDasharray={`${arc - gap} ${around - arc + gap}`}
            strokeDashoffset={-(at * arc + gap / 2)}
          />
        ))}
      </svg>
      <div>
        <b>{text.phase[running?.name ?? phases[Math.min(done, phases.length - 1)]?.name ?? 'compose'].name}</b>
        <span className="quiet">{text.job.phaseOf(Math.min(done + 1, phases.length), phases.length)}</span>
        <Elapsed key={running?.name} />
      </div>
    </div>
  )
}
