import { setTimeout } from 'node:timers/promises'

/**
 * A stream of states: the one now, then each that differs from the last told. Changes that come faster than they are
 * taken are skipped, never queued, and so are those within `restMs` of the last told. `undefined` is not told. Ends with
 * the signal.
 */
export async function* eachChange<T>(
  read: () => T | undefined,
  watch: (tell: () => void) => () => void,
  signal: AbortSignal | undefined,
  restMs = 0,
): AsyncGenerator<T, void, void> {
  let wake = (): void => undefined
  let isDue = true
  const tell = (): void => {
    isDue = true
    wake()
  }
  const stop = watch(tell)
  signal?.addEventListener('abort', tell)
  try {
    let told = ''
    while (!signal?.aborted) {
      if (!isDue) await new Promise<void>((resolve) => (wake = resolve))
      isDue = false
      const state = read()
      const text = JSON.stringify(state)
      if (state === undefined || text === told) continue
      told = text
      yield state
      if (restMs > 0) await setTimeout(restMs)
    }
  } finally {
    stop()
    signal?.removeEventListener('abort', tell)
  }
}
