import { vi } from 'vitest'

const second = (): number => Math.floor(Date.now() / 1000)

/** A certificate tells whole seconds, and the next of a station has to last longer than the one before. */
export async function nextSecond(): Promise<void> {
  const now = second()
  await vi.waitUntil(() => second() > now, { timeout: 2000, interval: 20 })
}
