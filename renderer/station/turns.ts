/** Of several askings only the last is waited for. */
export type Turns = {
  /** Ends the one before, and says until when this one is waited for. */
  readonly begin: () => AbortSignal
  /** Nothing is waited for any more. */
  readonly end: () => void
}

export function createTurns(): Turns {
  let turn = new AbortController()
  const begin = (): AbortSignal => {
    turn.abort()
    turn = new AbortController()
    return turn.signal
  }
  return { begin, end: () => turn.abort() }
}
