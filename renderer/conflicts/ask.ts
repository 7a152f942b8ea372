import type { Resolution } from '../../shared/job'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { conflictsFound, readConflict, useConflicts } from './store'

export const refreshConflicts = async (): Promise<void> => conflictsFound(await station.registration.conflicts())

/** Asks the DM Server what it has of the device that is read. */
export async function askHeld(): Promise<void> {
  const conflict = readConflict(useConflicts.getState())
  if (conflict === undefined || useConflicts.getState().held?.job === conflict.job) return
  const asked = station.registration.status({ device: conflict.device }).then(({ registrations }) => registrations)
  useConflicts.setState({ held: { job: conflict.job, answer: await answerOf(asked) } })
}

/** A person's word about the one that is read; it is in the record before it is done. */
export async function resolve(how: Resolution): Promise<void> {
  const conflict = readConflict(useConflicts.getState())
  if (conflict === undefined) return
  const answer = await answerOf(station.registration.resolve({ job: conflict.job, how }))
  useConflicts.setState({ failure: answer.ok ? undefined : answer.failure, held: undefined })
  await refreshConflicts()
}
