import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import type { ReaderState, ReadersState } from '../../shared/station-state'
import type { Card } from '../card/card'
import type { CardKeys } from '../card/key'
import type { Trace } from '../card/trace'
import type { TriesKept } from '../card/tries'
import type { Driver, DriverReader, DriverState } from './driver'
import { createReaderLengths } from './reader-lengths'
import { withSession } from './session'
import { createStayTries } from './stay-tries'

const FIRST_STATE_MS = 3000

export type Readers = {
  readonly state: () => ReadersState
  /** Calls back at each change; returns the way to stop. */
  readonly watch: (onState: (state: ReadersState) => void) => () => void
  /** Waits its turn at this reader, connects exclusively, reads the ICCID, works, and powers the card off. `trace` is made when its turn has come. */
  readonly withCard: <T>(reader: string, work: (card: Card) => Promise<T>, trace?: () => Trace) => Promise<T>
  /** The full name of a reader that is named by it or by its number. An unknown name comes back as it is; an unknown number is `request.invalid`. */
  readonly nameOf: (named: string) => Promise<string>
  /** Of a reader that is out, too. */
  readonly numberOf: (reader: string) => number
  /** Another number for each stay of a card in a reader, even where nobody was told that it was empty in between. */
  readonly stayOf: (reader: string) => number
  readonly close: () => Promise<void>
}

export type ReadersDeps = {
  readonly driver: Driver
  /** What opens cards that are read in a secure channel only. */
  readonly keys: Pick<CardKeys, 'scp03Of'>
  readonly triesKept: TriesKept
}

/**
 * The state of all readers, and one queue for each. `shown` names the readers of a bench, in its own order. A reader keeps
 * its number while it, or another, is unplugged; a new one comes in where its name belongs.
 */
export function createReaders({ driver, keys, triesKept }: ReadersDeps, shown?: readonly string[]): Readers {
  const watchers = new Set<(state: ReadersState) => void>()
  const queues = new Map<string, Promise<unknown>>()
  const ours = new Set<string>()
  const lengths = createReaderLengths()
  const known = new Map<string, Pick<ReaderState, 'iccid' | 'failure'>>()
  const stays = new Map<string, number>()
  const tries = new Map<string, TriesKept>()
  let seen: DriverState = { service: 'starting', readers: [] }

  const met = new Set<string>()
  /** Every reader that was ever there, in the order of its number. */
  const numbered = (): readonly string[] =>
    shown ?? [...met].sort((left, right) => left.localeCompare(right, 'en', { numeric: true }))

  const state = (): ReadersState => ({
    service: seen.service,
    readers: numbered().flatMap((name, at) => {
      const reader = seen.readers.find((one) => one.name === name)
      return reader ? [stateOf(reader, at)] : []
    }),
  })

  function stateOf(reader: DriverReader, at: number): ReaderState {
    const held = ours.has(reader.name) ? 'ours' : reader.use === 'free' ? 'free' : 'theirs'
    const { name, card, atrHex } = reader
    return { name, number: at + 1, card, held, ...(atrHex && { atrHex }), ...known.get(name) }
  }

  function tell(): void {
    const now = state()
    for (const watcher of watchers) watcher(now)
  }

  driver.watch((next) => {
    for (const reader of next.readers) {
      met.add(reader.name)
      if (isOver(reader)) end(reader.name)
    }
    seen = next
    tell()
  })

  function isOver({ name, card, insertions }: DriverReader): boolean {
    return card === 'none' || seen.readers.find((reader) => reader.name === name)?.insertions !== insertions
  }

  function end(name: string): void {
    known.delete(name)
    tries.delete(name)
    stays.set(name, (stays.get(name) ?? 0) + 1)
  }

  /** Until the service says what there is, or for as long as one would wait for it. */
  const firstState = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        watchers.delete(look)
        resolve()
      }
      const look = ({ service }: ReadersState): void => {
        if (service !== 'starting') done()
      }
      const timer = setTimeout(done, FIRST_STATE_MS)
      watchers.add(look)
    })

  function stayTriesOf(name: string): TriesKept {
    const kept = tries.get(name) ?? createStayTries()
    tries.set(name, kept)
    return kept
  }

  async function session<T>(reader: string, work: (card: Card) => Promise<T>, trace?: () => Trace): Promise<T> {
    ours.add(reader)
    const onMet = (iccid: string | undefined): void => {
      known.set(reader, { ...(iccid !== undefined && { iccid }) })
      tell()
    }
    try {
      const deps = { driver, lengths, onMet, keys, triesKept, stayTries: () => stayTriesOf(reader), trace: trace?.() }
      return await withSession(deps, reader, work)
    } catch (error) {
      if (error instanceof Failed && /^(card\.mute|reader\.)/.test(error.failure.code))
        known.set(reader, { ...known.get(reader), failure: error.failure })
      throw error
    } finally {
      ours.delete(reader)
      tell()
    }
  }

  return {
    state,
    watch: (onState) => {
      watchers.add(onState)
      onState(state())
      return () => watchers.delete(onState)
    },
    withCard: (reader, work, trace) => {
      const turn = (queues.get(reader) ?? Promise.resolve()).then(() => session(reader, work, trace))
      queues.set(
        reader,
        turn.catch(() => undefined),
      )
      return turn
    },
    nameOf: async (named) => {
      if (!/^[1-9]\d?$/.test(named)) return named
      if (!shown && seen.service === 'starting') await firstState()
      const names = numbered()
      const name = names[Number(named) - 1]
      const reason = because('there is no reader {}, only 1 to {}', named, names.length)
      if (name === undefined && (shown || seen.service === 'up'))
        throw new Failed({ code: 'request.invalid', path: 'reader', reason })
      return name ?? named
    },
    numberOf: (reader) => numbered().indexOf(reader) + 1,
    stayOf: (reader) => stays.get(reader) ?? 0,
    close: () => driver.close(),
  }
}
