import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rangeOf } from '../../../shared/identity/range'
import { runIn, startIn } from '../../support/command-line'

const home = mkdtempSync(join(tmpdir(), 'bootstation-batches-'))
afterAll(() => rmSync(home, { recursive: true }))
const run = (...args: string[]) => runIn(home, 'batch', ...args)
const last = ({ objects }: { objects: readonly object[] }) => objects.at(-1)

test('a batch goes from its order to its closing on the command line, with the exit codes that are everywhere', {
  timeout: 180_000,
}, async () => {
  const file = join(home, 'devices.csv')
  expect(await run('create', 'o1', '--template', 'uicc-dm20', '--quantity', '2')).toMatchObject({ code: 0 })
  expect(await run('create', 'o1', '--template', 'uicc-dm20', '--quantity', '2')).toMatchObject({ code: 2 })
  expect(await run('create', 'o2', '--template', 'uicc-dm20', '--quantity', 'x')).toMatchObject({ code: 2 })
  const strict = await run('create', 'o3', '--template', 'uicc-dm20', '--quantity', '9', '--among', '5/20')
  expect(last(strict)).toMatchObject({ order: { breaker: { inARow: 3, among: { failures: 5, last: 20 } } } })
  expect(await run('create', 'o4', '--template', 'uicc-dm20', '--quantity', '9', '--among', '5/4')).toMatchObject({
    code: 2,
  })
  expect(await run('start', 'o1')).toMatchObject({ code: 2 })
  writeFileSync(file, 'IMEI\n"490154203237518\n')
  expect(last(await run('import', file, '--batch', 'o1'))).toMatchObject({
    failure: { code: 'list.unfit', why: 'quote', row: 2 },
  })
  writeFileSync(file, 'IMEI\n490154203237518\n490154203237519\n')
  const wrong = await run('import', file, '--batch', 'o1')
  expect(wrong.code).toBe(1)
  expect(last(wrong)).toMatchObject({ outcome: 'FAIL', isTaken: false, findings: [{ row: 3, what: 'check-digit' }] })
  expect(await run('import', join(home, 'none.csv'), '--batch', 'o1')).toMatchObject({ code: 2 })
  writeFileSync(file, 'IMEI\n490154203237518\n')
  expect(last(await run('import', file, '--batch', 'o1', '--dry-run'))).toMatchObject({
    outcome: 'PASS',
    isTaken: false,
  })
  expect(await run('import', file, '--batch', 'o1')).toMatchObject({ code: 0 })
  expect(await run('start', 'o1')).toMatchObject({ code: 0 })
  expect(await run('reject', 'o1', '--reason', 'damaged')).toMatchObject({ code: 0 })
  expect(last(await run('status', 'o1'))).toMatchObject({ state: 'running', counts: { rejects: 1, unused: 1 } })
  expect(last(await run('close', 'o1'))).toMatchObject({ state: 'closed' })
  expect(await runIn(home, 'records', 'export', '--csv', '--batch', 'o1')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('No records.'),
  })
  const mistyped = await runIn(home, 'records', 'export', '--csv', '--batch', 'o17')
  expect(mistyped).toMatchObject({ code: 2, objects: [{ failure: { reason: 'there is no batch o17' } }] })
  expect(last(await run('report', 'o1'))).toMatchObject({ isExact: true, rejects: { damaged: 1 } })
  expect((await run('list')).objects).toMatchObject([{ order: { batch: 'o3' } }, { order: { batch: 'o1' } }])
})

test('more identities than an order has pieces are spare, and are told of before and after', async () => {
  await run('create', 'few', '--template', 'uicc-dm20', '--quantity', '2')
  const range = (first: string, end: string) => ['import', '--batch', 'few', '--first', first, '--last', end]
  expect(last(await run(...range('35111111000000', '35111111000001')))).toMatchObject({ isTaken: true, spare: 0 })
  const more = range('35111111000002', '35111111000004')
  expect(last(await run(...more, '--dry-run'))).toMatchObject({ isTaken: false, spare: 3 })
  expect(last(await run(...more))).toMatchObject({ isTaken: true, spare: 3 })
})

test('an import that is killed in the middle has taken nothing, and is done whole afterwards', {
  timeout: 180_000,
}, async () => {
  const file = join(home, 'many.csv')
  const devices = [...rangeOf('35000000000000', '35000000099999').devices()]
  writeFileSync(file, `${devices.map((device) => device.slice(5)).join('\n')}\n`)
  await run('create', 'many', '--template', 'uicc-dm20', '--quantity', '9')
  const { child, ended } = startIn(home, 'batch', 'import', file, '--batch', 'many')
  child.stdout?.once('data', () => child.kill('SIGKILL'))
  expect(last(await ended)).toMatchObject({ at: 'reading' })
  expect(last(await run('status', 'many'))).toMatchObject({ identities: { known: 0, free: 0 } })
  expect(last(await run('import', file, '--batch', 'many'))).toMatchObject({ isTaken: true, good: 100_000 })
})
