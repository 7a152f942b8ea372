import { isSaid } from '../../shared/said'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { conflictsFound, readConflict, type Settling, useConflicts } from './store'

export const refreshConflicts = async (): Promise<void> => conflictsFound(await station.registration.conflicts())

/** Asks the DM Server what it has of the device that is read. */
export async function askHeld(): Promise<void> {
  const conflict = readConflict(useConflicts.getState())
  if (conflict === undefined || useConflicts.getState().held?.job === conflict.job) return
  const asked = station.registration.status({ device: conflict.device }).then(({ registrations }) => registrations)
  useConflicts.setState({ held: { job: conflict.job, answer: await answerOf(asked) } })
}

/** A person's word, once there is a reason; it is in the record before it is done. */
export async function settle(): Promise<void> {
  const { deciding } = useConflicts.getState()
  if (deciding === undefined || deciding.isSending || !isSaid(deciding.reason)) return
  const { job, how, reason } = deciding
  const sending: Settling = { job, how, reason, isSending: true }
  useConflicts.setState({ deciding: sending })
  const answer = await answerOf(station.registration.resolve({ job, how, reason }))
  useConflicts.setState((now) =>
    now.deciding !== sending
      ? {}
      : answer.ok
        ? { deciding: undefined, held: undefined }
        : { deciding: { job, how, reason, failure: answer.failure } },
  )
  await refreshConflicts()
}
