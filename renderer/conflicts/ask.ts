import { decided } from '../parts/deciding'
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

/** A person's word, once there is a reason; it is in the record before it is done. */
export async function settle(): Promise<void> {
  const answer = await decided({
    now: () => useConflicts.getState().deciding,
    put: (deciding) => useConflicts.setState({ deciding }),
    ask: ({ job, how }, reason) => station.registration.resolve({ job, how, reason }),
  })
  if (answer === undefined) return
  if (answer.ok) useConflicts.setState({ held: undefined })
  await refreshConflicts()
}
