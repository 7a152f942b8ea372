import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { askBench } from '../../electron/bench/client'
import type { BenchOrder } from '../../electron/bench/order'
import { readSettings } from '../../electron/settings/settings'
import { openBench, type Ran, runIn, type TestBench } from '../support/command-line'

// A job that is stopped or killed while the card takes its bytes, and what becomes of that card, here and elsewhere.

let bench: TestBench
let elsewhere: string
let reader: string

beforeAll(async () => {
  bench = await openBench(1)
  reader = bench.readers[0] ?? ''
  // Another station at the same reader, which knows nothing of the jobs of the first.
  elsewhere = mkdtempSync(join(tmpdir(), 'bootstation-elsewhere-'))
  copyFileSync(join(bench.home, 'bench.json'), join(elsewhere, 'bench.json'))
  cpSync(join(bench.home, 'bench', 'templates'), join(elsewhere, 'bench', 'templates'), { recursive: true })
})
afterAll(async () => {
  await bench.close()
  rmSync(elsewhere, { recursive: true, force: true })
})
beforeEach(() => toCard('swap', '--kind', 'short'))

const writing = (format: string) => [
  ...['card', 'write', '--reader', reader, '--template', bench.template, '--device', 'imei:490154203237518'],
  ...['--format', format, '--adm-file', bench.adm],
]
const last = ({ objects }: Ran) => objects.at(-1)
const toCard = (...words: string[]) => bench.run('bench', 'card', '--reader', reader, ...words)

const Dump = z.object({
  files: z.array(z.object({ path: z.string(), hex: z.string() })),
  tries: z.object({ adm1: z.number() }),
  log: z.array(z.object({ c: z.string() })),
})
const dump = async () => Dump.parse(last(await toCard('dump')))
const held = async () => (await dump()).files.find(({ path }) => path.endsWith('6421'))?.hex ?? ''

/** Without the time that a command line takes to begin. */
function now(order: BenchOrder): Promise<unknown> {
  const { bench: file } = readSettings(bench.home)
  if (!file) throw new Error('no bench')
  return askBench(file.control, order)
}

/** Until the card, which is slow from its key on, has taken the first of the blocks of its message. */
async function inMidWrite(): Promise<void> {
  const sent = async (command: RegExp) =>
    Dump.parse(await now({ do: 'dump', reader })).log.filter(({ c }) => command.test(c)).length
  const pace = { timeout: 40_000, interval: 5 }
  await expect.poll(() => sent(/^0020000A08/), pace).toBe(1)
  await now({ do: 'slow', reader, delayMs: 300, perByteMs: 0 })
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
    await toCard('--delay-ms', '20', '--per-byte-ms', '0')
    const job = bench.start(...writing('dm1'))
    await inMidWrite()
    job.child.kill(signal)
    const { code } = await job.ended
    expect(code).toBe(signal === 'SIGKILL' ? null : 4)
    await toCard('--delay-ms', '0', '--per-byte-ms', '0')
    const [record] = (await bench.run('job', 'list')).objects
    expect(record).toMatchObject({ outcome })
    const left = await held()
    // A write is not stopped; one that was killed has not come to its first byte, which is the last.
    expect(left.startsWith('FF')).toBe(signal === 'SIGKILL')

    expect(last(await runIn(elsewhere, ...writing('dm2')))).toMatchObject({ outcome: 'PASS' })
    expect((await held()).startsWith('FF')).toBe(false)
    const resumed = await bench.run('job', 'resume', String(record?.job), '--adm-file', bench.adm)
    expect(last(resumed)).toMatchObject({ outcome: 'PASS' })
    expect((await dump()).tries.adm1).toBe(3)
  },
)

test('a card that reads with its PIN only is written behind the PIN of a file, and is said to need it', async () => {
  await toCard('swap', '--kind', 'pin')
  const pin = join(bench.home, 'pin.txt')
  const told = await bench.run(...writing('dm2'))
  expect(last(told)).toMatchObject({ failure: { code: 'card.needs-pin' } })
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
  const inspected = await bench.run('card', 'inspect', '--reader', reader)
  expect(last(inspected)).toMatchObject({ bootstrap: [{ needs: 'pin' }] })
}, 120_000)

test('a reader that is unplugged in the middle of a write leaves its job torn, and it goes on when the reader is back', async () => {
  await toCard('--delay-ms', '20', '--per-byte-ms', '0')
  const job = bench.start(...writing('dm1'))
  await inMidWrite()
  await now({ do: 'unplug', reader })
  const record = last(await job.ended)
  expect(record).toMatchObject({ torn: true, failure: { code: 'reader.lost', reader } })
  await toCard('plug')
  await toCard('--delay-ms', '0', '--per-byte-ms', '0')
  const resumed = await bench.run('job', 'resume', String(record?.job), '--adm-file', bench.adm)
  expect(last(resumed)).toMatchObject({ outcome: 'PASS' })
}, 120_000)
