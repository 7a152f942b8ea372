import { useJobs } from '../jobs/store'
import { JobStep } from './job-step'
import { ResultStep } from './result-step'
import { ReviewStep } from './review-step'
import { ScanStep } from './scan-step'
import type { JobState } from './state'
import { useWizard } from './store'

/** One card, from the scan to the verdict. */
export function WizardPage() {
  const state = useWizard((wizard) => wizard.at)
  if (state.step === 'scan') return <ScanStep {...state} />
  if (state.step === 'review') return <ReviewStep {...state} />
  return <JobOrResult {...state} />
}

/** Its record says whether a job runs or is over; a card put back makes it run again. */
function JobOrResult(state: JobState) {
  const record = useJobs(({ shown }) => (shown?.job === state.job ? shown : undefined))
  if (record === undefined) return <div className="step" />
  return record.outcome === 'running' ? <JobStep state={state} record={record} /> : <ResultStep record={record} />
}
