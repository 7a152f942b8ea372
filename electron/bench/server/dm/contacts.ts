// How a session with a device becomes known to whoever registered it.
import { type Database, transaction } from '../../../records/sqlite'
import type { ServerState } from '../../../server/wire'
import { canonicalOf, isReply } from '../identity'
import { holdersOf, keepRegistration, type Registration } from '../store'

/** `devId` is what the device says it is: `IMEI:490154203237518`. */
export type Contacts = {
  /** Whether somebody registered the device, and it was not given back. */
  readonly isKnown: (devId: string) => boolean
  /** Its first package 1 that proves who it is. */
  readonly markContacted: (serverId: string, devId: string) => void
  /** A session of it ended well. */
  readonly markManaged: (serverId: string, devId: string) => void
}

/** Registrations of the bench's own store. */
export function registrationContacts(db: Database, now: () => number): Contacts {
  const mark = (devId: string, state: 'contacted' | 'managed'): void =>
    transaction(db, () => {
      const holder = holderOf(db, devId)
      if (holder && isBefore(holder.state, state)) keepRegistration(db, { ...holder, state, updatedAt: now() }, [])
    })
  return {
    isKnown: (devId) => holderOf(db, devId) !== undefined,
    markContacted: (_serverId, devId) => mark(devId, 'contacted'),
    markManaged: (_serverId, devId) => mark(devId, 'managed'),
  }
}

function holderOf(db: Database, devId: string): Registration | undefined {
  const colon = devId.indexOf(':')
  const identity = canonicalOf({ type: devId.slice(0, Math.max(colon, 0)), value: devId.slice(colon + 1) })
  if (isReply(identity)) return undefined
  return holdersOf(db, [identity]).find(({ state }) => state !== 'released')
}

/** A device that was managed stays so when it comes again. */
const order: readonly ServerState[] = ['received', 'accepted', 'queued', 'sent', 'contacted', 'managed']
const isBefore = (state: ServerState, next: ServerState): boolean =>
  order.includes(state) && order.indexOf(state) < order.indexOf(next)
