import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import { waitsForItsCard } from '../../shared/record'
import { isWaiting, runningAlone, useJobs } from '../jobs/store'
import { isReady, useReaders } from '../readers/store'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { openJob } from './order'

/** Why the last resume was not taken. */
export const useRefusal = create<{ readonly failure: Failure | undefined }>()(() => ({ failure: undefined }))
export const refusalForgotten = (): void => useRefusal.setState({ failure: undefined })

/** Goes on with a job in the reader where its card is, if it is elsewhere now; undefined if that was refused. */
export async function resumed({ job, iccid, reader }: JobRecord): Promise<JobId | undefined> {
  const holding = useReaders.getState().readers.filter(isReady)
  const there =
    holding.find((one) => iccid !== undefined && one.iccid === iccid) ?? holding.find(({ name }) => name === reader)
  const answer = await answerOf(station.job.resume(there ? { job, reader: there.name } : { job }))
  useRefusal.setState({ failure: answer.ok ? undefined : answer.failure })
  return answer.ok ? answer.value : undefined
}

export async function resume(record: JobRecord): Promise<void> {
  const job = await resumed(record)
  if (job !== undefined) openJob(job)
}

/** The newest job that waits: resumed if a person has to, else shown; then whatever runs. */
export function goToOpenJob(): void {
  const { open } = useJobs.getState()
  const job = open.find(isWaiting) ?? runningAlone(open)
  if (job === undefined) return
  if (isWaiting(job) && !waitsForItsCard(job)) void resume(job)
  else openJob(job.job)
}
