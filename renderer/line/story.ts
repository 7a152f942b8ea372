import { create } from 'zustand'
import type { RejectReason } from '../../shared/batch'
import type { JobId, JobRecord } from '../../shared/job'
import { reasonOf } from '../../shared/piece'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { type LineView, laneOf, openLane, useLine } from './store'

/** The record of the lane whose story is open. */
export const useStory = create<{ readonly record: JobRecord | undefined }>()(() => ({ record: undefined }))

/** The reason that the record itself gives for setting its card aside. */
export const suggestedOf = (record: JobRecord | undefined): RejectReason | undefined =>
  record?.failure && reasonOf(record)

function jobToTell(view: LineView): JobId | undefined {
  const number = openLane(view)
  const lane = number === undefined ? undefined : laneOf(view, number)?.lane
  return lane && 'job' in lane ? lane.job : undefined
}

/** Reads the record of the open lane; an answer for a lane that was closed meanwhile is dropped. */
export async function readStory(): Promise<void> {
  const job = jobToTell(useLine.getState())
  if (job === undefined) return useStory.setState({ record: undefined })
  const read = await answerOf(station.records.get({ job }))
  if (read.ok && jobToTell(useLine.getState()) === job) useStory.setState({ record: read.value })
}
