import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askBench } from '../../electron/bench/client'
import { createHandlers } from '../../electron/handlers'
import { createPcscDriver } from '../../electron/reader/pcsc-driver'
import { readSettings } from '../../electron/settings/settings'
import { createStation, type Station } from '../../electron/station'
import { parseDevice } from '../../shared/identity/device'
import type { JobId, JobRecord } from '../../shared/job'
import { openBench, type TestBench } from '../support/command-line'

const script = join(import.meta.dirname, '..', '..', 'out', 'pcsc.mjs')
const device = parseDevice('imei:490154203237518')
let bench: TestBench
let station: Station

beforeAll(async () => {
  expect(existsSync(script)).toBe(true)
  bench = await openBench(1)
  const driver = createPcscDriver({ node: process.execPath, script, socket: bench.pcsc.socket, log: () => undefined })
  station = createStation({
    home: bench.home,
    settings: readSettings(bench.home),
    driver: () => driver,
    token: () => ({ node: process.execPath, script: '' }),
    now: Date.now,
    log: () => undefined,
  })
})
afterAll(async () => {
  await station.close()
  await bench.close()
})

test('pulled at any command of a write in a real reader, a card is old, new or empty, never PASS, and the next job finishes it', async () => {
  const ask = createRouterClient(createHandlers(station))
  const { bench: file } = readSettings(bench.home)
  if (!file) throw new Error('no bench')
  const reader = bench.readers[0] ?? ''
  const toCard = (order: { do: 'insert' } | { do: 'leave'; after: number }) =>
    askBench(file.control, { ...order, reader })
  const contentOf = async () => (await ask.card.inspect({ reader })).bootstrap[0]

  async function write(format: 'dm1' | 'dm2'): Promise<JobRecord> {
    const job: JobId = await ask.job.start({ device, template: bench.template, reader, variables: {}, format })
    for await (const record of await ask.job.changes({ job }))
      if (record.outcome !== 'running' && record.outcome !== 'OWED') return record
    throw new Error('no end')
  }

  let held = (await write('dm1')).sha256
  for (let count = 0; ; count++) {
    const format = count % 2 === 0 ? 'dm2' : 'dm1'
    await toCard({ do: 'leave', after: count })
    const record = await write(format)
    await toCard({ do: 'insert' })
    if (record.outcome === 'PASS') break
    expect(record.failure?.code, `after ${count} commands`).toMatch(/^card\.(removed|absent)$/)
    const found = await contentOf()
    expect([undefined, held, record.sha256], `after ${count} commands`).toContain(found?.sha256)
    const again = await write(format)
    expect(again.outcome, `after ${count} commands`).toBe('PASS')
    held = again.sha256
    expect((await contentOf())?.sha256).toBe(held)
  }
}, 300_000)
