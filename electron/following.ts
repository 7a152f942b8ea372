import { startFollowing } from './job/follow'
import type { Journal } from './records/journal'
import type { Registrations } from './records/registrations'
import type { DmServerClient } from './server/client'
import { subscribeToEvents } from './server/events'

/** Keeps the records of registrations up to date with the DM Server, if there is one. Returns the way to stop. */
export function followRegistrations(
  client: DmServerClient | undefined,
  { journal, registrations }: { readonly journal: Journal; readonly registrations: Registrations },
): () => Promise<void> {
  const following =
    client &&
    startFollowing({
      journal,
      registrations,
      status: client.status,
      subscribe: (onTold, signal) => subscribeToEvents(client, onTold, signal),
      random: Math.random,
    })
  return async () => following?.close()
}
