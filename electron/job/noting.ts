// What has to be on disk and cannot be put there yet.
import { setTimeout as rest } from 'node:timers/promises'
import { Failed } from '../../shared/failure'
import { diskWaitMs } from './waits'

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
