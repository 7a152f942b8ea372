import { useShownJob } from '../jobs/store'
import { JobStep } from './job-step'
import { ResultStep } from './result-step'
import { ReviewStep } from './review-step'
import { ScanStep } from './scan-step'
import { useSettled } from './settled'
import type { JobState } from './state'
import { useWizard } from './store'
import { UnreadStep } from './unread-step'

/** One card, from the scan to the verdict. */
export function WizardPage() {
  const state = useWizard((wizard) => wizard.at)
  if (state.step === 'scan') return <ScanStep {...state} />
  if (state.step === 'review') return <ReviewStep {...state} />
  return <JobOrResult {...state} />
}

/** Its record says whether a job runs or is over; a card put back makes it run again. */
function JobOrResult({ job }: JobState) {
  const { record, trouble } = useShownJob(job)
  const isSettled = useSettled(record)
  if (trouble) return <UnreadStep failure={trouble} />
  if (record === undefined) return <div className="step" />
  return isSettled ? <ResultStep record={record} /> : <JobStep record={record} />
}
