import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { startBench } from '../../../electron/bench/bench'
import { createHandlers } from '../../../electron/handlers'
import { startStation } from '../../../electron/start'
import { parseDevice } from '../../../shared/identity/device'
import { startTestServer } from '../../support/dm-server'

test('where there is no pcscd, the same job is done over the bench’s own socket', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-socket-'))
  const server = () => startTestServer({ dir: join(home, 'bench'), now: Date.now })
  const bench = await startBench({ home, readers: 2, server, pcscd: 'never' })
  const station = await startStation({ home, log: () => undefined })
  const ask = createRouterClient(createHandlers(station))
  const device = parseDevice('imei:490154203237518')
  const job = await ask.job.start({ device, template: bench.file.template, reader: '2', variables: {} })
  for await (const record of await ask.job.changes({ job })) {
    if (record.outcome === 'running' || record.outcome === 'OWED') continue
    expect(record).toMatchObject({ outcome: 'PASS', reader: bench.file.readers[1] })
    break
  }
  expect((await ask.card.rehearse({ reader: '2' })).accounts).toHaveLength(1)
  await station.close()
  await bench.close()
  rmSync(home, { recursive: true })
})
