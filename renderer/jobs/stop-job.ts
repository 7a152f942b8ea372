import type { JobId } from '../../shared/job'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { shownJob, stopIs } from './store'

/** Ends the job between two phases; what is under way is finished first. */
export async function stopJob(job: JobId): Promise<void> {
  if (shownJob(job).stop === 'asked') return
  stopIs(job, 'asked')
  const answer = await answerOf(station.job.cancel({ job }))
  if (!answer.ok) stopIs(job, answer.failure)
}
