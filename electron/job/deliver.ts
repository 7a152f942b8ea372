import { type DeliverDeps, deliverTurn } from './deliver-turn'
import { backOffMs } from './waits'

export type Delivery = {
  /** Looks at the outbox now instead of at the next turn. */
  readonly hurry: () => void
  readonly close: () => Promise<void>
}

/** How often rows of other processes are looked for. */
const TURN_MS = 1000
/** As many go in one batch, and as many go alone at once: to see whether a server is back, no more are needed. */
const MOST = 1000
const HANDFUL = 8

/**
 * Empties the outbox for as long as this process lives, longest waiting first, and waits while the server is away. In two
 * lanes: while the answers of one are noted, the server is at work for the other.
 */
export function startDelivery(deps: DeliverDeps): Delivery {
  const ending = new AbortController()
  const lanes = [startLane(deps, ending.signal), startLane(deps, ending.signal)]
  const hurry = (): void => {
    for (const lane of lanes) lane.hurry()
  }
  return {
    hurry,
    close: async () => {
      ending.abort()
      hurry()
      await Promise.all(lanes.map(({ ended }) => ended))
    },
  }
}

function startLane(
  deps: DeliverDeps,
  signal: AbortSignal,
): { readonly hurry: () => void; readonly ended: Promise<void> } {
  const state = { wake: (): void => undefined, isHurried: false }
  const rest = async (ms: number): Promise<void> => {
    if (!state.isHurried && !signal.aborted)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        state.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    state.isHurried = false
  }
  async function run(): Promise<void> {
    for (let silent = 0; !signal.aborted; ) {
      const turn = await deliverTurn(deps, silent === 0 ? MOST : HANDFUL, signal)
      if (turn !== 'idle') silent = turn === 'silent' ? silent + 1 : 0
      if (turn !== 'settled') await rest(turn === 'silent' ? backOffMs(silent, deps.random) : TURN_MS)
    }
  }
  return {
    ended: run(),
    hurry: () => {
      state.isHurried = true
      state.wake()
    },
  }
}
