import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { benchScp03 } from '../../electron/bench/uicc/scp03'
import { hex } from '../../shared/bytes'
import { openBench, type TestBench } from '../support/command-line'

let bench: TestBench
let reader: string
let keyFile: string
beforeAll(async () => {
  bench = await openBench(2)
  reader = bench.readers[0] ?? ''
  await bench.run('bench', 'card', '--reader', reader, 'swap', '--kind', 'scp03')
  const { objects } = await bench.run('card', 'inspect', '--reader', reader)
  const adm = readFileSync(bench.adm, 'utf8').trim().replace('hex:', '')
  const key = hex(benchScp03.enc)
  keyFile = join(bench.home, 'keys.csv')
  const row = [objects[0]?.iccid, adm, '30', key, key].join()
  writeFileSync(keyFile, `ICCID,ADM1_HEX,SCP03_KVN_READ,SCP03_ENC_READ,SCP03_MAC_READ\n${row}\n`, { mode: 0o600 })
})
afterAll(() => bench.close())

const rehearse = (...more: string[]) => bench.run('card', 'rehearse', '--reader', reader, ...more)

test('without its read keys a card tells what only a device could read', async () => {
  const { code, objects } = await rehearse()
  expect(code).toBe(1)
  expect(JSON.stringify(objects)).toContain('only a device with the read keys of this card')
})

test('with them it is written, verified, rehearsed and registered over PC/SC, and its trace says how', async () => {
  const base = ['--template', bench.template, '--device', 'imei:490154203237518', '--key-file', keyFile]
  const written = await bench.run('card', 'write', '--reader', reader, ...base)
  expect(written.code, written.stderr).toBe(0)
  expect(await rehearse('--key-file', keyFile)).toMatchObject({ code: 0, objects: [{ outcome: 'PASS' }] })
  const trace = await bench.run('job', 'trace', String(written.objects.at(-1)?.job))
  expect(trace.objects[0]).toMatchObject({ trace: 'begun', reader })
  expect(trace.objects.filter((line) => line.trace === 'inside').length).toBeGreaterThan(10)
  expect(trace.objects.filter((line) => line.trace === 'power').map((line) => line.is)).toEqual([
    'on',
    'off',
    'on',
    'off',
  ])
  expect(trace.objects.at(-1)).toMatchObject({ trace: 'ended' })
})
