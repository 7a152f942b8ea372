import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openBench, type TestBench } from '../support/command-line'

// pyscard is a reader that is not ours: it finds the message by itself, as a device would.

const script = join(import.meta.dirname, '..', 'support', 'pyscard_read.py')
const device = 'imei:490154203237518'
const Read = z.object({ iccid: z.string(), path: z.string(), payload: z.string() })

let bench: TestBench
beforeAll(async () => {
  bench = await openBench(2)
})
afterAll(() => bench.close())

const read = (reader: string, generation: '2g' | '3g') =>
  Read.parse(
    JSON.parse(
      String(
        execFileSync('/usr/bin/python3', [script, reader, generation], {
          env: { ...process.env, PCSCLITE_CSOCK_NAME: bench.pcsc.socket },
        }),
      ),
    ),
  )

test.for([
  ['usim', '3g', 'dm2'],
  ['usim', '3g', 'dm1'],
  ['t0', '3g', 'dm2'],
  ['short', '3g', 'dm2'],
  ['extended', '3g', 'dm2'],
  ['sim2g', '2g', 'dm2'],
  ['usim-2g', '2g', 'dm2'],
  ['usim-2g', '3g', 'dm2'],
] as const)(
  'on a card of the kind %s pyscard reads over %s what was written in %s',
  async ([kind, generation, format]) => {
    const [reader = ''] = bench.readers
    await bench.run('bench', 'card', '--reader', reader, 'swap', '--kind', kind)
    const base = ['--template', bench.template, '--device', device, '--format', format]
    const { objects, code } = await bench.run('card', 'write', '--reader', reader, '--adm-file', bench.adm, ...base)
    expect(code, JSON.stringify(objects.at(-1))).toBe(0)
    const out = join(bench.home, 'message.bin')
    await bench.run('message', 'compose', ...base, '--out', out)
    const message = readFileSync(out)
    const found = read(reader, generation)
    const payload = Buffer.from(found.payload, 'hex')
    expect(payload.subarray(0, message.length).equals(message)).toBe(true)
    expect(payload.subarray(message.length).every((byte) => byte === 0xff)).toBe(true)
    expect(found.path).toBe('6421')
    expect(objects.at(-1)).toMatchObject({ iccid: unswapped(found.iccid) })
  },
)

/** EF(ICCID) has the lower digit of each byte first. */
const unswapped = (hex: string): string => hex.replace(/(.)(.)/g, '$2$1').replace(/f+$/, '')
