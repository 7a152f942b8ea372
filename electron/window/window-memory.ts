import type { StationState } from '../../shared/station-state'

/** Where the window was, in memory and on no disk: a page that ended has lost its own history. */
export type WindowMemory = {
  readonly state: () => Pick<StationState, 'reopenedAt'>
  readonly keep: (place: string) => void
  /** To a page that was opened again, once. */
  readonly kept: () => string | undefined
  readonly gone: () => void
  /** The page is opened as if for the first time: where it was may be what ends it. */
  readonly forget: () => void
}

export function createWindowMemory(now: () => number): WindowMemory {
  let place: string | undefined
  let kept: string | undefined
  let reopenedAt: number | undefined
  return {
    state: () => (reopenedAt === undefined ? {} : { reopenedAt }),
    keep: (next) => {
      place = next
    },
    kept: () => {
      const told = kept
      kept = undefined
      return told
    },
    gone: () => {
      kept = place
      reopenedAt = now()
    },
    forget: () => {
      place = undefined
      kept = undefined
      reopenedAt = undefined
    },
  }
}
