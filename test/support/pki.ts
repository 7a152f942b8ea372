// The certificates of a bench, made once a clone: making keys takes longer than most tests, and whose they are does not matter.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../build/lock.mjs'

const kept = join(import.meta.dirname, '..', '..', 'out', 'test-pki')

/** Before the first test of a run. They are renewed in time, as those of a bench are. */
export default async function makePki(): Promise<void> {
  const { benchPki, pushCertificate } = await import('../../electron/bench/server/ca')
  await withLock(`${kept}.lock`, async () => {
    await benchPki(kept, Date.now())
    await pushCertificate(kept, Date.now())
  })
}

/** Gives a DM Server that will start in `dir` its certificates. */
export const givePki = (dir: string): void => cpSync(kept, join(dir, 'pki'), { recursive: true })
