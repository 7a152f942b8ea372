// A card that came back, on real readers, from the command line; killed wherever it may be.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../electron/records/sqlite'
import { openBench, type TestBench } from '../support/command-line'
import { imeiOf } from '../support/registration-world'

const before = 'imei:490154203237518'
const after = 'imei:356938035643809'
let bench: TestBench
let old = ''
beforeAll(async () => {
  bench = await openBench(2)
  const training = readFileSync(join(bench.home, 'bench', 'templates', `${bench.template}.json`), 'utf8')
  old = join(bench.home, 'old.json')
  writeFileSync(old, training.replaceAll('dms.bench.example', 'dm.altmark.example').replace('"training"', '"old"'))
})
afterAll(() => bench.close())

const reader = (number: number): string => bench.readers[number - 1] ?? ''
const to = (number: number, template: string, device: string) =>
  ['--reader', reader(number), '--template', template, '--device', device, '--adm-file', bench.adm] as const
const write = (number: number, device: string) => bench.run('card', 'write', ...to(number, old, device))

test('one command makes a card of one device one of another, and the life of the first tells it', async () => {
  expect((await write(1, before)).code).toBe(0)
  const ran = await bench.run('card', 'rebootstrap', ...to(1, bench.template, after))
  expect(ran.code, ran.stderr).toBe(0)
  expect(ran.objects.at(-1)).toMatchObject({
    kind: 'rebootstrap',
    outcome: 'PASS',
    replaces: before,
    before: [{ serverId: 'dm.altmark.example' }],
    accounts: [{ serverId: 'dms.bench.example' }],
  })
  const life = await bench.run('device', 'life', before)
  expect(life.code).toBe(0)
  const [{ events } = { events: [] }] = life.objects
  expect(events).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ is: 'job', kind: 'rebootstrap' }),
      expect.objectContaining({ is: 'registration', state: 'released' }),
    ]),
  )
  expect((await bench.run('device', 'life', 'nobody')).code).toBe(2)
  expect((await bench.run('device', 'life', imeiOf(99))).code).toBe(1)
})

test('killed at any moment, the card is old, new or empty, and resuming ends with one registration', async () => {
  const wholeMs = await tookMs()
  for (let part = 1; part <= 8; part++) {
    await bench.run('bench', 'card', '--reader', reader(2), 'swap')
    expect((await write(2, before)).code).toBe(0)
    const job = bench.start('card', 'rebootstrap', ...to(2, bench.template, after))
    const timer = setTimeout(() => job.child.kill('SIGKILL'), (wholeMs * (part + 3)) / 10)
    await job.ended
    clearTimeout(timer)
    const found = (await bench.run('card', 'rehearse', '--reader', reader(2))).objects.at(-1)?.accounts
    const servers = (Array.isArray(found) ? found : []).map(({ serverId }) => serverId).join(' ')
    expect(['', 'dm.altmark.example', 'dms.bench.example']).toContain(servers)
    const [last] = (await bench.run('job', 'list')).objects
    if (last?.kind !== 'rebootstrap' || last.outcome === 'PASS') continue
    expect(['INTERRUPTED', 'OWED']).toContain(last.outcome)
    if (last.outcome === 'OWED') continue
    const resumed = await bench.run('job', 'resume', String(last.job), '--adm-file', bench.adm)
    expect(resumed.code, resumed.stderr).toBe(0)
    expect(resumed.objects.at(-1)).toMatchObject({ outcome: 'PASS', accounts: [{ serverId: 'dms.bench.example' }] })
  }
  const ofOutcome = async (outcome: string) => (await bench.run('job', 'list', '--outcome', outcome)).objects
  await expect.poll(() => ofOutcome('WAIT'), { timeout: 20_000 }).toEqual([])
  const db = openDatabase(join(bench.home, 'bench', 'server.db'))
  const held = db.all(
    `SELECT value, count(*) AS times FROM identity JOIN registration ON id = registration
     WHERE state NOT IN ('released', 'rejected') GROUP BY value`,
  )
  db.close()
  expect(held).toContainEqual({ value: '35693803564380', times: 1 })
}, 300_000)

async function tookMs(): Promise<number> {
  await write(2, before)
  const began = performance.now()
  await bench.run('card', 'rebootstrap', ...to(2, bench.template, after))
  return performance.now() - began
}
