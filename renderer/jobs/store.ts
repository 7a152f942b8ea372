import { create } from 'zustand'
import type { JobId, JobRecord } from '../../shared/job'

export type JobsView = {
  /** Jobs that run now, wait for a person or wait for their card, newest first. */
  readonly open: readonly JobRecord[]
  /** The job on the screen, as its notes on disk have it. */
  readonly shown: JobRecord | undefined
}

export const useJobs = create<JobsView>()(() => ({ open: [], shown: undefined }))

export const openChanged = (open: readonly JobRecord[]): void => useJobs.setState({ open })
export const jobChosen = (shown: JobRecord | undefined): void => useJobs.setState({ shown })

export const recordChanged = (record: JobRecord): void =>
  useJobs.setState(({ open }) => ({
    shown: record,
    open: open.map((other) => (other.job === record.job ? record : other)),
  }))

export const isShown = (job: JobId): boolean => useJobs.getState().shown?.job === job

/** The job that runs in this reader. */
export const runningIn = (open: readonly JobRecord[], reader: string): JobRecord | undefined =>
  open.find((record) => record.reader === reader && record.outcome === 'running')

/** A job that goes on only with a person: its card put back, or resumed. */
export const isWaiting = ({ outcome, torn, finishedBy }: JobRecord): boolean =>
  finishedBy === undefined && outcome !== 'running' && (outcome === 'INTERRUPTED' || torn)

/** From here on the card is no longer touched, and may come out. */
export const isCardDone = ({ phases }: JobRecord): boolean =>
  phases.every(({ name, outcome }) => name === 'register' || outcome === 'done')
