import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHandlers } from '../../electron/handlers'
import { sealCell } from '../../electron/keys/cell-cipher'
import { createPcscDriver } from '../../electron/reader/pcsc-driver'
import { createJournal } from '../../electron/records/journal'
import { openDatabase } from '../../electron/records/sqlite'
import { readSettings } from '../../electron/settings/settings'
import { createStation } from '../../electron/station'
import { parseDevice } from '../../shared/identity/device'
import { type Canary, type Find, findBelow, findIn, watchProcesses } from '../support/canaries'
import { openBench, type TestBench } from '../support/command-line'
import { createSoftHsm, type SoftHsm } from '../support/softhsm'
import { trainingTemplate } from '../support/station'

// Each is used once in some way that could leak it. None may be anywhere but where it was put.
const text = (name: string, value: string): Canary => ({ name, bytes: Buffer.from(value) })
const bytes = (name: string, value: string): Canary => ({ name, bytes: Buffer.from(value, 'hex') })
const secrets = {
  adm: text('card key in digits', '70314926'),
  wrongAdm: bytes('card key in hex', 'c3a5f17dbe91d06d'),
  typedAdm: text('card key that was typed', 'tYp3dK3y'),
  badAdm: text('card key that is none', '94027shortnot'),
  columnKey: bytes('column key', '9d1f6c02b7e84a35d0c9917e5bfa2368417ce0a9d35b8f6211f4760c8e2da9b3'),
  badColumnKey: text('column key that is none', 'b4dc01umnk3yb4dc01umnk3y'),
  master: bytes('batch master', '5ee1a09c37d2f84b6610bc93a7e5184dd98c2036f17b4ea05c29e8d3b461fa07'),
  pin: text('PIN of the token', '86420975'),
  wrongPin: text('wrong PIN of the token', '11790283'),
  cardPin: text('PIN of a card', '60283917'),
  pushPin: text('PIN of a push', '50917364'),
  fromFile: text('template secret from a file', 'xF1leS3cretCanary'),
  fromPlace: text('template secret from the environment', 'xEnvS3cretCanary'),
  fromPage: text('template secret from the window', 'xPageS3cretCanary'),
  enc: bytes('SCP03 ENC', '7a01fe93c55d08b26e94d1370fa86bc2'),
  mac: bytes('SCP03 MAC', '18e6b70d92cf43a5fb602c8e917d54f3'),
}
const canaries = Object.values(secrets)
const value = (canary: Canary): string => canary.bytes.toString('latin1')
const hexOf = (canary: Canary): string => canary.bytes.toString('hex')

const place = mkdtempSync(join(tmpdir(), 'bootstation-canaries-'))
const root = join(import.meta.dirname, '..', '..')
const device = 'imei:490154203237518'
const outputs: Find[] = []
let bench: TestBench
let hsm: SoftHsm

const template = {
  ...trainingTemplate,
  name: 'secretive',
  variables: { apn: { type: 'text', default: 'internet' }, password: { type: 'secret' } },
  servers: trainingTemplate.servers.map((server) => ({
    ...server,
    credentials: { ...server.credentials, client: { ...server.credentials.client, secret: { variable: 'password' } } },
  })),
}

const put = (name: string, content: string): string => {
  const path = join(place, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

beforeAll(async () => {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-bench-'))
  mkdirSync(join(home, 'bench'))
  writeFileSync(join(home, 'bench', 'adm.txt'), `ascii:${value(secrets.adm)}\n`, { mode: 0o600 })
  bench = await openBench(2, {}, home)
  hsm = createSoftHsm({ label: 'canary', pin: value(secrets.pin) })
  hsm.import('column', 'AES', secrets.columnKey.bytes)
  hsm.import('master', 'AES', secrets.master.bytes)
  await bench.run('template', 'import', put('secretive.json', JSON.stringify(template)))
})
afterAll(async () => {
  await bench.close()
  hsm.close()
  rmSync(place, { recursive: true })
})

type Run = {
  readonly input?: string
  readonly env?: NodeJS.ProcessEnv
  readonly during?: (child: ChildProcess) => void
}

/** Runs a command line and looks at all that it says and all that others can see of it. Answers with the last object. */
async function run(args: readonly string[], { input = '', env = {}, during }: Run = {}) {
  const child = spawn(process.execPath, [join(root, 'build', 'bootstation.mjs'), ...args, '--json'], {
    cwd: place,
    env: { ...hsm.env, ...env, BOOTSTATION_HOME: bench.home },
  })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part))
  const seen = watchProcesses(child.pid ?? 0)
  child.stdin.end(input)
  during?.(child)
  await new Promise((resolve) => child.once('close', resolve))
  const command = args.slice(0, 2).join(' ')
  outputs.push(...findIn(`output of ${command}`, Buffer.concat(said), canaries))
  for (const { cmdline, environ } of seen())
    outputs.push(...findIn(`processes of ${command}`, Buffer.from(`${cmdline}\0${environ}`, 'latin1'), canaries))
  const objects = Buffer.concat(said)
    .toString()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  return JSON.parse(objects.at(-1) ?? '{}') as { outcome?: string; failure?: { code: string }; iccid?: string }
}

const fresh = async (reader: number): Promise<string> => {
  const name = bench.readers[reader - 1] ?? ''
  await bench.run('bench', 'card', '--reader', name, 'swap')
  return String((await run(['card', 'inspect', '--reader', name])).iccid)
}
const write = (reader: number, args: readonly string[], options?: Run) =>
  run(['card', 'write', '--reader', String(reader), '--device', device, '--template', 'secretive', ...args], options)
const fileSecret = () => ['--var-file', `password=${put('password.txt', value(secrets.fromFile))}`]
const tokenOptions = () => ['--token-module', hsm.place.module, '--token', 'canary', '--token-pin-env', 'CANARY_PIN']

test('a card is written with a key and secrets from files', async () => {
  const adm = put('adm.txt', value(secrets.adm))
  expect(await write(1, ['--adm-file', adm, ...fileSecret()])).toMatchObject({ outcome: 'PASS' })
})

test('a card is written with a key of an encrypted key file, opened in a token, and secrets from the environment', async () => {
  const iccid = await fresh(1)
  const cell = sealCell(secrets.columnKey.bytes, { column: 'ADM1', iccid, text: value(secrets.adm) })
  const scp03 = `${hexOf(secrets.enc)},${hexOf(secrets.mac)}`
  const table = put('keys.csv', `ICCID,ADM1,SCP03_ENC_1,SCP03_MAC_1\n${iccid},${cell},${scp03}\n`)
  const inToken = put('column.keys', 'ADM1:gcm:token:column\n')
  const inFile = put('column-too.keys', `ADM1:gcm:${hexOf(secrets.columnKey)}\n`)
  const pin = { CANARY_PIN: value(secrets.pin) }
  const env = { ...pin, CANARY_PASSWORD: value(secrets.fromPlace) }
  const args = ['--key-file', table, '--column-keys', inToken, ...tokenOptions()]
  expect(await write(1, [...args, '--var-env', 'password=CANARY_PASSWORD'], { env })).toMatchObject({ outcome: 'PASS' })
  expect(await run(['keys', 'check', ...args], { env: pin })).toMatchObject({ keys: { ADM1: 1, SCP03: 1 } })
  await fresh(2)
  const known = ['--key-file', table, '--column-keys', inFile]
  expect(await run(['keys', 'check', ...known])).toMatchObject({ keys: { ADM1: 1 } })
  expect(
    await run([
      'keys',
      'encrypt',
      ...known,
      '--columns',
      'adm1,scp03_enc_1,scp03_mac_1',
      '--out',
      join(place, 'again.csv'),
    ]),
  ).toMatchObject({ cards: 1 })
})

test('keys that are refused, derived wrong, piped in or none at all end in failures', async () => {
  const iccid = await fresh(1)
  const table = put('wrong.csv', `ICCID,ADM1_HEX\n${iccid},${hexOf(secrets.wrongAdm)}\n`)
  expect(await write(1, ['--key-file', table, ...fileSecret()])).toMatchObject({
    failure: { code: 'card.key-refused' },
  })
  await fresh(1)
  const master = ['--token-master', 'master', ...tokenOptions(), ...fileSecret()]
  expect(await write(1, master, { env: { CANARY_PIN: value(secrets.pin) } })).toMatchObject({
    failure: { code: 'card.key-refused' },
  })
  await fresh(1)
  const typed = await write(1, ['--adm-prompt', ...fileSecret()], { input: `${value(secrets.typedAdm)}\n` })
  expect(typed).toMatchObject({ failure: { code: 'request.invalid', path: 'adm-prompt' } })
  await fresh(1)
  expect(await write(1, ['--adm-file', put('bad.txt', value(secrets.badAdm)), ...fileSecret()])).toMatchObject({
    failure: { code: 'request.invalid' },
  })
  const unsaid = put('unsaid.csv', `ICCID,ADM1\n${iccid},${hexOf(secrets.wrongAdm)}\n`)
  expect(await run(['keys', 'check', '--key-file', unsaid])).toMatchObject({ problemCount: 1 })
  const badKeys = put('bad.keys', `ADM1:gcm:${value(secrets.badColumnKey)}\n`)
  expect(await run(['keys', 'check', '--key-file', unsaid, '--column-keys', badKeys])).toMatchObject({
    failure: { code: 'key.unusable' },
  })
  const wrongPin = { env: { CANARY_PIN: value(secrets.wrongPin) } }
  expect(await write(1, master, wrongPin)).toMatchObject({ failure: { code: 'token.pin' } })
  expect(await write(1, master, wrongPin)).toMatchObject({ failure: { code: 'token.pin' } })
})

test('the PIN of a card is refused by it', async () => {
  await bench.run('bench', 'card', '--reader', bench.readers[0] ?? '', 'swap', '--kind', 'pin')
  const pin = put('card-pin.txt', value(secrets.cardPin))
  const args = ['--adm-file', put('adm.txt', value(secrets.adm)), '--pin-file', pin, ...fileSecret()]
  expect(await write(1, args)).toMatchObject({ failure: { code: 'card.pin' } })
})

test('a push is protected with a PIN', async () => {
  const pin = put('pin.txt', value(secrets.pushPin))
  const args = ['--template', 'secretive', '--device', device, '--format', 'cp', '--sec', 'userpin', '--pin-file', pin]
  expect((await run(['message', 'push', ...args, ...fileSecret()])).failure).toBeUndefined()
})

test('the window asks for the same, types a key and is refused', async () => {
  await fresh(1)
  const script = join(root, 'out', 'pcsc.mjs')
  const driver = createPcscDriver({ node: process.execPath, script, socket: bench.pcsc.socket, log: () => undefined })
  const token = () => ({ node: process.execPath, script: join(root, 'out', 'token.mjs') })
  const lines: string[] = []
  const station = createStation({
    home: bench.home,
    settings: { ...readSettings(bench.home), cardKeys: { from: 'person', adm: 'ADM1' } },
    driver: () => driver,
    token,
    now: Date.now,
    log: (line) => lines.push(line),
  })
  const ask = createRouterClient(createHandlers(station))
  const variables = { password: value(secrets.fromPage) }
  const draft = { device: parseDevice(device), template: 'secretive', variables }
  const told: unknown[] = [await ask.message.preview(draft), await ask.message.compose(draft)]
  for (const typed of [value(secrets.typedAdm), value(secrets.badAdm)])
    await ask.keys.give({ what: 'card-key', typed }).catch((error: unknown) => told.push(error, JSON.stringify(error)))
  const job = await ask.job.start({ ...draft, reader: bench.readers[0] ?? '' })
  for await (const record of await ask.job.changes({ job })) {
    told.push(record)
    if (record.outcome !== 'running') break
  }
  expect(told.at(-1)).toMatchObject({ failure: { code: 'card.key-refused' } })
  await station.close()
  const shown = [...told.map((one) => `${JSON.stringify(one)} ${String(one)}`), ...lines].join('\n')
  outputs.push(...findIn('the window', Buffer.from(shown), canaries))
})

test('a program that is killed in the middle of a card leaves no key behind', async () => {
  await fresh(1)
  await bench.run('bench', 'card', '--reader', bench.readers[0] ?? '', '--delay-ms', '60', '--per-byte-ms', '0')
  const adm = put('adm.txt', value(secrets.adm))
  const db = openDatabase(join(bench.home, 'station.db'))
  const journal = createJournal(db, Date.now, 20)
  for (const signal of ['SIGABRT', 'SIGSEGV'] as const) {
    const kill = (child: ChildProcess) => {
      const stop = journal.watch((job) => {
        if (journal.record(job)?.phases.some(({ name, outcome }) => name === 'write' && outcome === 'running'))
          child.kill(signal)
      })
      child.once('exit', stop)
    }
    expect(await write(1, ['--adm-file', adm, ...fileSecret()], { during: kill })).toEqual({})
  }
  db.close()
  expect((await run(['job', 'list'])).outcome).toBeDefined()
  await run(['records', 'export', '--out', join(place, 'records.json')])
})

test('no secret is in what was said, in the home, in a dump or in the program', () => {
  expect(outputs).toEqual([])
  expect(findBelow(bench.home, canaries, ['bench/adm.txt'])).toEqual([])
  const planted = [
    'adm.txt',
    'keys.csv',
    'column-too.keys',
    'wrong.csv',
    'unsaid.csv',
    'bad.txt',
    'bad.keys',
    'pin.txt',
    'card-pin.txt',
  ]
  expect(findBelow(place, canaries, [...planted, 'password.txt'])).toEqual([])
  expect(findBelow(join(root, 'out'), canaries)).toEqual([])
})

test('one that is planted is found, however it is spelt', () => {
  const planted = canaries.flatMap(({ name, bytes }) => {
    const hex = bytes.toString('hex')
    const within = Buffer.concat([Buffer.from('x'), bytes, Buffer.from('yz')])
    const swapped = hex.replace(/(.)(.)/g, '$2$1')
    return [bytes, hex, hex.toUpperCase(), within.toString('base64'), swapped].map((spelt) => ({ name, spelt }))
  })
  mkdirSync(join(bench.home, 'planted'))
  for (const [number, { spelt }] of planted.entries())
    writeFileSync(
      join(bench.home, 'planted', String(number)),
      Buffer.concat([Buffer.from('before '), Buffer.from(spelt), Buffer.from(' after')]),
    )
  const found = findBelow(bench.home, canaries, ['bench/adm.txt']).map(({ canary, where }) => `${canary} in ${where}`)
  expect(new Set(found)).toEqual(new Set(planted.map(({ name }, number) => `${name} in planted/${number}`)))
})
