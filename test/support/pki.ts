// The certificates of a bench, made once a clone: making keys takes longer than most tests, and whose they are does not matter.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../build/lock.mjs'
import { benchPki, pushCertificate } from '../../electron/bench/server/ca'
import { type DmServer, type DmServerOptions, startDmServer } from '../../electron/bench/server/server'

const out = join(import.meta.dirname, '..', '..', 'out')
const kept = join(out, 'test-pki')

/** Before the first test of a run. They are renewed in time, as those of a bench are. */
export default function makePki(): Promise<void> {
  return withLock(`${kept}.lock`, async () => {
    await benchPki(kept, Date.now())
    await pushCertificate(kept, Date.now())
  })
}

/** Gives a DM Server that will start in `dir` its certificates. */
export const givePki = (dir: string): void => cpSync(kept, join(dir, 'pki'), { recursive: true })

/** A DM Server that has no keys to make. */
export function startTestServer(options: DmServerOptions): Promise<DmServer> {
  givePki(options.dir)
  return startDmServer(options)
}
