import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCardKey } from '../../electron/keys/key-file'
import { openBench, type TestBench } from '../support/command-line'
import { type OpenSc, openSc } from '../support/opensc'

// OpenSC is a terminal that is not ours: it finds, reads and writes what was prepared here.

const device = 'imei:490154203237518'
let bench: TestBench
let tools: OpenSc
let reader: string

beforeAll(async () => {
  bench = await openBench(1)
  tools = await openSc(bench.pcsc.socket, bench.home)
  reader = bench.readers[0] ?? ''
})
afterAll(() => bench.close())

const swap = (kind: string) => bench.run('bench', 'card', '--reader', reader, 'swap', '--kind', kind)
const card = (command: string, ...more: string[]) =>
  bench.run('card', command, '--reader', reader, '--adm-file', bench.adm, ...more)
const write = (...more: string[]) => card('write', '--template', bench.template, '--device', device, ...more)

function composed(format: string): Promise<Buffer> {
  const out = join(bench.home, 'message.bin')
  const asked = ['--template', bench.template, '--device', device, '--format', format, '--out', out]
  return bench.run('message', 'compose', ...asked).then(() => readFileSync(out))
}

/** OpenSC's file manager, without the pages that it draws. */
function explore(...lines: readonly string[]): string {
  const script = join(bench.home, 'script')
  writeFileSync(script, `${lines.join('\n')}\n`)
  const conf = join(bench.home, 'opensc.conf')
  const env = { ...process.env, PCSCLITE_CSOCK_NAME: bench.pcsc.socket, OPENSC_CONF: conf }
  return String(execFileSync('opensc-explorer', ['-r', reader, '-c', 'default', script], { env, cwd: bench.home }))
}

test('a dry run tells the steps in words and leaves the card as it is', async () => {
  await swap('blank')
  const ran = await card('prepare', '--dry-run', '--size', '1024')
  expect(ran.code).toBe(0)
  expect(ran.objects.at(-1)).toMatchObject({ steps: [{ does: 'create', file: 'DF(PKCS15)' }, ...Array(8).fill({})] })
  expect(ran.stderr).toContain('Create EF(DM_Bootstrap), 6421, 1,024 bytes, guarded by record 1 of EF.ARR 2F06.')
  expect(await tools.pkcs15(reader, '-C').catch(String)).not.toContain('OMA DM Bootstrap')
})

test('a card that was blank is prepared and written, and OpenSC lists and reads it byte for byte', async () => {
  await swap('blank')
  expect((await card('prepare', '--size', '1024', '--cp')).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  const listed = await tools.pkcs15(reader, '-C')
  for (const name of ['OMA DM Bootstrap', 'Bootstrap', 'Config1', 'Config2'])
    expect(listed).toContain(`Data object '${name}'`)
  expect((await write('--format', 'dm2')).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  expect((await write('--format', 'cp')).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  for (const [oid, format] of [
    ['2.23.43.7.1', 'dm2'],
    ['2.23.43.5.1', 'cp'],
  ] as const) {
    const message = await composed(format)
    const object = Buffer.from(await tools.readObject(reader, oid))
    expect(object.length).toBe(1024)
    expect(object.subarray(0, message.length).equals(message), format).toBe(true)
    expect(object.subarray(message.length).every((byte) => byte === 0xff)).toBe(true)
  }
})

test('what another program writes into the prepared file is what a device and we read', async () => {
  await swap('blank')
  await card('prepare', '--size', '1024')
  const message = await composed('dm2')
  writeFileSync(join(bench.home, 'theirs.bin'), message)
  const key = Buffer.from(readCardKey(bench.adm).reveal())
    .toString('hex')
    .replace(/..(?!$)/g, '$&:')
  explore('cd 7F50', `verify CHV10 ${key}`, 'put 6421 theirs.bin', 'get 6421 back.bin')
  expect(readFileSync(join(bench.home, 'back.bin')).subarray(0, message.length).equals(message)).toBe(true)
  expect((await bench.run('card', 'rehearse', '--reader', reader)).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  const again = await write('--format', 'dm2')
  expect(again.objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  const { objects } = await bench.run('bench', 'card', '--reader', reader, 'dump')
  expect(JSON.stringify(objects.at(-1))).toContain(`"c":"00A4040C0CA000000063504B43532D3135"`)
})

test("a card with somebody else's application keeps theirs, and OpenSC reads ours behind it", async () => {
  await swap('foreign')
  const before = explore('cd 7F50', 'get 5031 odf.bin', 'get 5207 dodf.bin')
  const [odf, dodf] = ['odf.bin', 'dodf.bin'].map((name) => readFileSync(join(bench.home, name)))
  expect(before).not.toContain('error')
  expect((await card('prepare')).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  expect((await write('--format', 'dm1')).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  explore('cd 7F50', 'get 5031 odf.bin', 'get 5207 dodf.bin')
  const theirs = odf?.subarray(0, odf.indexOf(0xff)) ?? Buffer.of()
  expect(readFileSync(join(bench.home, 'odf.bin')).subarray(0, theirs.length).equals(theirs)).toBe(true)
  expect(readFileSync(join(bench.home, 'dodf.bin')).equals(dodf ?? Buffer.of())).toBe(true)
  const message = await composed('dm1')
  const object = Buffer.from(await tools.readObject(reader, '2.23.43.7.1'))
  expect(object.subarray(0, message.length).equals(message)).toBe(true)
})

test('a card that cannot be prepared says what its issuer has to do, and exits 1', async () => {
  await swap('no-102-222')
  const ran = await card('prepare')
  expect(ran.code).toBe(1)
  expect(ran.objects.at(-1)).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.cannot-prepare' } })
  expect(ran.stderr).toMatch(/Its issuer has to create DF\(PKCS15\)/)
})
