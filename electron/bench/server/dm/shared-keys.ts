// Devices with a key and no certificate: what TLS asks for by a name, and who a connection then belongs to.
import type { TLSSocket } from 'node:tls'
import { deviceOfBootstrapKey } from '../../../psk'
import type { Accounts } from './accounts'

export type SharedKeys = {
  /** RFC 4279, 2: null for a name that nobody has. */
  readonly keyFor: (socket: TLSSocket, name: string) => Uint8Array | null
  /** The name whose key a connection began with; its handshake is over when a request comes. */
  readonly nameOf: (socket: TLSSocket) => string | undefined
}

export function createSharedKeys({ accountOf, requesterOf }: Pick<Accounts, 'accountOf' | 'requesterOf'>): SharedKeys {
  const names = new WeakMap<TLSSocket, string>()
  return {
    keyFor: (socket, name) => {
      // A connection stays whose it was: a second handshake is for the same name.
      if ((names.get(socket) ?? name) !== name) return null
      names.set(socket, name)
      const asking = deviceOfBootstrapKey(name)
      const who = asking === undefined ? accountOf(name)?.client : requesterOf(asking)
      return who?.secret.reveal() ?? null
    },
    nameOf: (socket) => names.get(socket),
  }
}
