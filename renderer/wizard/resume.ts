import { create } from 'zustand'
import { type Failure, type Recovery, recoveryOf } from '../../shared/failure'
import type { JobRecord } from '../../shared/job'
import { waitsForItsCard } from '../../shared/record'
import { isWaiting, runningAlone, useJobs } from '../jobs/store'
import { isReady, useReaders } from '../readers/store'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { openJob } from './order'

/** Why the last resume was not taken. */
export const useRefusal = create<{ readonly failure: Failure | undefined }>()(() => ({ failure: undefined }))

/** What is neither done nor only waiting for the DM Server can be gone on with. */
export const canResume = ({ outcome }: JobRecord): boolean => !['running', 'PASS', 'OWED'].includes(outcome)

/** What stopped it is that the card has no room for the message, and that can be changed here. */
export const canPrepare = ({ failure }: JobRecord): boolean =>
  failure !== undefined && 'remedy' in failure && failure.remedy === 'prepare'

const resumable: readonly Recovery[] = ['same-card', 'fix-reader', 'wait', 'automatic', 'ask']

/** Going on with the same card where that helps, else the same device on another card. */
export function otherActOf(record: JobRecord): 'resume' | 'prepare' | 'again' | undefined {
  if (!canResume(record) || record.outcome === 'INTERRUPTED' || waitsForItsCard(record)) return undefined
  if (record.torn || (record.failure && resumable.includes(recoveryOf(record.failure)))) return 'resume'
  return canPrepare(record) ? 'prepare' : 'again'
}

/** Goes on with a job the program was ended in; in the reader where its card is, if it is elsewhere now. */
export async function resume({ job, iccid, reader }: JobRecord): Promise<void> {
  const holding = useReaders.getState().readers.filter(isReady)
  const there =
    holding.find((one) => iccid !== undefined && one.iccid === iccid) ?? holding.find(({ name }) => name === reader)
  const answer = await answerOf(station.job.resume(there ? { job, reader: there.name } : { job }))
  useRefusal.setState({ failure: answer.ok ? undefined : answer.failure })
  if (answer.ok) openJob(answer.value)
}

/** The newest job that waits: resumed if a person has to, else shown; then whatever runs. */
export function goToOpenJob(): void {
  const { open } = useJobs.getState()
  const job = open.find(isWaiting) ?? runningAlone(open)
  if (job === undefined) return
  if (isWaiting(job) && !waitsForItsCard(job)) void resume(job)
  else openJob(job.job)
}
