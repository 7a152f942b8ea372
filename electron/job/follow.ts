// What becomes of a registration after it was accepted: told by the DM Server where it can reach us, asked for where not.
import { Failed } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import type { Journal } from '../records/journal'
import type { Registrations } from '../records/registrations'
import type { Standing } from '../server/client'
import type { Told } from '../server/event-listener'
import type { EventSubscription } from '../server/events'
import { backOffMs } from './waits'

export type FollowDeps = {
  readonly journal: Journal
  readonly registrations: Registrations
  readonly status: (id: string, signal: AbortSignal) => Promise<Standing>
  readonly subscribe: (onTold: (told: Told) => void, signal: AbortSignal) => Promise<EventSubscription>
  readonly random: () => number
  readonly log: (line: string) => void
}

export type Following = { readonly close: () => Promise<void> }

const TURN_MS = 1000
const HOUR_MS = 3_600_000
/** So many of the newest are asked for, and so many in one turn. */
const FOLLOWED = 100
const IN_ONE_TURN = 4

/** As long as somebody looks: the window, or a command that follows. */
export function startFollowing(deps: FollowDeps): Following {
  const ending = new AbortController()
  const { signal } = ending
  const asked = new Map<string, { readonly tries: number; readonly turn: number }>()
  const state: { turn: number; subscription?: EventSubscription; nextTry: number } = { turn: 0, nextTry: 0 }

  async function subscribe(): Promise<void> {
    try {
      state.subscription = await deps.subscribe((told) => void noteStanding(deps, told), signal)
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      state.nextTry = state.turn + 30
    }
  }
  /** Also while events come: a sink that has gone deaf is found by what it did not tell. */
  async function ask(id: string): Promise<void> {
    const tries = (asked.get(id)?.tries ?? 0) + 1
    asked.set(id, {
      tries,
      turn: state.turn + Math.ceil(pauseMs(tries, state.subscription !== undefined, deps.random) / TURN_MS),
    })
    try {
      const isNews = noteStanding(deps, await deps.status(id, signal))
      if (isNews) asked.delete(id)
      if (isNews && tries > 1) await resubscribe()
    } catch (error) {
      if (!(error instanceof Failed)) throw error
    }
  }
  async function resubscribe(): Promise<void> {
    const before = state.subscription
    delete state.subscription
    state.nextTry = state.turn
    await before?.end()
  }
  async function turn(): Promise<void> {
    if (!state.subscription && state.turn >= state.nextTry) await subscribe()
    const open = deps.registrations.open(FOLLOWED).map(({ id }) => id)
    for (const id of asked.keys()) if (!open.includes(id)) asked.delete(id)
    const due = open.filter((id) => (asked.get(id)?.turn ?? 0) <= state.turn).slice(0, IN_ONE_TURN)
    for (const id of due) if (!signal.aborted) await ask(id)
  }
  async function turned(): Promise<boolean> {
    try {
      await turn()
      return true
    } catch (error) {
      deps.log(endLine('registrations could not be followed', error))
      return false
    }
  }
  async function run(): Promise<void> {
    for (let faults = 0; !signal.aborted; state.turn++) {
      faults = (await turned()) ? 0 : faults + 1
      if (!signal.aborted) await rest(faults === 0 ? TURN_MS : backOffMs(faults, deps.random), signal)
    }
    await state.subscription?.end()
  }

  const running = run()
  return {
    close: () => {
      ending.abort()
      return running
    },
  }
}

/** Notes where a registration stands, if that is news. What is older than what is noted is not. */
export function noteStanding(
  { journal, registrations }: Pick<FollowDeps, 'journal' | 'registrations'>,
  { id, state, version }: Pick<Standing, 'id' | 'state' | 'version'>,
): boolean {
  const job = registrations.jobOf(id)
  const known = job && journal.record(job)?.registration
  if (!job || known?.id !== id) return false
  const isOlder = version !== undefined && known.version !== undefined && version <= known.version
  const isSame = state === known.state && (version === undefined || version === known.version)
  if (isOlder || isSame) return false
  journal.atomically((append) => {
    append(job, { note: 'registration', state, ...(version !== undefined && { version }) })
    registrations.keep(id, job, state)
  })
  return true
}

/** While events come 10 s, 30 s, 90 s and so on, without them 1 s, 2 s, 4 s and so on, to an hour. */
const pauseMs = (tries: number, isTold: boolean, random: () => number): number =>
  Math.min(HOUR_MS, isTold ? 10_000 * 3 ** Math.min(tries - 1, 7) : 1000 * 2 ** Math.min(tries - 1, 12)) *
  (1 - random() / 4)

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(end, ms)
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
  })
