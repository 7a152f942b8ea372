import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import { isAtServer, waitsForItsCard } from '../../shared/record'

export type JobsView = {
  /** Jobs that run now, wait for a person or wait for their card, newest first. */
  readonly open: readonly JobRecord[]
  /** The job on the screen, as its notes on disk have it. */
  readonly shown: JobRecord | undefined
  /** What keeps its record from being read: then it stands still on the screen. */
  readonly trouble: Failure | undefined
}

export const useJobs = create<JobsView>()(() => ({ open: [], shown: undefined, trouble: undefined }))

export const openChanged = (open: readonly JobRecord[]): void => useJobs.setState({ open })
export const jobChosen = (shown: JobRecord | undefined): void => useJobs.setState({ shown, trouble: undefined })

export const recordChanged = (record: JobRecord): void =>
  useJobs.setState(({ open }) => ({
    shown: record,
    trouble: undefined,
    open: open.map((other) => (other.job === record.job ? record : other)),
  }))

export const recordUnread = (trouble: Failure): void => useJobs.setState({ trouble })

export const isShown = (job: JobId): boolean => useJobs.getState().shown?.job === job

/** The job that runs in this reader. */
export const runningIn = (open: readonly JobRecord[], reader: string): JobRecord | undefined =>
  open.find((record) => record.reader === reader && record.outcome === 'running')

/** A job that goes on only with a person: its card put back, or resumed. */
export const isWaiting = (record: JobRecord): boolean =>
  record.finishedBy === undefined &&
  record.outcome !== 'running' &&
  (record.outcome === 'INTERRUPTED' || record.torn || waitsForItsCard(record))

/** From here on the card is no longer touched, and may come out. */
export const isCardDone = ({ phases }: JobRecord): boolean =>
  phases.every(({ name, outcome }) => isAtServer(name) || outcome === 'done')
