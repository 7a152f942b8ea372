import { create } from 'zustand'
import type { JobId, JobRecord, Outcome } from '../../shared/job'

export const filters = ['all', 'PASS', 'OWED', 'FAIL', 'ERROR', 'INTERRUPTED'] as const
export type Filter = (typeof filters)[number]

export const views = ['list', 'charts'] as const
export type View = (typeof views)[number]

/** Whether records are read one by one or together, what is searched for, what was found, and which record is read. */
export type RecordsView = {
  readonly view: View
  readonly text: string
  readonly filter: Filter
  readonly limit: number
  /** Undefined until the first answer. */
  readonly found: { readonly total: number; readonly records: readonly JobRecord[] } | undefined
  readonly selected: JobId | undefined
}

export const pageOf = 100

export const useRecords = create<RecordsView>()(() => ({
  view: 'list',
  text: '',
  filter: 'all',
  limit: pageOf,
  found: undefined,
  selected: undefined,
}))

export const viewChosen = (view: View): void => useRecords.setState({ view })
/** What is sought is shown in the list. */
export const textTyped = (text: string): void => useRecords.setState({ text, limit: pageOf, view: 'list' })
export const filterChosen = (filter: Filter): void => useRecords.setState({ filter, limit: pageOf })
export const moreAsked = (): void => useRecords.setState(({ limit }) => ({ limit: Math.min(limit + pageOf, 1000) }))
export const recordSelected = (selected: JobId): void => useRecords.setState({ selected })
export const recordsFound = (found: NonNullable<RecordsView['found']>): void => useRecords.setState({ found })

/** The record that is read: the one selected while it is in the list, else the newest. */
export const readRecord = ({ found, selected }: RecordsView): JobRecord | undefined =>
  found?.records.find(({ job }) => job === selected) ?? found?.records[0]

export const outcomesOf = (filter: Filter): readonly Outcome[] => (filter === 'all' ? [] : [filter])

/** The next or the former record in the list. */
export function selectionMoved(by: 1 | -1): void {
  const view = useRecords.getState()
  const records = view.found?.records ?? []
  const at = records.findIndex(({ job }) => job === readRecord(view)?.job)
  const next = records[at + by]
  if (next) recordSelected(next.job)
}
