import type { JobRecord } from '../../shared/job'
import { phasesNow } from '../jobs/now'
import { Icon } from '../parts/icon'
import { text } from '../text'

type PhaseRecord = JobRecord['phases'][number]

/** Every phase, what it does or did, and how long it took. */
export const PhaseList = ({ record }: { readonly record: JobRecord }) => (
  <ol className="todo">
    {phasesNow(record).map((phase) => (
      <li key={phase.name} className={`todo-${phase.outcome}`}>
        <PhaseSign outcome={phase.outcome} />
        <b>{text.phase[phase.name].name}</b>
        <span>{phase.detail ?? text.phase[phase.name].does}</span>
        <span className="num">{phase.ms === undefined ? '' : text.job.took(phase.ms)}</span>
      </li>
    ))}
  </ol>
)

export function PhaseSign({ outcome }: Pick<PhaseRecord, 'outcome'>) {
  switch (outcome) {
    case 'waiting':
      return <Icon name="hollow" />
    case 'running':
      return <i className="spin" />
    case 'done':
      return <Icon name="check" />
    case 'failed':
      return <Icon name="fail" />
    case 'interrupted':
      return <Icon name="caution" />
  }
}
