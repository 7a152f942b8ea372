import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { JobId } from '../../shared/job'
import type { Conflict } from '../../shared/registration/conflict'
import type { Answer } from '../station/answer'
import type { station } from '../station/client'

export type Held = Awaited<ReturnType<typeof station.registration.status>>['registrations']

/** Registrations that wait for a person's word, which one is read, and what the server has of its device. */
export type ConflictsView = {
  /** Undefined until the first answer. */
  readonly found: readonly Conflict[] | undefined
  readonly selected: JobId | undefined
  /** Of the job that was read when it was asked. */
  readonly held: { readonly job: JobId; readonly answer: Answer<Held> } | undefined
  readonly failure: Failure | undefined
}

export const useConflicts = create<ConflictsView>()(() => ({
  found: undefined,
  selected: undefined,
  held: undefined,
  failure: undefined,
}))

export const conflictSelected = (selected: JobId): void => useConflicts.setState({ selected, failure: undefined })
export const conflictsFound = (found: readonly Conflict[]): void => useConflicts.setState({ found })

/** The one selected while it is in the list, else the newest. */
export const readConflict = ({ found, selected }: ConflictsView): Conflict | undefined =>
  found?.find(({ job }) => job === selected) ?? found?.[0]

/** The next or the former in the list. */
export function conflictMoved(by: 1 | -1): void {
  const view = useConflicts.getState()
  const found = view.found ?? []
  const next = found[found.findIndex(({ job }) => job === readConflict(view)?.job) + by]
  if (next) conflictSelected(next.job)
}
