import { type FollowDeps, startFollowing } from '../job/follow'
import type { DmServerClient } from '../server/client'
import { subscribeToEvents } from '../server/events'

/** Keeps the records of registrations up to date with the DM Server, if there is one. Returns the way to stop. */
export function followRegistrations(
  client: DmServerClient | undefined,
  deps: Pick<FollowDeps, 'journal' | 'registrations' | 'log'>,
): () => Promise<void> {
  const following =
    client &&
    startFollowing({
      ...deps,
      status: client.status,
      subscribe: (onTold, signal) => subscribeToEvents(client, onTold, signal, deps.log),
      random: Math.random,
    })
  return async () => following?.close()
}
