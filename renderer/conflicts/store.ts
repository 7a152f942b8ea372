import { create } from 'zustand'
import type { JobId, Resolution } from '../../shared/job'
import type { Conflict } from '../../shared/registration/conflict'
import { type Deciding, decidingOn, withReason } from '../parts/deciding'
import type { Answer } from '../station/answer'
import type { station } from '../station/client'

export type Held = Awaited<ReturnType<typeof station.registration.status>>['registrations']

/** Registrations that wait for a person's word, which one is read, and what the server has of its device. */
export type ConflictsView = {
  /** Undefined until the first answer. */
  readonly found: readonly Conflict[] | undefined
  readonly selected: JobId | undefined
  /** Of the job that is read; without an answer while it is asked. */
  readonly held: { readonly job: JobId; readonly answer?: Answer<Held> } | undefined
  /** A person says why, then it is done. */
  readonly deciding: Deciding<Settling> | undefined
}

/** What is done about a registration that the server has as somebody else's. */
export type Settling = { readonly job: JobId; readonly how: Resolution }

/** Where a person says why. */
export const settleId = 'conflict-reason'

export const useConflicts = create<ConflictsView>()(() => ({
  found: undefined,
  selected: undefined,
  held: undefined,
  deciding: undefined,
}))

export const conflictSelected = (selected: JobId): void => useConflicts.setState({ selected, deciding: undefined })
/** What is not asked any more is not decided any more. */
export const conflictsFound = (found: readonly Conflict[]): void =>
  useConflicts.setState(({ deciding }) => ({
    found,
    deciding: found.some(({ job }) => job === deciding?.what.job) ? deciding : undefined,
  }))

/** The one that is decided about, else the one selected, while it is in the list; else the newest. */
export const readConflict = ({ found, selected, deciding }: ConflictsView): Conflict | undefined =>
  found?.find(({ job }) => job === (deciding?.what.job ?? selected)) ?? found?.[0]

/** What is set aside is not set aside again. */
export function settlingBegun(how: Resolution): void {
  const conflict = readConflict(useConflicts.getState())
  if (conflict === undefined || (how === 'set-aside' && conflict.resolution === how)) return
  useConflicts.setState({ selected: conflict.job, deciding: decidingOn({ job: conflict.job, how }) })
}
export const settlingTyped = (reason: string): void =>
  useConflicts.setState(({ deciding }) => ({ deciding: withReason(deciding, reason) }))
export const settlingLeft = (): void => useConflicts.setState({ deciding: undefined })

/** The next or the former in the list. */
export function conflictMoved(by: 1 | -1): void {
  const view = useConflicts.getState()
  const found = view.found ?? []
  const next = found[found.findIndex(({ job }) => job === readConflict(view)?.job) + by]
  if (next) conflictSelected(next.job)
}
