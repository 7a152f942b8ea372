/** Calls that come while one is under way become one more after it. */
export function coalesced(work: () => Promise<void>): () => void {
  let state: 'resting' | 'working' | 'asked again' = 'resting'
  const run = async (): Promise<void> => {
    state = 'working'
    try {
      await work()
    } finally {
      const isAskedAgain = stateNow() === 'asked again'
      state = 'resting'
      if (isAskedAgain) void run()
    }
  }
  const stateNow = () => state
  return () => {
    if (state === 'resting') void run()
    else state = 'asked again'
  }
}
