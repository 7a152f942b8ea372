// Whether the DM Server answers: by what was last asked of it, and now and then by asking.
import { Failed } from '../../shared/failure'
import type { StationState } from '../../shared/station-state'
import { isUnasked } from '../job/waits'

type ServerState = StationState['server']

export type ServerSeen = {
  readonly state: () => ServerState
  readonly told: (state: 'reachable' | 'unreachable') => void
  /** Asks every few seconds, for a page that shows it. Returns the way to stop. */
  readonly watch: (health: (() => Promise<void>) | undefined) => () => void
}

const EVERY_MS = 3000

/** `onBack`: it answers again after it did not. */
export function createServerSeen(deps: {
  readonly url: string
  readonly now: () => number
  readonly onBack: () => void
}): ServerSeen {
  let seen: ServerState = { url: deps.url, state: 'unknown' }
  const told: ServerSeen['told'] = (state) => {
    if (state === seen.state) return
    const isBack = state === 'reachable' && seen.state === 'unreachable'
    seen = { ...seen, state, since: deps.now() }
    if (isBack) deps.onBack()
  }
  return {
    state: () => seen,
    told,
    watch: (health) => {
      const look = () =>
        health?.().then(
          () => told('reachable'),
          (error: unknown) => told(error instanceof Failed && !isUnasked(error.failure) ? 'reachable' : 'unreachable'),
        )
      const timer = setInterval(look, EVERY_MS)
      void look()
      return () => clearInterval(timer)
    },
  }
}
