import type { JobRecord } from '../../shared/job'
import { isReady, useReaders } from '../readers/store'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { jobShown } from './order'
import { useRepair } from './store'

/** Goes on from where the job was, in the reader where its card is now. */
export async function resumeHere({ job, iccid, reader }: JobRecord): Promise<void> {
  const holding = useReaders.getState().readers.filter(isReady)
  const there =
    holding.find((one) => iccid !== undefined && one.iccid === iccid) ?? holding.find(({ name }) => name === reader)
  const answer = await answerOf(station.job.resume(there ? { job, reader: there.name } : { job }))
  useRepair.setState({ failure: answer.ok ? undefined : answer.failure })
  if (answer.ok) jobShown(answer.value)
}
