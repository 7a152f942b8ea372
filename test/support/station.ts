import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { Ask } from '../../electron/cli/command'
import { createHandlers } from '../../electron/handlers'
import type { BenchFile, ServerAccess } from '../../electron/home'
import type { CardKeySource } from '../../electron/keys/source'
import { createStation } from '../../electron/station'
import type { Station } from '../../electron/station-parts'
import type { IntakeRules } from '../../shared/intake/rules'
import type { JobId, JobRecord } from '../../shared/job'
import { createTestCard, type TestCard } from './card'
import { createTestDriver } from './test-driver'

export const admKey = '12345678'
export const trainingTemplate = {
  bootstation: 1,
  name: 'training',
  title: 'Training',
  variables: { apn: { type: 'text', default: 'internet' } },
  servers: [
    {
      id: 'dms.bench.example',
      url: 'https://localhost:4433/dm',
      name: 'Bench DM Server',
      rights: ['*'],
      credentials: {
        client: { name: '{devId}', secret: { derived: 'client-secret' }, nonce: { derived: 'client-nonce' } },
        server: { name: 'dms.bench.example', secret: { derived: 'server-secret' } },
      },
    },
  ],
  accessPoints: [{ id: 'internet', name: 'Internet', apn: '{apn}' }],
}

/** A home with a template, a card key and a batch key. */
export function createTestHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-test-'))
  mkdirSync(join(home, 'templates'))
  writeFileSync(join(home, 'templates', 'training.json'), JSON.stringify(trainingTemplate))
  writeFileSync(join(home, 'adm.txt'), `ascii:${admKey}\n`, { mode: 0o600 })
  writeFileSync(join(home, 'batch.key'), '00112233445566778899aabbccddeeff', { mode: 0o600 })
  return home
}

export const testCard = (options: Parameters<typeof createTestCard>[0] = {}): TestCard =>
  createTestCard({ adm: new TextEncoder().encode(admKey), ...options })

type Options = {
  readonly home: string
  readonly cards: Readonly<Record<string, TestCard>>
  readonly server?: ServerAccess
  readonly admFile?: string
  readonly cardKeys?: CardKeySource
  readonly pinFile?: string
  readonly intake?: IntakeRules
  readonly bench?: BenchFile
  readonly now?: () => number
}

export type TestStation = {
  readonly station: Station
  readonly ask: Ask
  readonly driver: ReturnType<typeof createTestDriver>
  /** Waits until a job's record is as wanted. */
  readonly until: (job: JobId, is: (record: JobRecord) => boolean) => Promise<JobRecord>
  readonly settled: (job: JobId) => Promise<JobRecord>
}

/** A whole station over bench cards, asked by procedure name. */
export function openTestStation({
  home,
  cards,
  server,
  admFile,
  cardKeys,
  pinFile,
  intake,
  bench,
  now = Date.now,
}: Options): TestStation {
  const driver = createTestDriver(cards)
  const settings = {
    bench,
    server,
    cardKeys: cardKeys ?? ({ from: 'file', path: admFile ?? join(home, 'adm.txt'), adm: 'ADM1' } as const),
    pinFile,
    factory: undefined,
    batchKeyFile: join(home, 'batch.key'),
    intake,
  }
  const token = () => ({ node: process.execPath, script: '' })
  const station = createStation({ home, settings, driver: () => driver, token, now, log: () => undefined })
  const ask = createRouterClient(createHandlers(station))

  async function until(job: JobId, is: (record: JobRecord) => boolean): Promise<JobRecord> {
    for await (const record of await ask.job.changes({ job })) if (is(record)) return record
    throw new Error('the job has no more changes')
  }
  const settled = (job: JobId) => until(job, ({ outcome }) => outcome !== 'running')
  return { station, ask, driver, until, settled }
}
