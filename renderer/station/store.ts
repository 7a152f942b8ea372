import { create } from 'zustand'
import type { Failure } from '../../shared/failure'
import type { StationState } from '../../shared/station-state'

export type StationView = {
  readonly connection: 'starting' | 'up' | 'lost'
  /** Undefined until the station has told. */
  readonly state: StationState | undefined
  /** Set once something threw that should not have. */
  readonly isBroken: boolean
  /** What cannot be read at the moment, and why. */
  readonly unread: ReadonlyMap<string, Failure>
}

export const useStation = create<StationView>()(() => ({
  connection: 'starting',
  state: undefined,
  isBroken: false,
  unread: new Map(),
}))

export const stationChanged = (state: StationState): void => useStation.setState({ state })
/** Undefined once it can be read. */
export const unreadChanged = (what: string, failure: Failure | undefined): void =>
  useStation.setState(({ unread }) => {
    if (failure === undefined && !unread.has(what)) return {}
    const others = [...unread].filter(([other]) => other !== what)
    return { unread: new Map(failure === undefined ? others : [...others, [what, failure]]) }
  })
export const connectionHeld = (): void => useStation.setState({ connection: 'up' })
export const connectionBroke = (): void => useStation.setState({ connection: 'lost' })

/** A page whose layout takes one more frame to settle says so as an error, and goes on. */
const isOfLayout = (event: Event): boolean =>
  event instanceof ErrorEvent && /^ResizeObserver loop (completed with|limit exceeded)/.test(event.message)

export const bugSeen = (event: Event): void => {
  if (!isOfLayout(event)) useStation.setState({ isBroken: true })
}
