import type { JobId } from '../../shared/job'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'
import { followOnce } from '../station/follow'
import { isShown, jobChosen, openChanged, recordChanged, recordUnread, useJobs } from './store'

/** Shows this job from now on, as long as nobody chooses another. */
export async function showJob(job: JobId): Promise<void> {
  const read = await answerOf(station.records.get({ job }))
  if (!read.ok) return recordUnread(read.failure)
  jobChosen(read.value)
  const followed: Answer<void> = await answerOf(
    followOnce(
      () => station.job.changes({ job }),
      (record) => {
        if (isShown(job)) recordChanged(record)
      },
    ),
  )
  if (!followed.ok && isShown(job)) recordUnread(followed.failure)
}

/** The journal got a note: what runs or waits is asked for again, and the job on the screen with it. */
export async function refreshJobs(): Promise<void> {
  openChanged(await station.job.open())
  const shown = useJobs.getState().shown
  if (shown === undefined) return
  const read = await answerOf(station.records.get({ job: shown.job }))
  if (read.ok && isShown(shown.job)) recordChanged(read.value)
}
