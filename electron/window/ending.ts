// The end of a station after a bug: nothing in it can be relied upon by then, but a card in its write has to become whole.
import { endLine } from '../../shared/fault-line'

export type EndingDeps = {
  readonly log: (line: string) => void
  /** Nothing begins by itself any more. */
  readonly stop: () => void
  /** A promise of the moment when no card is being written, or undefined while none is. */
  readonly untilSafe: () => Promise<unknown> | undefined
  /** Says it in words. It may wait for a person: nothing is under way by then. */
  readonly say: () => void
  readonly exit: () => void
}

/** Ends the station at its first bug; what happens on the way there is logged alone. */
export function createEnding({ log, stop, untilSafe, say, exit }: EndingDeps): (bug: unknown) => Promise<void> {
  let isEnding = false
  return async (bug) => {
    log(endLine('station', bug))
    if (isEnding) return
    isEnding = true
    try {
      stop()
      for (let safe = untilSafe(); safe !== undefined; safe = untilSafe()) await safe
    } catch (error) {
      log(endLine('station', error))
    }
    say()
    exit()
  }
}
