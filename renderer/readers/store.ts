import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { ReaderState, ReadersState } from '../../shared/station-state'

export type ReadersView = ReadersState & {
  /** When this window first saw the service down, and each reader without an answer, by name. */
  readonly downSince: number | undefined
  readonly silentSince: ReadonlyMap<string, number>
}

export const useReaders = create<ReadersView>()(() => ({
  service: 'starting',
  readers: [],
  downSince: undefined,
  silentSince: new Map(),
}))

export const readersChanged = (state: ReadersState, at: number): void =>
  useReaders.setState((before) => readersAfter(before, state, at))

/** The ages go on from what was seen before. */
export function readersAfter(before: ReadersView, state: ReadersState, at: number): ReadersView {
  const silent = state.readers.filter((reader) => troubleOf(reader) !== undefined)
  return {
    ...state,
    readers: [...state.readers].sort((one, other) => one.number - other.number),
    downSince: state.service === 'down' ? (before.downSince ?? at) : undefined,
    silentSince: new Map(silent.map(({ name }) => [name, before.silentSince.get(name) ?? at])),
  }
}

/** A card in it that nobody holds: it can be written now. Who held it a moment ago does not matter. */
export const isReady = (reader: ReaderState): boolean =>
  reader.card === 'present' && reader.held === 'free' && troubleOf(reader) === undefined

/** The failure that still stands. A card that was busy is not, once it is free. */
export const troubleOf = ({ failure, held }: ReaderState): Failure | undefined =>
  failure?.code === 'reader.busy' && held === 'free' ? undefined : failure

/** The reader a job would use: the one the operator named while it holds a card, else the only one that does. */
export function readerFor(readers: readonly ReaderState[], named: string | undefined): ReaderState | undefined {
  const ready = readers.filter(isReady)
  if (named !== undefined) return ready.find(({ name }) => name === named)
  return ready.length === 1 ? ready[0] : undefined
}
