// How the bench's server behaves on cue: as it should, gone, unwilling, or late.
import { setTimeout as wait } from 'node:timers/promises'
import type { ProblemType } from '../../../shared/registration/problem-kinds'

export type ModeName = 'up' | 'down' | 'refuse' | 'slow'

export type ModeOptions = {
  /** For `slow`: when answers come. What was asked is done at once. */
  readonly delayMs?: number
  /** For `refuse`: the problem that answers a registration. */
  readonly as?: Extract<ProblemType, 'ticket-exhausted' | 'rate-limited' | 'maintenance'>
  /** For `refuse`: sent as Retry-After. */
  readonly retryAfterMs?: number
}

export type Mode = { readonly name: ModeName; readonly options: ModeOptions }

export type ModeSwitch = {
  readonly now: () => Mode
  readonly set: (mode: Mode) => void
  /** Comes back when a slow answer may go: after the delay, or as soon as the mode is another. */
  readonly untilDue: () => Promise<void>
}

const defaultDelayMs = 20_000

export function createModeSwitch(): ModeSwitch {
  const state = { mode: { name: 'up', options: {} } as Mode, changed: new AbortController() }
  return {
    now: () => state.mode,
    set: (mode) => {
      state.mode = mode
      state.changed.abort()
      state.changed = new AbortController()
    },
    untilDue: async () => {
      if (state.mode.name !== 'slow') return
      const { signal } = state.changed
      const delay = wait(state.mode.options.delayMs ?? defaultDelayMs, undefined, { signal, ref: false })
      await delay.catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error)))
    },
  }
}
