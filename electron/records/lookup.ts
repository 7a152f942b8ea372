// What is read of many records at once. It may take a while, so that a window has it done beside its own work.
import type { Figures, FiguresQuery } from '../../shared/figures'
import type { JobRecord } from '../../shared/job'
import { createFigures } from './figures'
import type { Search } from './found'
import { createJournal, type Journal } from './journal'
import { type Database, openDatabase } from './sqlite'

export type Found = { readonly total: number; readonly records: readonly JobRecord[] }

/** What can be asked, and what is answered. */
export type Lookups = {
  readonly search: (search: Search) => Found
  readonly figures: (query: FiguresQuery & { readonly bench: boolean }) => Figures
}

/** The same, answered in time. Fails with `disk.failed`. */
export type Lookup = {
  readonly search: (search: Search) => Promise<Found>
  readonly figures: (query: FiguresQuery & { readonly bench: boolean }) => Promise<Figures>
  readonly close: () => void
}

/** Over a connection of its own. */
export function openLookups(database: string): Lookups {
  const db = openDatabase(database)
  return { search: createJournal(db, Date.now).search, figures: createFigures(db, Date.now) }
}

/** Where nobody waits for a window: at once, in the same thread. */
export function lookupHere(db: Database, { search }: Pick<Journal, 'search'>, now: () => number): Lookup {
  const figures = createFigures(db, now)
  return {
    search: async (asked) => search(asked),
    figures: async (query) => figures(query),
    close: () => undefined,
  }
}
