import { afterAll, beforeAll, expect, test } from 'vitest'
import { askBench } from '../../electron/bench/client'
import { readSettings } from '../../electron/settings/settings'
import { parseDevice } from '../../shared/identity/device'
import { openBench, type TestBench } from '../support/command-line'
import { type StationAt, stationAt } from '../support/station-at'

const device = parseDevice('imei:490154203237518')
let bench: TestBench
let station: StationAt

beforeAll(async () => {
  bench = await openBench(1)
  station = stationAt(bench.home)
})
afterAll(async () => {
  await station.close()
  await bench.close()
})

test('pulled at any command of a write in a real reader, a card is old, new or empty, never PASS, and the next job finishes it', async () => {
  const { ask, ended } = station
  const { bench: file } = readSettings(bench.home)
  if (!file) throw new Error('no bench')
  const reader = bench.readers[0] ?? ''
  const toCard = (order: { do: 'insert' } | { do: 'leave'; after: number }) =>
    askBench(file.control, { ...order, reader })
  const contentOf = async () => (await ask.card.inspect({ reader })).bootstrap[0]
  const write = async (format: 'dm1' | 'dm2') =>
    ended(await ask.job.start({ device, template: bench.template, reader, variables: {}, format }))

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
