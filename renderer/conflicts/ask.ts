import type { Conflict } from '../../shared/registration/conflict'
import { decided } from '../parts/deciding'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { read } from '../station/read'
import { conflictsFound, readConflict, useConflicts } from './store'

export async function refreshConflicts(): Promise<void> {
  const found = await read('conflicts', station.registration.conflicts())
  if (found) conflictsFound(found)
}

/** Asks the DM Server what it has of this device now: each time that somebody looks at it. */
export async function askHeld({ job, device }: Conflict): Promise<void> {
  const asking = { job }
  useConflicts.setState({ held: asking })
  const answer = await answerOf(station.registration.status({ device }))
  if (useConflicts.getState().held !== asking) return
  useConflicts.setState({
    held: { job, answer: answer.ok ? { ok: true, value: answer.value.registrations } : answer },
  })
}

/** A person's word, once there is a reason; it is in the record before it is done. Another that is read then is asked for where it is shown. */
export async function settle(): Promise<void> {
  const settled = readConflict(useConflicts.getState())
  const answer = await decided({
    now: () => useConflicts.getState().deciding,
    put: (deciding) => useConflicts.setState({ deciding }),
    ask: ({ job, how }, reason) => station.registration.resolve({ job, how, reason }),
  })
  if (answer === undefined) return
  await refreshConflicts()
  const now = readConflict(useConflicts.getState())
  if (now !== undefined && now.job === settled?.job) void askHeld(now)
}
