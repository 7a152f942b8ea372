// From a home to a running station: which settings, which readers. The one place that knows bench and real apart.
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { listBeside } from './list/list-beside'
import type { ListBeside } from './list/list-reader'
import type { Driver } from './reader/driver'
import { createPcscDriver } from './reader/pcsc-driver'
import type { Lookup, LookupPlaces } from './records/lookup'
import { lookupBeside } from './records/lookup-beside'
import { readSettings, type Settings } from './settings/settings'
import { createStation } from './station'
import type { Station, StationDeps } from './station-parts'

/** Where the bundle lies: the page, the preload and the reader process are beside it. */
export const bundleDir = dirname(fileURLToPath(import.meta.url)).replace(/[/\\]chunks$/, '')

export type StartOptions = Pick<
  StationDeps,
  'home' | 'cardKeys' | 'pinFile' | 'askPerson' | 'keychain' | 'printer' | 'pickFile' | 'lookup' | 'list' | 'log'
> & {
  /** `real`: the system's own readers, even while a bench is running. */
  readonly readers?: 'bench' | 'real'
}

export async function startStation({ home, readers, log, ...more }: StartOptions): Promise<Station> {
  const settings = readSettings(home, readers)
  const driver = await driverFor(settings, log)
  const token = () => programOf('token.mjs')
  return createStation({ ...more, home, settings, driver, token, log, now: Date.now })
}

/** PC/SC where there is a pcscd, the bench's own socket where there is none. */
async function driverFor({ bench }: Settings, log: (line: string) => void): Promise<() => Driver> {
  if (bench && !bench.pcsc) {
    const { createSocketDriver } = await import('./bench/socket-driver')
    return () => createSocketDriver(bench.control)
  }
  const socket = bench?.pcsc?.socket
  return () => createPcscDriver({ ...programOf('pcsc.mjs'), log, ...(socket && { socket }) })
}

/** Many records are read in a thread of their own, so that a window does not wait for them. */
export const lookupThread =
  (log: (line: string) => void) =>
  (places: LookupPlaces): Lookup =>
    lookupBeside(join(bundleDir, 'lookup.mjs'), places, log)

/** A list of identities as well. */
export const listThread: ListBeside = (work, signal) => listBeside(join(bundleDir, 'list.mjs'), work, signal)

const Runtime = z.object({ node: z.string(), programs: z.string() })

/**
 * What touches readers and tokens cannot run in Electron: the bundle remembers which Node it was built for, and where its
 * programs are. An installed station has both among its resources.
 */
function programOf(name: string): { readonly node: string; readonly script: string } {
  if (!process.versions.electron) return { node: process.execPath, script: join(bundleDir, name) }
  const { node, programs } = Runtime.parse(JSON.parse(readFileSync(join(bundleDir, 'runtime.json'), 'utf8')))
  return { node: resolve(process.resourcesPath, node), script: resolve(process.resourcesPath, programs, name) }
}
