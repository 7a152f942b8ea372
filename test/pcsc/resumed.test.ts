import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { askBench } from '../../electron/bench/client'
import type { CardOrder } from '../../electron/bench/order'
import { readSettings } from '../../electron/settings/settings'
import { parseDevice } from '../../shared/identity/device'
import { openBench, type Ran, type TestBench } from '../support/command-line'
import { stationAt } from '../support/station-at'

// A job that is stopped or killed while the card takes its bytes, and what becomes of that card, here and elsewhere.

let bench: TestBench
let elsewhere: string
let reader: string
let control: string

beforeAll(async () => {
  bench = await openBench(1)
  reader = bench.readers[0] ?? ''
  control = readSettings(bench.home).bench?.control ?? ''
  // Another station at the same reader, which knows nothing of the jobs of the first.
  elsewhere = mkdtempSync(join(tmpdir(), 'bootstation-elsewhere-'))
  copyFileSync(join(bench.home, 'bench.json'), join(elsewhere, 'bench.json'))
  cpSync(join(bench.home, 'bench', 'templates'), join(elsewhere, 'bench', 'templates'), { recursive: true })
})
afterAll(async () => {
  await bench.close()
  rmSync(elsewhere, { recursive: true, force: true })
})
beforeEach(() => toCard({ do: 'swap', reader, kind: 'short' }))

const device = 'imei:490154203237518'
const writing = (format: string) => [
  ...['card', 'write', '--reader', reader, '--template', bench.template, '--device', device],
  ...['--format', format, '--adm-file', bench.adm],
]
const last = ({ objects }: Ran) => objects.at(-1)
const toCard = (order: CardOrder) => askBench(control, order)
const slow = (delayMs: number) => toCard({ do: 'slow', reader, delayMs, perByteMs: 0 })

const Dump = z.object({
  files: z.array(z.object({ path: z.string(), hex: z.string() })),
  tries: z.object({ adm1: z.number() }),
  log: z.array(z.object({ c: z.string() })),
})
const dump = async () => Dump.parse(await toCard({ do: 'dump', reader }))
const isEmpty = async () => (await dump()).files.find(({ path }) => path.endsWith('6421'))?.hex.startsWith('FF')

/** Until the card, which is slow from its key on, has taken the first of the blocks of its message. */
async function inMidWrite(): Promise<void> {
  const sent = async (command: RegExp) => (await dump()).log.filter(({ c }) => command.test(c)).length
  const pace = { timeout: 40_000, interval: 5 }
  await expect.poll(() => sent(/^0020000A08/), pace).toBe(1)
  await slow(300)
  await expect.poll(() => sent(/^0[0-3]D6/), pace).toBeGreaterThan(0)
}

const ended: readonly (readonly [string, NodeJS.Signals, outcome: string])[] = [
  ['killed', 'SIGKILL', 'INTERRUPTED'],
  ['stopped', 'SIGTERM', 'CANCELLED'],
]

test.for(ended)(
  'a job that is %s in the middle of its write leaves no half message, and goes on where its card is, elsewhere too',
  { timeout: 120_000 },
  async ([, signal, outcome]) => {
    await slow(20)
    const job = bench.start(...writing('dm1'))
    await inMidWrite()
    job.child.kill(signal)
    await slow(0)
    expect((await job.ended).code).toBe(signal === 'SIGKILL' ? null : 4)
    // A write is not stopped; one that was killed has not come to its first byte, which is the last.
    expect(await isEmpty()).toBe(signal === 'SIGKILL')

    const there = stationAt(elsewhere)
    const order = { reader, template: bench.template, device: parseDevice(device), variables: {} }
    const written = await there.ended(await there.ask.job.start({ ...order, format: 'dm2' }))
    expect(written).toMatchObject({ outcome: 'PASS' })
    await there.close()
    expect(await isEmpty()).toBe(false)

    const here = stationAt(bench.home)
    const [record] = (await here.ask.records.search({})).records
    if (!record) throw new Error('no job was noted')
    expect(record).toMatchObject({ outcome })
    expect(await here.ended(await here.ask.job.resume({ job: record.job }))).toMatchObject({ outcome: 'PASS' })
    await here.close()
    expect((await dump()).tries.adm1).toBe(3)
  },
)

test('a reader that is unplugged in the middle of a write leaves its job torn, and it goes on when the reader is back', async () => {
  const { ask, ended, close } = stationAt(bench.home)
  const order = { reader, template: bench.template, device: parseDevice(device), variables: {} }
  for (const format of ['dm1', 'dm2'] as const) {
    await toCard({ do: 'swap', reader, kind: 'short' })
    await slow(20)
    const job = await ask.job.start({ ...order, format })
    await inMidWrite()
    await toCard({ do: 'unplug', reader })
    expect(await ended(job)).toMatchObject({ torn: true, failure: { code: 'reader.lost', reader } })
    await toCard({ do: 'plug', reader })
    await slow(0)
    expect(await ended(await ask.job.resume({ job }))).toMatchObject({ outcome: 'PASS' })
  }
  await close()
}, 120_000)

test('a card that reads with its PIN only is written behind the PIN of a file, and is said to need it', async () => {
  await toCard({ do: 'swap', reader, kind: 'pin' })
  const pin = join(bench.home, 'pin.txt')
  writeFileSync(pin, '12345678901\n', { mode: 0o600 })
  expect(last(await bench.run(...writing('dm2'), '--pin-file', pin))).toMatchObject({ failure: { path: 'PIN' } })
  expect((await dump()).log.some(({ c }) => c.startsWith('0020000108'))).toBe(false)
  writeFileSync(pin, '1234\n')
  expect(last(await bench.run(...writing('dm2'), '--pin-file', pin))).toMatchObject({
    outcome: 'PASS',
    findings: ['private'],
  })
  const rehearsed = await bench.run('card', 'rehearse', '--reader', reader, '--pin-file', pin)
  expect(last(rehearsed)).toMatchObject({ outcome: 'PASS', accounts: [{}] })
}, 120_000)
