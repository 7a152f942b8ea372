import type { JobId } from '../../shared/job'
import { station } from '../station/client'
import { followOnce } from '../station/follow'
import { isShown, jobChosen, openChanged, recordChanged, useJobs } from './store'

/** Shows this job from now on, as long as nobody chooses another. */
export async function showJob(job: JobId): Promise<void> {
  jobChosen(await station.records.get({ job }))
  await followOnce(
    () => station.job.changes({ job }),
    (record) => {
      if (isShown(job)) recordChanged(record)
    },
  ).catch(console.error)
}

/** The journal got a note: what runs or waits is asked for again, and the job on the screen with it. */
export async function refreshJobs(): Promise<void> {
  openChanged(await station.job.open())
  const shown = useJobs.getState().shown
  if (shown === undefined) return
  const record = await station.records.get({ job: shown.job })
  if (isShown(record.job)) recordChanged(record)
}
