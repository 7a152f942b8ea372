import { connectionBroke, connectionHeld } from './store'

const restMs = 1000

/** Takes what the station tells for as long as the window lives; begins anew if it breaks off. */
export async function follow<Value>(
  begin: () => Promise<AsyncIterable<Value>>,
  tell: (value: Value) => void,
): Promise<void> {
  for (;;) {
    await followOnce(begin, tell).catch(broken)
    await new Promise((rested) => setTimeout(rested, restMs))
  }
}

/** The same until the station has told everything. */
export async function followOnce<Value>(
  begin: () => Promise<AsyncIterable<Value>>,
  tell: (value: Value) => void,
): Promise<void> {
  for await (const value of await begin()) {
    connectionHeld()
    tell(value)
  }
}

function broken(error: unknown): void {
  console.error(error)
  connectionBroke()
}
