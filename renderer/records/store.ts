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
  /** As far as the list was walked; undefined until the first answer. */
  readonly found: Found | undefined
  readonly selected: JobId | undefined
}

export type Found = { readonly total: number; readonly records: readonly JobRecord[] }

export const pageOf = 100

export const useRecords = create<RecordsView>()(() => ({
  view: 'list',
  text: '',
  filter: 'all',
  found: undefined,
  selected: undefined,
}))

export const viewChosen = (view: View): void => useRecords.setState({ view })
/** What is sought is shown in the list. */
export const textTyped = (text: string): void => soughtAnew({ text, view: 'list' })
export const filterChosen = (filter: Filter): void => soughtAnew({ filter })

/** That nothing was found says nothing of another search. */
const soughtAnew = (sought: Partial<RecordsView>): void =>
  useRecords.setState(({ found }) => ({ ...sought, found: found?.records.length === 0 ? undefined : found }))
export const recordSelected = (selected: JobId): void => useRecords.setState({ selected })
export const recordsFound = (found: Found): void => useRecords.setState({ found })

/** The newest page again: what is behind stays so far that the list does not grow, but to the record that is read. */
export const newestFound = (newest: Found): void =>
  useRecords.setState(({ found, selected }) => {
    const before = found?.records ?? []
    const all = joined(newest.records, before)
    const toSelected = 1 + all.findIndex(({ job }) => job === selected)
    return { found: { ...newest, records: all.slice(0, Math.max(pageOf, before.length, toSelected)) } }
  })

/** The page behind the last one. */
export const olderFound = (older: readonly JobRecord[]): void =>
  useRecords.setState(({ found }) => (found ? { found: { ...found, records: joined(found.records, older) } } : {}))

/** A record that is in the list is as it is now. */
export const recordTold = (record: JobRecord): void =>
  useRecords.setState(({ found }) =>
    found ? { found: { ...found, records: found.records.map((one) => (one.job === record.job ? record : one)) } } : {},
  )

function joined(newer: readonly JobRecord[], older: readonly JobRecord[]): readonly JobRecord[] {
  const last = newer.at(-1)
  return last === undefined ? [] : [...newer, ...older.filter((record) => isBehind(record, last))]
}

const isBehind = ({ startedAt, job }: JobRecord, last: JobRecord): boolean =>
  startedAt < last.startedAt || (startedAt === last.startedAt && job < last.job)

/** The record that is read: the one selected while it is in the list, else the newest. */
export const readRecord = ({ found, selected }: RecordsView): JobRecord | undefined =>
  found?.records.find(({ job }) => job === selected) ?? found?.records[0]

export function outcomesOf(filter: Filter): readonly Outcome[] {
  if (filter === 'all') return []
  return filter === 'INTERRUPTED' ? ['INTERRUPTED', 'CANCELLED'] : [filter]
}

/** The next or the former record in the list. */
export function selectionMoved(by: 1 | -1): void {
  const view = useRecords.getState()
  const records = view.found?.records ?? []
  const at = records.findIndex(({ job }) => job === readRecord(view)?.job)
  const next = records[at + by]
  if (next) recordSelected(next.job)
}
