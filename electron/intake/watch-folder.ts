import { Failed } from '../../shared/failure'
import type { Folder } from './folder'

/** Looks again and again; a disk that fails for a moment is looked at at the next turn. Returns the way to stop. */
export function watchFolder({ look }: Folder, everyMs: number, log: (line: string) => void): () => Promise<void> {
  const state = { looking: Promise.resolve(), isBusy: false }
  const turn = async (): Promise<void> => {
    state.isBusy = true
    try {
      await look()
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      log(`intake: ${error.failure.code}`)
    } finally {
      state.isBusy = false
    }
  }
  const timer = setInterval(() => {
    if (!state.isBusy) state.looking = turn()
  }, everyMs)
  return () => {
    clearInterval(timer)
    return state.looking
  }
}
