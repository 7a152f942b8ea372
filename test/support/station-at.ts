import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { Ask } from '../../electron/cli/command'
import { createHandlers } from '../../electron/handlers'
import { createPcscDriver } from '../../electron/reader/pcsc-driver'
import { readSettings } from '../../electron/settings/settings'
import { createStation } from '../../electron/station'
import type { JobId, JobRecord } from '../../shared/job'

const script = join(import.meta.dirname, '..', '..', 'out', 'pcsc.mjs')

export type StationAt = {
  readonly ask: Ask
  readonly ended: (job: JobId) => Promise<JobRecord>
  readonly close: () => Promise<void>
}

/** A station of its own in a home of a running bench, at that bench's real PC/SC readers. */
export function stationAt(home: string): StationAt {
  const settings = readSettings(home)
  const socket = settings.bench?.pcsc?.socket
  if (socket === undefined) throw new Error('no bench with a pcscd')
  const driver = createPcscDriver({ node: process.execPath, script, socket, log: () => undefined })
  const station = createStation({
    home,
    settings,
    driver: () => driver,
    token: () => ({ node: process.execPath, script: '' }),
    now: Date.now,
    log: () => undefined,
  })
  const ask: Ask = createRouterClient(createHandlers(station))

  async function ended(job: JobId): Promise<JobRecord> {
    for await (const record of await ask.job.changes({ job }))
      if (record.outcome !== 'running' && record.outcome !== 'OWED') return record
    throw new Error('the job has no end')
  }
  return { ask, ended, close: station.close }
}
