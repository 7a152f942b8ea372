import { type DmServer, type DmServerOptions, startDmServer } from '../../electron/bench/server/server'
import { givePki } from './pki'

/** A DM Server that has no keys to make. */
export function startTestServer(options: Omit<DmServerOptions, 'log'> & Partial<DmServerOptions>): Promise<DmServer> {
  givePki(options.dir)
  return startDmServer({ log: () => undefined, ...options })
}
