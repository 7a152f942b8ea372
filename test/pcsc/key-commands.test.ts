import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sealCell } from '../../electron/keys/cell-cipher'
import { runCommand } from '../support/command-line'
import { createSoftHsm, type SoftHsm } from '../support/softhsm'

const bin = join(import.meta.dirname, '..', '..', 'build', 'bootstation.mjs')
const home = mkdtempSync(join(tmpdir(), 'bootstation-key-commands-'))
const iccid = '8988211000000530108'
const pin = '28640971'
const columnKey = Buffer.alloc(32, 0x5c)
let hsm: SoftHsm

beforeAll(() => {
  hsm = createSoftHsm({ label: 'keys', pin })
  hsm.import('column', 'AES', columnKey)
})
afterAll(() => {
  hsm.close()
  rmSync(home, { recursive: true })
})

const put = (name: string, content: string): string => {
  writeFileSync(join(home, name), content, { mode: 0o600 })
  return join(home, name)
}
const run = (...args: string[]) => runCommand(home, args, hsm.env)
const plain = () =>
  put(
    'plain.csv',
    `"imsi","iccid","ki","adm1"\n"99970","${iccid}","00FF","65942330"\n"99971","8988211000000530116","00FE","13445792"\n`,
  )
const inToken = () => [
  ...[
    '--key-file',
    put('token.csv', `ICCID,ADM1\n${iccid},${sealCell(columnKey, { column: 'ADM1', iccid, text: '65942330' })}\n`),
  ],
  ...[
    '--column-keys',
    put('token.keys', 'ADM1:gcm:token:column\n'),
    '--token-module',
    hsm.place.module,
    '--token',
    'keys',
  ],
]

test('a key file is checked without a key being shown', async () => {
  const { code, objects, stderr } = await run('keys', 'check', '--key-file', plain())
  expect({ code, objects }).toEqual({
    code: 0,
    objects: [
      {
        cards: 2,
        columns: ['IMSI', 'ICCID', 'KI', 'ADM1'],
        encrypted: [],
        keys: { ADM1: 2 },
        problems: [],
        problemCount: 0,
      },
    ],
  })
  expect(stderr + JSON.stringify(objects)).not.toMatch(/65942330|13445792/)
  expect((await run('keys', 'check', '--key-file', plain(), '--iccid', iccid.slice(0, -1))).objects).toMatchObject([
    { cards: 1 },
  ])
  expect(await run('keys', 'check', '--key-file', plain(), '--iccid', '8988211000000530124')).toMatchObject({ code: 1 })
})

test('problems of a key file are told with their lines', async () => {
  const rows = [
    'iccid,adm1',
    `${iccid},1122334455667788`,
    `${iccid.slice(0, -1)},1234`,
    '8988211000000530116,12,3',
    '8988211000000530124,1',
  ]
  const { code, objects } = await run('keys', 'check', '--key-file', put('bad.csv', rows.join('\n')))
  expect(code).toBe(1)
  expect(objects).toMatchObject([{ problemCount: 4 }])
  for (const line of [2, 3, 4, 5]) expect(JSON.stringify(objects)).toMatch(new RegExp(`lines?[^"]* ${line}\\b`))
})

test('an encrypted key file is the owner’s alone, opens with its keys and with no others', async () => {
  const out = join(home, 'sealed.csv')
  const encrypt = () => run('keys', 'encrypt', '--key-file', plain(), '--columns', 'adm1,ki', '--out', out)
  expect(await encrypt()).toMatchObject({
    code: 0,
    objects: [{ cards: 2, columns: ['ADM1', 'KI'], file: out, columnKeys: `${out}.keys` }],
  })
  for (const path of [out, `${out}.keys`]) expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(out, 'utf8')).not.toMatch(/65942330|00FF/)
  const check = (...more: string[]) => run('keys', 'check', '--key-file', out, ...more)
  expect((await check('--column-keys', `${out}.keys`)).objects).toMatchObject([
    {
      keys: { ADM1: 2 },
      encrypted: [{ column: 'ADM1', mode: 'gcm', kcv: expect.stringMatching(/^[0-9A-F]{6}$/) }, { column: 'KI' }],
    },
  ])
  expect(await check()).toMatchObject({ code: 1, objects: [{ problemCount: 2 }] })
  expect(await check('--column-keys', put('other.keys', `ADM1:gcm:${'00'.repeat(32)}\n`))).toMatchObject({ code: 1 })
  expect(await encrypt(), 'it is there already').toMatchObject({ code: 2 })
})

test('what pySim encrypted is encrypted again so that a change shows, and warned of until then', async () => {
  // pySim, tests/unittests/test_card_key_provider.py
  const old = put('old.csv', `ICCID,OPC\n${iccid},0b1e1e56cd62645aeb4c2d72a7c98f27\n`)
  const keys = put('old.keys', 'OPC:000102030405065545645645645D0E0F\n')
  const out = join(home, 'new.csv')
  const done = await run('keys', 'encrypt', '--key-file', old, '--column-keys', keys, '--columns', 'OPC', '--out', out)
  expect(done).toMatchObject({ code: 0 })
  const before = await run('keys', 'check', '--key-file', old, '--column-keys', keys)
  expect(before.stderr).toContain('keys encrypt')
  expect(before.objects).toMatchObject([{ encrypted: [{ column: 'OPC', mode: 'cbc' }] }])
  const after = await run('keys', 'check', '--key-file', out, '--column-keys', `${out}.keys`)
  expect(after.stderr).not.toContain('keys encrypt')
  expect(after.objects).toMatchObject([{ encrypted: [{ column: 'OPC', mode: 'gcm' }], problemCount: 0 }])
})

test('a PIN that is typed at the terminal is not shown there', async () => {
  const args = ['keys', 'check', ...inToken()].map((arg) => `'${arg}'`).join(' ')
  const env = { ...hsm.env, BOOTSTATION_HOME: home }
  const child = spawn('script', ['-qec', `'${process.execPath}' '${bin}' ${args}`, '/dev/null'], { env })
  const shown: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => {
    shown.push(part)
    if (part.includes('PIN of the token')) child.stdin.write(`${pin}\r`)
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const text = Buffer.concat(shown).toString()
  expect(text).toContain('ADM1 reads for 1 card.')
  expect(text).not.toContain(pin)
  expect(code).toBe(0)
})

test('a wrong PIN is given once by all commands of a home, until a supervisor says why it may be given again', async () => {
  const check = (typed: string) => run('keys', 'check', ...inToken(), '--token-pin-file', put('pin', typed))
  expect((await check('00000000')).objects).toMatchObject([{ failure: { code: 'token.pin', state: 'refused' } }])
  hsm.login()
  const again = await check(pin)
  expect(again).toMatchObject({
    code: 3,
    objects: [{ failure: { code: 'token.pin', state: 'refused', keySet: expect.stringMatching(/^pin-/) } }],
  })
  const [set] = (await run('keys', 'list')).objects
  expect(set).toMatchObject({ refusals: 1, isStopped: true })
  const allow = (reason: string) => run('keys', 'allow', '--key-set', String(set?.keySet), '--reason', reason)
  expect(await allow('short')).toMatchObject({ code: 2 })
  expect(await allow('the PIN in the file was corrected')).toMatchObject({ code: 0 })
  expect(await check(pin)).toMatchObject({ code: 0 })
  expect((await run('keys', 'list')).objects).toEqual([])
})

test('a PIN that others can read, and keys that are named twice or on the line, are not taken', async () => {
  writeFileSync(join(home, 'open.pin'), pin, { mode: 0o644 })
  const opened = await run('keys', 'check', ...inToken(), '--token-pin-file', join(home, 'open.pin'))
  expect(opened).toMatchObject({ code: 2, objects: [{ failure: { code: 'request.invalid' } }] })
  const both = await run('card', 'blank', '--reader', '1', '--adm-file', plain(), '--key-file', plain())
  expect(both).toMatchObject({ code: 2 })
  expect(await run('card', 'blank', '--reader', '1', '--key-form', 'hex')).toMatchObject({ code: 2 })
  const place = await run('keys', 'check', ...inToken(), '--token-pin-env', '2864-0971')
  expect(place).toMatchObject({ code: 2 })
  expect(JSON.stringify(place)).not.toContain('2864-0971')
})
