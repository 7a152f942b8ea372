// Server-initiated bootstrap: whoever was accepted, can be reached and has no card is sent its message. The registry's own
// states are the queue, so that what was not noted as sent before a crash is sent again; a device applies it once.
import { setTimeout as wait } from 'node:timers/promises'
import { Failed, type Failure } from '../../../../shared/failure'
import { faultLine } from '../../../../shared/fault-line'
import type { Registry } from '../registry'
import type { Kept } from '../store'
import { isPushed, type Plan } from './plan'

export type PushTold = { readonly id: string; readonly failure: Failure; readonly retryMs?: number }

export type PusherDeps = {
  readonly registry: Registry
  readonly planOf: (kept: Kept) => Plan
  readonly deliver: (plan: Plan) => Promise<void>
  /** A push that did not go, and when it is tried again. */
  readonly onTrouble: (told: PushTold) => void
  readonly log: (line: string) => void
  /** The first wait, in milliseconds; each is twice the one before, up to an hour. */
  readonly firstWaitMs: number
  /** From 0 to 1. */
  readonly random: () => number
}

export type Pusher = { readonly close: () => Promise<void> }

const due = ['accepted', 'queued'] as const
const hourMs = 3_600_000

/** Begins with what was due when the server ended. One push a device at a time. */
export function startPusher(deps: PusherDeps): Pusher {
  const { registry } = deps
  const ending = new AbortController()
  const running = new Map<string, Promise<void>>()
  const look = (kept: Kept): void => {
    if (running.has(kept.id) || ending.signal.aborted || !isDue(kept)) return
    const leave = () => void running.delete(kept.id)
    // In its own turn: its first step is told here again.
    const work = Promise.resolve()
      .then(() => pushUntilSent(kept.id, deps, ending.signal, leave))
      // A bug ends the push to this device until the next start, and no other.
      .catch((error: unknown) => deps.log(faultLine(`push to ${kept.id}`, error)))
    running.set(kept.id, work)
  }
  const stop = registry.onChange(look)
  for (const kept of registry.standing(due)) look(kept)
  return {
    close: async () => {
      stop()
      ending.abort()
      await Promise.all(running.values())
    },
  }
}

const isDue = (kept: Kept): boolean => due.some((state) => state === kept.state) && isPushed(kept)

/** Leaves in the same turn in which it sees that nothing is due: what is told from then on begins anew. */
async function pushUntilSent(id: string, deps: PusherDeps, signal: AbortSignal, leave: () => void): Promise<void> {
  try {
    for (let attempt = 0; !signal.aborted; attempt++) {
      const kept = deps.registry.get(id)
      if (kept === undefined || !isDue(kept)) return
      const failure = await attemptOf(kept, deps)
      if (failure === undefined) continue
      if (isFinal(failure)) return deps.onTrouble({ id, failure })
      const retryMs = backOffMs(attempt, deps)
      deps.onTrouble({ id, failure, retryMs })
      await wait(retryMs, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    leave()
  }
}

async function attemptOf(kept: Kept, { registry, planOf, deliver }: PusherDeps): Promise<Failure | undefined> {
  const { id } = kept
  try {
    const plan = planOf(kept)
    registry.advance(id, 'queued', `a push over ${plan.by}`)
    await deliver(plan)
    // What was registered anew meanwhile is sent anew.
    if (registry.get(id)?.state !== 'accepted') registry.advance(id, 'sent', `over ${plan.by}`)
    return undefined
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return error.failure
  }
}

/** What is refused here is refused for ever; whatever lies between the server and the device may change. */
const isFinal = ({ code }: Failure): boolean => code === 'message.invalid' || code === 'request.invalid'

const backOffMs = (attempt: number, { firstWaitMs, random }: PusherDeps): number =>
  Math.round(Math.min(hourMs, firstWaitMs * 2 ** Math.min(attempt, 20)) * (1 - random() / 2))
