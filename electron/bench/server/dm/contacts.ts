// How a session with a device becomes known to whoever registered it.
import type { Registry } from '../registry'

/** `devId` is what the device says it is: `IMEI:490154203237518`. */
export type Contacts = {
  /** Whether somebody registered the device, and it was not given back. */
  readonly isKnown: (devId: string) => boolean
  /** Its first package 1 that proves who it is. */
  readonly markContacted: (serverId: string, devId: string) => void
  /** A session of it ended well. */
  readonly markManaged: (serverId: string, devId: string) => void
}

/** Registrations of the bench's own store. A device that was managed stays so when it comes again. */
export function registrationContacts(registry: Registry): Contacts {
  const mark = (devId: string, state: 'contacted' | 'managed', cause: string): void => {
    const kept = registry.find(devId)
    if (kept) registry.advance(kept.id, state, cause)
  }
  return {
    isKnown: (devId) => registry.find(devId) !== undefined,
    markContacted: (serverId, devId) => mark(devId, 'contacted', `its first package, to ${serverId}`),
    markManaged: (serverId, devId) => mark(devId, 'managed', `a session with ${serverId} ended well`),
  }
}
