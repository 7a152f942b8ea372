// A station's subscription to the changes of its registrations.

import { Failed } from '../../shared/failure'
import type { RegistrationClient } from './client'
import type { Told } from './event-listener'
import { listenForEvents } from './event-listener'

export type EventSubscription = { readonly end: () => Promise<void> }

/** A program that closes does not wait for it: the server finds out by itself that nobody listens. */
const PARTING_MS = 500

/** What the answer to a registration tells by itself is not told again. */
const states = ['queued', 'sent', 'contacted', 'managed', 'conflict', 'rejected', 'released'] as const

/** Fails like any request where the server cannot reach this station or is not there. */
export async function subscribeToEvents(
  client: Pick<RegistrationClient, 'subscribe' | 'unsubscribe'>,
  onTold: (told: Told) => void,
  signal: AbortSignal,
  log: (line: string) => void,
): Promise<EventSubscription> {
  const listener = await listenForEvents(onTold, () => performance.now(), log)
  try {
    const { id, key, serverTime } = await client.subscribe({ sink: listener.sink, states }, signal)
    listener.trust(key, serverTime)
    return {
      end: async () => {
        await client.unsubscribe(id, AbortSignal.timeout(PARTING_MS)).catch(ignoreFailure)
        await listener.close()
      },
    }
  } catch (error) {
    await listener.close()
    throw error
  }
}

function ignoreFailure(error: unknown): void {
  if (!(error instanceof Failed)) throw error
}
