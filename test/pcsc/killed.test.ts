import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../electron/records/sqlite'
import { luhnDigit } from '../../shared/identity/luhn'
import { openBench, type TestBench } from '../support/command-line'

const jobs = 50
const seed = Number(process.env.SEED ?? Date.now() % 100_000)
let bench: TestBench
beforeAll(async () => {
  bench = await openBench(4)
})
afterAll(() => bench.close())

/** mulberry32: a seed that can be named again. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const imeiOf = (number: number): string => {
  const body = `35693803${String(number).padStart(6, '0')}`
  return `imei:${body}${luhnDigit(body)}`
}

test(`killed at random moments, no job is lost, none is green without proof, each device is registered once (SEED=${seed})`, async () => {
  const random = randomOf(seed)
  const write = (reader: string, number: number) =>
    bench.start(
      'card',
      'write',
      '--reader',
      reader,
      '--template',
      bench.template,
      '--device',
      imeiOf(number),
      '--adm-file',
      bench.adm,
    )
  const began = performance.now()
  await Promise.all(bench.readers.map((reader, at) => write(reader, jobs + at).ended))
  const wholeMs = performance.now() - began
  const lanes = bench.readers.map(async (reader, lane) => {
    for (let at = lane; at < jobs; at += bench.readers.length) {
      const job = write(reader, at)
      const timer = setTimeout(() => job.child.kill('SIGKILL'), wholeMs * (0.3 + random()))
      await job.ended
      clearTimeout(timer)
    }
  })
  await Promise.all(lanes)

  const list = async () => (await bench.run('job', 'list')).objects
  const ordered = await list()
  expect(ordered.length).toBeGreaterThan(jobs / 4)
  expect(
    ordered.every(({ outcome }) => ['PASS', 'OWED', 'INTERRUPTED', 'FAIL', 'ERROR'].includes(String(outcome))),
  ).toBe(true)
  expect(ordered.some(({ outcome }) => outcome === 'INTERRUPTED')).toBe(true)
  for (const { job, outcome, phases } of ordered) {
    if (outcome !== 'PASS' && outcome !== 'OWED') continue
    const done = Array.isArray(phases) ? phases.filter((phase) => phase.outcome === 'done').map(({ name }) => name) : []
    expect(done, String(job)).toEqual(expect.arrayContaining(['compose', 'write', 'verify', 'rehearse']))
  }

  for (const { job, outcome } of ordered)
    if (outcome !== 'PASS' && outcome !== 'OWED')
      expect(
        (await bench.run('job', 'resume', String(job), '--again', '--adm-file', bench.adm)).code,
        String(job),
      ).toBe(0)
  await expect
    .poll(async () => (await list()).every(({ outcome }) => outcome === 'PASS'), { timeout: 20_000 })
    .toBe(true)

  const db = openDatabase(join(bench.home, 'bench', 'server.db'))
  const registered = db.all('SELECT type, value, count(*) AS times FROM identity GROUP BY type, value')
  db.close()
  expect(registered.length).toBe(ordered.length)
  expect(registered.every((row) => typeof row === 'object' && row !== null && 'times' in row && row.times === 1)).toBe(
    true,
  )
}, 300_000)
