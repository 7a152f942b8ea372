import type { Failure } from '../../shared/failure'
import type { JobId } from '../../shared/job'
import { station } from '../station/client'
import { follow } from '../station/follow'
import { read } from '../station/read'
import { jobsShown, openChanged, recordTold, recordUnread } from './store'

/** Follows the jobs that pages are at, each once; one that was left is not asked for any more. */
export function createFollower(): (jobs: readonly JobId[]) => void {
  const followed = new Map<JobId, AbortController>()

  function begin(job: JobId): void {
    const leaving = new AbortController()
    followed.set(job, leaving)
    const { signal: left } = leaving
    const refused = (failure: Failure) => recordUnread(job, failure)
    void follow(() => station.job.changes({ job }, { signal: left }), recordTold, { left, refused })
  }

  return (jobs) => {
    const left = [...followed].filter(([job]) => !jobs.includes(job))
    const added = [...new Set(jobs)].filter((job) => !followed.has(job))
    for (const [job, leaving] of left) {
      followed.delete(job)
      leaving.abort()
    }
    for (const job of added) begin(job)
    if (left.length + added.length > 0) jobsShown([...followed.keys()])
  }
}

/** The journal got a note: what runs or waits is asked for again. */
export async function refreshJobs(): Promise<void> {
  const open = await read('jobs', station.job.open())
  if (open) openChanged(open)
}
