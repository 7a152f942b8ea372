import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import { isAtServer, isOfOneCard, waitsForItsCard } from '../../shared/record'

/** A job that a page is at. */
export type ShownJob = {
  /** As its notes on disk have it; undefined until the station has told. */
  readonly record?: JobRecord
  /** What keeps its record from being read: then it stands still on the screen. */
  readonly trouble?: Failure
  /** That a person wants it stopped, or why it was not. */
  readonly stop?: 'asked' | Failure
}

export type JobsView = {
  /** Jobs that run now, wait for a person or wait for their card, newest first. */
  readonly open: readonly JobRecord[]
  readonly shown: ReadonlyMap<JobId, ShownJob>
}

export const useJobs = create<JobsView>()(() => ({ open: [], shown: new Map() }))

const nothing: ShownJob = {}
const of = ({ shown }: JobsView, job: JobId | undefined): ShownJob => (job && shown.get(job)) ?? nothing

/** What is known of this job, if a page is at it. */
export const shownJob = (job: JobId | undefined): ShownJob => of(useJobs.getState(), job)
export const useShownJob = (job: JobId | undefined): ShownJob => useJobs((view) => of(view, job))

export const openChanged = (open: readonly JobRecord[]): void => useJobs.setState({ open })

/** What a page is no longer at is forgotten. */
export const jobsShown = (jobs: readonly JobId[]): void =>
  useJobs.setState((view) => ({ shown: new Map(jobs.map((job) => [job, of(view, job)])) }))

function changed(job: JobId, change: (before: ShownJob) => ShownJob): void {
  useJobs.setState(({ shown }) => {
    const before = shown.get(job)
    return before === undefined ? {} : { shown: new Map(shown).set(job, change(before)) }
  })
}

/** A stop was for the run it was asked in. */
export const recordTold = (record: JobRecord): void =>
  changed(record.job, ({ stop }) => ({ record, ...(stop && record.outcome === 'running' && { stop }) }))

export const recordUnread = (job: JobId, trouble: Failure): void => changed(job, (before) => ({ ...before, trouble }))
export const stopIs = (job: JobId, stop: 'asked' | Failure): void => changed(job, (before) => ({ ...before, stop }))

/** The job that runs in this reader. */
export const runningIn = (open: readonly JobRecord[], reader: string): JobRecord | undefined =>
  open.find((record) => record.reader === reader && record.outcome === 'running')

/** The newest that runs and is not the line's, which shows its own. */
export const runningAlone = (open: readonly JobRecord[]): JobRecord | undefined =>
  open.find(({ outcome, batch }) => outcome === 'running' && batch === undefined)

/** A job that goes on only with a person: its card put back, or resumed. */
export const isWaiting = (record: JobRecord): boolean =>
  record.finishedBy === undefined &&
  record.outcome !== 'running' &&
  isOfOneCard(record) &&
  (record.outcome === 'INTERRUPTED' || record.torn || waitsForItsCard(record))

/** From here on the card is no longer touched, and may come out. */
export const isCardDone = ({ phases }: JobRecord): boolean =>
  phases.every(({ name, outcome }) => isAtServer(name) || outcome === 'done')
