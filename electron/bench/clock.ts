import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** A clock of its own for the bench, in milliseconds with fractions; `until` resolves when it shows a time. */
export type Clock = { now(): number; until(timeMs: number): Promise<void> }

/** A timer for most of the wait, then turns of the event loop: true to a fraction of a millisecond. */
export const systemClock: Clock = {
  now: () => performance.now(),
  async until(timeMs) {
    const coarseMs = Math.floor(timeMs - performance.now() - 1)
    if (coarseMs > 0) await sleep(coarseMs)
    while (performance.now() < timeMs) await nextTurn()
  },
}
