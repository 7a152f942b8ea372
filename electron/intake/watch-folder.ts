import { endLine } from '../../shared/fault-line'
import type { Folder } from './folder'

/** Looks again and again; what ends one look does not end the next. Returns the way to stop. */
export function watchFolder({ look }: Folder, everyMs: number, log: (line: string) => void): () => Promise<void> {
  const state = { looking: Promise.resolve(), isBusy: false }
  const turn = async (): Promise<void> => {
    state.isBusy = true
    try {
      await look()
    } catch (error) {
      log(endLine('intake: a folder could not be looked at', error))
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
