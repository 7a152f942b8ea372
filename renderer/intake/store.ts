import { create } from 'zustand'
import type { EntryState, IntakeEntry } from '../../shared/intake/entry'
import { type Deciding, decidingOn, withReason } from '../parts/deciding'

export const filters = ['all', 'held', 'ordered', 'refused'] as const
export type Filter = (typeof filters)[number]

export const views = ['told', 'conflicts'] as const
/** What came from elsewhere, or registrations that the server has as somebody else's. */
export type View = (typeof views)[number]

/** What is decided about an entry. */
export type Decision = { readonly act: 'allow' | 'refuse'; readonly entry: number }

/** What is searched for, what was found, which entry is read, and what is decided about it. */
export type IntakeView = {
  readonly view: View
  readonly text: string
  readonly filter: Filter
  readonly limit: number
  /** Undefined until the first answer. */
  readonly found:
    | { readonly total: number; readonly held: number; readonly entries: readonly IntakeEntry[] }
    | undefined
  readonly selected: number | undefined
  readonly deciding: Deciding<Decision> | undefined
  /** What somebody else has decided while it was thought about here. */
  readonly decidedElsewhere: IntakeEntry | undefined
}

const pageOf = 100

export const useIntake = create<IntakeView>()(() => ({
  view: 'told',
  text: '',
  filter: 'all',
  limit: pageOf,
  found: undefined,
  selected: undefined,
  deciding: undefined,
  decidedElsewhere: undefined,
}))

/** News of one decision are none of what comes after it. */
const undecided = { deciding: undefined, decidedElsewhere: undefined } as const

export const viewChosen = (view: View): void => useIntake.setState({ view, ...undecided })
/** What is sought is shown in the list. */
export const textTyped = (text: string): void => soughtAnew({ text, view: 'told' })
export const filterChosen = (filter: Filter): void => soughtAnew({ filter })

/** That nothing was found says nothing of another search. */
const soughtAnew = (sought: Partial<IntakeView>): void =>
  useIntake.setState(({ found }) => ({
    ...{ ...sought, limit: pageOf, ...undecided },
    found: found?.entries.length === 0 ? undefined : found,
  }))
export const moreAsked = (): void => useIntake.setState(({ limit }) => ({ limit: limit + pageOf }))
export const olderLeft = (): void => useIntake.setState({ limit: pageOf, decidedElsewhere: undefined })
export const entrySelected = (selected: number): void => useIntake.setState({ selected, ...undecided })
/** What waits for a person goes first. What is not in the list any more is not decided any more. */
export const entriesFound = (found: NonNullable<IntakeView['found']>): void =>
  useIntake.setState(({ deciding }) => ({
    found: { ...found, entries: found.entries.toSorted((one, other) => Number(isHeld(other)) - Number(isHeld(one))) },
    deciding: found.entries.some(({ id }) => id === deciding?.what.entry) ? deciding : undefined,
  }))

const isHeld = ({ state }: IntakeEntry): boolean => state === 'held'

/** There is nothing to correct and nothing to repeat: it is news. */
export const decisionOvertaken = (entry: IntakeEntry): void =>
  useIntake.setState({ deciding: undefined, decidedElsewhere: entry })

/** The entry that is decided about, else the one selected, while it is in the list; else the first. */
export const readEntry = ({ found, selected, deciding }: IntakeView): IntakeEntry | undefined =>
  found?.entries.find(({ id }) => id === (deciding?.what.entry ?? selected)) ?? found?.entries[0]

export const statesOf = (filter: Filter): readonly EntryState[] => (filter === 'all' ? [] : [filter])

/** The next or the former entry in the list. */
export function selectionMoved(by: 1 | -1): void {
  const view = useIntake.getState()
  const entries = view.found?.entries ?? []
  const at = entries.findIndex(({ id }) => id === readEntry(view)?.id)
  const next = entries[at + by]
  if (next) entrySelected(next.id)
}

export const canDecide = ({ state }: IntakeEntry): boolean => state === 'held' || state === 'refused'

/** False where there is nothing to decide. */
export function decisionBegun(act: Decision['act']): boolean {
  const entry = readEntry(useIntake.getState())
  if (entry === undefined || !canDecide(entry) || (act === 'refuse' && entry.state === 'refused')) return false
  useIntake.setState({
    selected: entry.id,
    deciding: decidingOn({ act, entry: entry.id }),
    decidedElsewhere: undefined,
  })
  return true
}

export const reasonTyped = (reason: string): void =>
  useIntake.setState(({ deciding }) => ({ deciding: withReason(deciding, reason) }))
export const decisionLeft = (): void => useIntake.setState({ deciding: undefined })
