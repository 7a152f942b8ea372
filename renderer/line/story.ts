import { create } from 'zustand'
import type { RejectReason } from '../../shared/batch'
import type { JobId, JobRecord } from '../../shared/job'
import type { Lane } from '../../shared/lane'
import { reasonOf } from '../../shared/piece'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { type LineView, laneOf, openLane, useLine } from './store'

/** The record of the lane whose story is open. */
export const useStory = create<{ readonly record: JobRecord | undefined }>()(() => ({ record: undefined }))

/** Until it is read anew the record is that of the lane before. */
export const recordOf = (lane: Lane | undefined, record: JobRecord | undefined): JobRecord | undefined =>
  record !== undefined && lane !== undefined && jobIn(lane) === record.job ? record : undefined

/** The reason that the record of a lane itself gives for setting its card aside. */
export function suggestedOf(lane: Lane | undefined, record: JobRecord | undefined): RejectReason | undefined {
  const own = recordOf(lane, record)
  return own?.failure && reasonOf(own)
}

const jobIn = ({ lane }: Lane): JobId | undefined => ('job' in lane ? lane.job : undefined)

function jobToTell(view: LineView): JobId | undefined {
  const number = openLane(view)
  const lane = number === undefined ? undefined : laneOf(view, number)
  return lane && jobIn(lane)
}

/** Reads the record of the open lane; an answer for a lane that was closed meanwhile is dropped. */
export async function readStory(): Promise<void> {
  const job = jobToTell(useLine.getState())
  if (job === undefined) return useStory.setState({ record: undefined })
  const read = await answerOf(station.records.get({ job }))
  if (read.ok && jobToTell(useLine.getState()) === job) useStory.setState({ record: read.value })
}
