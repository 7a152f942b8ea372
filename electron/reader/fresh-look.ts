import type { DriverState } from './driver'

/** For as long as a service that is there takes to say what it has. */
const LIST_MS = 4000
const MOST_TIMES_LONGER = 64

/** Processes that have just begun are told what there is; one that watches may hear of a change late. One looks at a time. */
export type FreshLooks = {
  /** What one sees that begins after this was asked, the same one for all who ask meanwhile. Undefined where it sees nothing in time. */
  readonly now: () => Promise<DriverState | undefined>
  /** One looks if nothing was asked for so long; twice as long after each that saw something else. */
  readonly soon: () => void
  /** One that nobody waits for makes room. */
  readonly giveWay: () => void
  readonly close: () => void
}

export type FreshLooksDeps<Life> = {
  /** Begins a process. It tells what it sees, and nothing when it has ended. */
  readonly begin: (onSeen: (seen?: DriverState) => void) => Life
  readonly end: (life: Life) => void
  readonly isNews: (seen: DriverState) => boolean
  /** The process that saw something else is theirs from now on. */
  readonly take: (life: Life, seen: DriverState) => void
  readonly isIdle: () => boolean
  readonly quietMs: number
}

type Asker = (seen?: DriverState) => void
type Look<Life> = { readonly life: Life; readonly late: NodeJS.Timeout; readonly askers: readonly Asker[] }

export function createFreshLooks<Life>(deps: FreshLooksDeps<Life>): FreshLooks {
  const { begin, end, isNews, take, isIdle, quietMs } = deps
  const waiting: Asker[] = []
  let waitMs = quietMs
  let quiet: NodeJS.Timeout | undefined
  let looking: Look<Life> | undefined
  let isClosed = false

  function look(askers: readonly Asker[]): void {
    const own: Look<Life> = {
      life: begin((seen) => looking === own && done(own, seen)),
      late: setTimeout(() => done(own), LIST_MS),
      askers,
    }
    looking = own
  }

  function done({ life, late, askers }: Look<Life>, seen?: DriverState): void {
    clearTimeout(late)
    looking = undefined
    const isOther = seen !== undefined && isNews(seen)
    if (seen) waitMs = isOther ? Math.min(2 * waitMs, MOST_TIMES_LONGER * quietMs) : quietMs
    if (isOther) take(life, seen)
    else end(life)
    for (const tell of askers) tell(seen)
    if (waiting.length > 0) look(waiting.splice(0))
  }

  function giveWay(): void {
    if (looking?.askers.length === 0) done(looking)
  }

  return {
    now: () =>
      new Promise((resolve) => {
        giveWay()
        if (isClosed) resolve(undefined)
        else if (looking) waiting.push(resolve)
        else look([resolve])
      }),
    soon: () => {
      clearTimeout(quiet)
      if (!isClosed) quiet = setTimeout(() => isIdle() && !looking && look([]), waitMs).unref()
    },
    giveWay,
    close: () => {
      isClosed = true
      clearTimeout(quiet)
      for (const tell of waiting.splice(0)) tell()
      if (looking) done(looking)
    },
  }
}
