import { setImmediate as nextTurn } from 'node:timers/promises'
import { createTimekeeper } from './timekeeper'

/** A clock of its own for the bench, in milliseconds with fractions; `until` resolves when it shows a time. */
export type Clock = { now(): number; until(timeMs: number): Promise<void> }

// how long before its time somebody is called: what a thread may take to wake up
const leadMs = 0.5

/** True to some hundredths of a millisecond, however many wait: called shortly before, then turns of the event loop. */
export const systemClock: Clock = createClock()

function createClock(): Clock {
  const timekeeper = createTimekeeper()
  return {
    now: () => performance.now(),
    async until(timeMs) {
      if (timeMs - performance.now() > leadMs) await timekeeper.call(timeMs - leadMs)
      while (performance.now() < timeMs) await nextTurn()
    },
  }
}
