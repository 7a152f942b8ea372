import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../electron/records/sqlite'
import { openBench, type TestBench } from '../support/command-line'

let bench: TestBench
beforeAll(async () => {
  bench = await openBench(1)
})
afterAll(() => bench.close())

/** Every row of the DM Server about a device: what it knows, whoever told it and however often. */
function registeredAt(server: ReturnType<typeof openDatabase>) {
  return server.all(`SELECT registration, (SELECT count(*) FROM registration) AS registrations,
    (SELECT count(*) FROM answer) AS answers FROM identity`)
}

const batch = 'one-of-them'
const lines = (objects: readonly object[]) => objects.filter((line) => 'lane' in line)

test('killed when the DM Server knows its device and before its record does, the station registers it once and its card is green', async () => {
  const server = openDatabase(join(bench.home, 'bench', 'server.db'))
  await bench.run('batch', 'create', batch, '--template', bench.template, '--quantity', '1')
  await bench.run('batch', 'import', '--batch', batch, '--first', '35693803564380', '--last', '35693803564380')
  await bench.run('bench', 'server', 'slow')
  const killed = bench.start('batch', 'run', '--batch', batch, '--arm')
  await expect.poll(() => registeredAt(server), { timeout: 60_000, interval: 20 }).toHaveLength(1)
  killed.child.kill('SIGKILL')
  expect(lines((await killed.ended).objects).at(-1)).toMatchObject({ at: 'take-out', verdict: 'WAIT' })
  const [told] = registeredAt(server)
  expect(told).toMatchObject({ registrations: 1, answers: 1 })
  expect((await bench.run('job', 'list')).objects).toMatchObject([
    { outcome: 'OWED', registration: { state: 'pending' }, batch },
  ])

  await bench.run('bench', 'server', 'up')
  const again = bench.start('batch', 'run', '--batch', batch, '--arm')
  const said: string[] = []
  again.child.stdout?.on('data', (part) => said.push(String(part)))
  await expect.poll(() => said.join(''), { timeout: 60_000 }).toContain('"verdict":"PASS"')
  await bench.run('bench', 'card', '--reader', '1', 'remove')
  const { code, objects } = await again.ended
  expect(code).toBe(0)
  expect(objects.at(-1)).toMatchObject({ counts: { good: 1, rejects: 0, working: 0, waiting: 0, unused: 0 } })
  expect(registeredAt(server)).toEqual([told])
  const { objects: records } = await bench.run('records', 'export', '--batch', batch)
  expect(records).toMatchObject([{ verdict: 'PASS', outcome: 'PASS' }])
  server.close()
}, 240_000)
