// What is read of many records at once. It may take a while, so that a window has it done beside its own work.
import type { Figures, FiguresQuery } from '../../shared/figures'
import type { JobRecord } from '../../shared/job'
import { type Readings, readingsOf } from '../../shared/readings'
import { createFigures } from './figures'
import type { Search } from './found'
import { createInboxStore, type InboxFilter, type InboxFound } from './inbox'
import { createJournal, type Journal } from './journal'
import { type Database, openDatabase } from './sqlite'

export type Found = { readonly total: number; readonly records: readonly JobRecord[] }

/** What figures are read from and what they come to: of very many blocks of cards that takes a while, too. */
export type Read = { readonly figures: Figures; readonly readings: Readings }

/** What can be asked, and what is answered. */
export type Lookups = {
  readonly search: (search: Search) => Found
  readonly figures: (query: FiguresQuery & { readonly bench: boolean }) => Figures
  readonly readings: (query: FiguresQuery & { readonly bench: boolean }) => Read
  readonly inbox: (filter: InboxFilter & { readonly bench: boolean }) => InboxFound
}

/** The same, answered in time. Fails with `disk.failed`. */
export type Lookup = {
  readonly search: (search: Search) => Promise<Found>
  readonly figures: (query: FiguresQuery & { readonly bench: boolean }) => Promise<Figures>
  readonly readings: (query: FiguresQuery & { readonly bench: boolean }) => Promise<Read>
  readonly inbox: (filter: InboxFilter & { readonly bench: boolean }) => Promise<InboxFound>
  readonly close: () => void
}

/** Where it is read. */
export type LookupPlaces = { readonly database: string; readonly intake: string }

/** Over connections of its own, each made when it is asked for. */
export function openLookups({ database, intake }: LookupPlaces): Lookups {
  const records = once(() => {
    const db = openDatabase(database)
    return { search: createJournal(db, Date.now).search, figures: createFigures(db, Date.now) }
  })
  const entries = once(() => openDatabase(intake))
  return {
    search: (search) => records().search(search),
    figures: (query) => records().figures(query),
    readings: (query) => read(records().figures(query)),
    inbox: ({ bench, ...filter }) => createInboxStore(entries(), bench).search(filter),
  }
}

const read = (figures: Figures): Read => ({ figures, readings: readingsOf(figures) })

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Where nobody waits for a window: at once, in the same thread. */
export function lookupHere(
  db: Database,
  { search }: Pick<Journal, 'search'>,
  inbox: (filter: InboxFilter) => InboxFound,
  now: () => number,
): Lookup {
  const figures = createFigures(db, now)
  return {
    search: async (asked) => search(asked),
    figures: async (query) => figures(query),
    readings: async (query) => read(figures(query)),
    inbox: async ({ bench: _, ...filter }) => inbox(filter),
    close: () => undefined,
  }
}
