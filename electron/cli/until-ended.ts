// The end of a command line, also by a bug in what nobody waits for.
import type { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** As long as a card in its write may take to become whole. */
const SAFE_MS = 20_000
const bugs = ['uncaughtException', 'unhandledRejection'] as const
const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * What `work` comes to; its signal is aborted when the program is told to end. Fails as it fails, or with the first bug
 * of what nobody waits for: then what is under way is told to end first, and has `safeMs` for it.
 */
export async function untilEnded<T>(
  program: EventEmitter,
  work: (signal: AbortSignal) => Promise<T>,
  safeMs: number = SAFE_MS,
): Promise<T> {
  const ending = new AbortController()
  const end = (): void => ending.abort()
  let tell = (_bug: unknown): void => undefined
  const bug = new Promise<never>((_, reject) => {
    tell = reject
  })
  for (const name of signals) program.on(name, end)
  for (const name of bugs) program.on(name, tell)
  const working = work(ending.signal)
  try {
    return await Promise.race([working, bug])
  } catch (error) {
    end()
    await Promise.race([working.catch(() => undefined), sleep(safeMs)])
    throw error
  } finally {
    for (const name of signals) program.off(name, end)
    for (const name of bugs) program.off(name, tell)
  }
}
