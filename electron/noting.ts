// What has to be on disk and cannot be put there yet.
import { setTimeout as rest } from 'node:timers/promises'
import { Failed } from '../shared/failure'

export type Noting = {
  /** Told each time that it could not be noted. */
  readonly onFailure: (failed: Failed) => void
  readonly random: () => number
  /** Nobody waits for it any more: it is tried once again, and fails with what keeps it. */
  readonly signal: AbortSignal
}

/** Tries at once, and then until the disk takes it. */
export async function untilNoted(note: () => void, { onFailure, random, signal }: Noting): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return note()
    } catch (error) {
      if (!(error instanceof Failed) || signal.aborted) throw error
      onFailure(error)
      await rest(diskWaitMs(tries, random), undefined, { signal, ref: false }).catch(() => undefined)
    }
}

/** To five seconds, each shortened by up to a half: once somebody made room, nobody shall wait for us. */
export const diskWaitMs = (tries: number, random: () => number): number =>
  Math.round(Math.min(5000, 1000 * 2 ** Math.min(tries - 1, 3)) * (1 - random() / 2))
