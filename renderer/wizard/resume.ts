import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import { waitsForItsCard } from '../../shared/record'
import { isWaiting, runningAlone, useJobs } from '../jobs/store'
import { isReady, useReaders } from '../readers/store'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { openJob } from './order'

/** The last resume: under way, or why it was not taken. */
type Asked = { readonly job: JobId; readonly failure?: Failure }
const useAsked = create<{ readonly asked: Asked | undefined }>()(() => ({ asked: undefined }))
const askedNow = (): Asked | undefined => useAsked.getState().asked
export const refusalForgotten = (): void => useAsked.setState({ asked: undefined })

export const refusalOf = (job: JobId | undefined): Failure | undefined =>
  askedNow()?.job === job ? askedNow()?.failure : undefined
/** Why the last resume was not taken, where it was one of this job. */
export const useRefusal = (job: JobId | undefined): Failure | undefined => {
  useAsked()
  return refusalOf(job)
}

/** Goes on with a job in the reader where its card is, if it is elsewhere now; undefined if that was refused, or is asked already. */
export async function resumed({ job, iccid, reader }: JobRecord): Promise<JobId | undefined> {
  const before = askedNow()
  if (before?.job === job && before.failure === undefined) return undefined
  const asked: Asked = { job }
  useAsked.setState({ asked })
  const holding = useReaders.getState().readers.filter(isReady)
  const there =
    holding.find((one) => iccid !== undefined && one.iccid === iccid) ?? holding.find(({ name }) => name === reader)
  const answer = await answerOf(station.job.resume(there ? { job, reader: there.name } : { job }))
  if (askedNow() === asked) useAsked.setState({ asked: answer.ok ? undefined : { job, failure: answer.failure } })
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
