import type { Failure } from '../../shared/failure'
import { answerWhile } from './answer'
import { connectionBroke, connectionHeld, unreadChanged } from './store'

const restMs = 1000
const forever = new AbortController().signal

type Until = {
  /** Ends it. */
  readonly left?: AbortSignal
  /** What keeps the station from telling. It is asked again all the same. */
  readonly refused: (failure: Failure) => void
}

/** What every page shows: what keeps the station from telling it is said over the page, until it tells. */
export const followAlways = <Value>(
  what: string,
  begin: () => Promise<AsyncIterable<Value>>,
  tell: (value: Value) => void,
): Promise<void> => {
  const told = (value: Value): void => {
    unreadChanged(what, undefined)
    tell(value)
  }
  let quiet: ReturnType<typeof setTimeout> | undefined
  // Some have nothing to tell at first: one that does not fail for a while is taken to tell.
  const begun = async (): Promise<AsyncIterable<Value>> => {
    const feed = await begin()
    quiet = setTimeout(() => unreadChanged(what, undefined), restMs)
    return feed
  }
  const refused = (failure: Failure): void => {
    clearTimeout(quiet)
    unreadChanged(what, failure)
  }
  return follow(begun, told, { refused })
}

/** Takes what the station tells for as long as the window lives, or until it is left; begins anew if it breaks off. */
export async function follow<Value>(
  begin: () => Promise<AsyncIterable<Value>>,
  tell: (value: Value) => void,
  { left = forever, refused }: Until,
): Promise<void> {
  for (;;) {
    const told = await answerWhile(left, followOnce(begin, tell)).catch(broken)
    if (left.aborted) return
    if (told?.ok === false) {
      connectionHeld()
      refused(told.failure)
    }
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
    taken(value, tell)
  }
}

/** A bug in what takes it is none of the way to the station. */
function taken<Value>(value: Value, tell: (value: Value) => void): void {
  try {
    tell(value)
  } catch (error) {
    reportError(error)
  }
}

function broken(why: unknown): void {
  console.error(why)
  connectionBroke()
}
