import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench, type TestBench } from '../support/command-line'

const device = 'imei:490154203237518'
let bench: TestBench
beforeAll(async () => {
  bench = await openBench(4)
})
afterAll(() => bench.close())

const reader = (number: number): string => bench.readers[number - 1] ?? ''
const write = (number: number, ...more: string[]) =>
  bench.run(
    'card',
    'write',
    '--reader',
    reader(number),
    '--template',
    bench.template,
    '--device',
    device,
    '--adm-file',
    bench.adm,
    ...more,
  )

/** OpenSC is the terminal that is not ours. */
function openscReads(number: number): Buffer {
  const config = join(bench.home, 'opensc.conf')
  writeFileSync(config, 'app default { enable_default_driver = true; framework pkcs15 { use_file_caching = no; } }\n')
  const file = join(bench.home, 'opensc.bin')
  execFileSync('pkcs15-tool', ['-r', reader(number), '--read-data-object', '2.23.43.7.1', '--raw', '-o', file], {
    env: { ...process.env, PCSCLITE_CSOCK_NAME: bench.pcsc.socket, OPENSC_CONF: config, OPENSC_DRIVER: 'default' },
    stdio: 'ignore',
  })
  return readFileSync(file)
}

test.for(['dm2', 'dm1'])(
  'a card written in %s holds exactly the composed message for a terminal that is not ours',
  async (format) => {
    const ran = await write(1, '--format', format)
    expect(ran.stderr + String(ran.code)).toMatch(/0$/)
    expect(ran.objects.at(-1)).toMatchObject({
      outcome: 'PASS',
      device,
      reader: reader(1),
      format,
      template: { name: bench.template },
      keys: { adm1: { triesLeft: 3 } },
      registration: { state: 'accepted' },
    })
    const out = join(bench.home, 'message.bin')
    const composed = await bench.run(
      'message',
      'compose',
      '--template',
      bench.template,
      '--device',
      device,
      '--format',
      format,
      '--out',
      out,
    )
    expect(composed.objects.at(-1)).toMatchObject({
      sha256: ran.objects.at(-1)?.sha256,
      bytes: ran.objects.at(-1)?.bytes,
    })
    const message = readFileSync(out)
    const onCard = openscReads(1)
    expect(onCard.subarray(0, message.length).equals(message)).toBe(true)
    expect(onCard.subarray(message.length).every((byte) => byte === 0xff)).toBe(true)
  },
)

test('inspect tells what is on a card and spends no try', async () => {
  const { objects, code } = await bench.run('card', 'inspect', '--reader', reader(1))
  expect(code).toBe(0)
  expect(objects).toMatchObject([
    {
      kind: 'uicc3g',
      iccid: expect.stringMatching(/^89\d{17,18}$/),
      keys: { adm1: { triesLeft: 3 } },
      bootstrap: [{ servers: [{}], access: { read: 'anyone', update: 'ADM1' } }],
      rehearsal: { outcome: 'PASS' },
      tree: { path: '3F00', name: 'MF' },
      story: expect.arrayContaining(['A device would bootstrap from this card now.']),
    },
  ])
})

test('five writes with a wrong key exit 1 each and leave two tries', async () => {
  const wrong = join(bench.home, 'wrong.txt')
  writeFileSync(wrong, 'ascii:00000000\n', { mode: 0o600 })
  for (let at = 0; at < 5; at++) {
    const ran = await bench.run(
      'card',
      'write',
      '--reader',
      reader(2),
      '--template',
      bench.template,
      '--device',
      device,
      '--adm-file',
      wrong,
    )
    expect(ran.code).toBe(1)
    expect(ran.objects.at(-1)).toMatchObject({
      outcome: 'FAIL',
      failure: { attemptsLeft: 2 },
      keys: { adm1: { triesLeft: 2 } },
    })
  }
  const { objects } = await bench.run('card', 'inspect', '--reader', reader(2))
  expect(objects.at(-1)).toMatchObject({ keys: { adm1: { triesLeft: 2 } } })
  await bench.run('bench', 'card', '--reader', reader(2), 'swap')
})

test('with the server down a write is owed, and delivered by itself when it is back', async () => {
  await bench.run('bench', 'server', 'down')
  const ran = await write(3, '--wait', '1')
  expect(ran.code).toBe(4)
  const [record] = ran.objects
  expect(record).toMatchObject({ outcome: 'OWED', registration: { state: 'pending' } })
  await bench.run('bench', 'server', 'up')
  await expect
    .poll(async () => (await bench.run('job', 'show', String(record?.job))).objects.at(-1)?.outcome, {
      timeout: 20_000,
    })
    .toBe('PASS')
})

test('a mute card is a failure in seconds, and its neighbours do not notice', async () => {
  await bench.run('bench', 'card', '--reader', reader(4), '--mute-at', '8')
  const [mute, neighbour] = await Promise.all([write(4), write(1)])
  expect(mute).toMatchObject({ code: 1 })
  expect(mute.objects.at(-1)).toMatchObject({ outcome: 'FAIL', failure: { code: 'card.mute' } })
  expect(neighbour.objects.at(-1)).toMatchObject({ outcome: 'PASS' })
  await bench.run('bench', 'card', '--reader', reader(4), 'insert')
  expect((await write(4)).objects.at(-1)).toMatchObject({ outcome: 'PASS' })
})

test('four readers in one process take hardly longer than one', async () => {
  for (const name of bench.readers) {
    await bench.run('bench', 'card', '--reader', name, 'swap')
    await bench.run('bench', 'card', '--reader', name, '--delay-ms', '5', '--per-byte-ms', '0.1')
  }
  const written = (phases: unknown): number =>
    (Array.isArray(phases) ? phases : []).reduce((sum, { name, ms }) => (name === 'write' ? sum + ms : sum), 0)
  const one = await write(1)
  await bench.run('bench', 'card', '--reader', reader(1), 'swap')
  const devices = ['490154203237518', '356938035643809', '493005100592800', '352099001761481'].flatMap((imei) => [
    '--device',
    `imei:${imei}`,
  ])
  const readers = bench.readers.flatMap((name) => ['--reader', name])
  const all = await bench.run(
    'card',
    'write',
    ...readers,
    ...devices,
    '--template',
    bench.template,
    '--adm-file',
    bench.adm,
  )
  expect(all.objects.map(({ outcome }) => outcome)).toEqual(['PASS', 'PASS', 'PASS', 'PASS'])
  const slowest = Math.max(...all.objects.map(({ phases }) => written(phases)))
  expect(slowest).toBeLessThan(written(one.objects.at(-1)?.phases) * 1.5)
  for (const name of bench.readers)
    await bench.run('bench', 'card', '--reader', name, '--delay-ms', '0', '--per-byte-ms', '0')
})

test('another program that holds the card is said to', async () => {
  const holder = `
    const pcsc = require('pcsclite')()
    pcsc.on('error', () => {})
    pcsc.on('reader', (reader) => {
      if (reader.name !== process.argv[1]) return
      reader.connect({ share_mode: reader.SCARD_SHARE_EXCLUSIVE }, (error) => process.stdout.write(error ? 'no' : 'held'))
    })`
  const { spawn } = await import('node:child_process')
  const other = spawn(process.execPath, ['-e', holder, reader(1)], {
    env: { ...process.env, PCSCLITE_CSOCK_NAME: bench.pcsc.socket },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [said] = await new Promise<Buffer[]>((resolve) => other.stdout.once('data', (part: Buffer) => resolve([part])))
  expect(String(said)).toBe('held')
  const ran = await write(1)
  other.kill('SIGKILL')
  expect(ran).toMatchObject({ code: 3 })
  expect(ran.objects.at(-1)).toMatchObject({ outcome: 'ERROR', failure: { code: 'reader.busy' } })
})

test('wrong usage, a bad check digit and a broken template are refused in words with the documented exit code', async () => {
  const bad = join(bench.home, 'bad.json')
  writeFileSync(bad, '{"bootstation":1,"name":"bad","colour":"red"}')
  const base = ['card', 'write', '--reader', reader(1), '--adm-file', bench.adm]
  const digit = await bench.run(...base, '--template', bench.template, '--device', 'imei:490154203237519')
  const template = await bench.run(...base, '--template', bad, '--device', device)
  const nobody = await bench.run('card', 'fry')
  const absent = await bench.run('card', 'inspect', '--reader', 'No such reader')
  expect([digit.code, template.code, nobody.code, absent.code]).toEqual([2, 1, 2, 2])
  for (const { objects, stderr } of [digit, template, nobody, absent]) {
    expect(objects.at(-1)).toHaveProperty('failure.code')
    expect(stderr).not.toMatch(/\n\s+at /)
  }
})

test('wbxml2xml reads the DM 1.2 form', async () => {
  const out = join(bench.home, 'dm1.bin')
  await bench.run(
    'message',
    'compose',
    '--template',
    bench.template,
    '--device',
    device,
    '--format',
    'dm1',
    '--out',
    out,
  )
  const { stdout, status } = spawnSync('wbxml2xml', ['-o', '-', out])
  expect(status).toBe(0)
  for (const text of [
    'IMEI:490154203237518',
    './Inbox',
    'urn:oma:mo:oma-dm-dmacc:1.0',
    'AAuthSecret',
    'CLCRED',
    'SRVCRED',
  ])
    expect(String(stdout)).toContain(text)
})
