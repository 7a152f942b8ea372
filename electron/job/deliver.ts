import { endLine } from '../../shared/fault-line'
import { type DeliverDeps, deliverTurn, type Turn } from './deliver-turn'
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
  const lanes = [startLane(deps), startLane(deps)]
  const hurry = (): void => {
    for (const lane of lanes) lane.hurry()
  }
  return {
    hurry,
    close: async () => {
      await Promise.all(lanes.map(({ close }) => close()))
    },
  }
}

/** Each ends by a signal of its own: as many requests as it has under way listen to it, and Node warns of more than ten. */
function startLane(deps: DeliverDeps): Delivery {
  const ending = new AbortController()
  const { signal } = ending
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
  /** What ends one turn, a full disk or a bug, does not end the delivery. */
  const turned = (most: number): Promise<Turn> =>
    deliverTurn(deps, most, signal).catch((error: unknown) => {
      deps.log(endLine('the outbox could not be looked at', error))
      return 'silent'
    })
  async function run(): Promise<void> {
    for (let silent = 0; !signal.aborted; ) {
      const turn = await turned(silent === 0 ? MOST : HANDFUL)
      if (turn !== 'idle') silent = turn === 'silent' ? silent + 1 : 0
      if (turn !== 'settled') await rest(turn === 'silent' ? backOffMs(silent, deps.random) : TURN_MS)
    }
  }
  const ended = run()
  const hurry = (): void => {
    state.isHurried = true
    state.wake()
  }
  return {
    hurry,
    close: () => {
      ending.abort()
      hurry()
      return ended
    },
  }
}
