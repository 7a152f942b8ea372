import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { run } from '../../electron/cli'
import { sha256 } from '../../electron/hash'
import { hmacSha1 } from '../../electron/push-mac'
import { openDatabase } from '../../electron/records/sqlite'
import { fromHex } from '../../shared/bytes'
import { decode } from '../../shared/codec'
import { type CpSecurity, isProtectedCp, isUserCode } from '../../shared/push/cp-security'
import { type Dm1Security, isProtectedDm1 } from '../../shared/push/dm1-security'
import { parseImsi } from '../../shared/push/imsi'
import { pushPdu } from '../../shared/push/pdu'
import { parsePin } from '../../shared/push/pin'
import { reassemble } from '../../shared/push/reassemble'
import { secret } from '../../shared/secret'
import { joined } from '../shared/push/receiver'
import { createTestHome } from '../support/station'

const home = createTestHome()
writeFileSync(join(home, 'station.json'), JSON.stringify({ batchKeyFile: join(home, 'batch.key') }))
const place = (name: string): string => join(home, name)
const pin = '271828'
const imsi = '001010123456789'
writeFileSync(place('pin'), `${pin}\n`, { mode: 0o600 })
writeFileSync(place('imsi'), `${imsi}\n`)
const network = { imsi: parseImsi(imsi), imsiForm: 'semi-octets' } as const

vi.stubEnv('BOOTSTATION_HOME', home)
vi.stubEnv('DEVICE_PIN', pin)
beforeEach(() => {
  for (const name of ['out', 'code']) rmSync(place(name), { force: true })
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})

const training = ['--template', 'training', '--device', 'imei:490154203237518']

/** Runs one command line as a person does, and gives all that can be seen of it. */
async function push(...args: readonly string[]) {
  const seen = { stdout: '', stderr: '' }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    seen.stdout += String(text)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    seen.stderr += String(text)
    return true
  })
  try {
    const code = await run(['message', 'push', ...training, ...args])
    return { ...seen, code, both: seen.stdout + seen.stderr }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

const linesOf = (name: string): readonly Uint8Array[] =>
  readFileSync(place(name), 'utf8').trimEnd().split('\n').map(fromHex)

function audits(): readonly unknown[] {
  const db = openDatabase(place('station.db'))
  try {
    return db.all('SELECT act, detail FROM audit ORDER BY seq')
  } finally {
    db.close()
  }
}

describe('a message is pushed in DM 1.2 under', () => {
  test.for([
    ['networkid', ['--imsi', imsi], { sec: 'networkid', ...network }],
    ['networkid', ['--imsi', imsi, '--imsi-as-text'], { sec: 'networkid', ...network, imsiForm: 'text' }],
    ['userpin', ['--pin-file', place('pin')], { sec: 'userpin', pin: parsePin(pin) }],
    ['userpin', ['--pin-env', 'DEVICE_PIN'], { sec: 'userpin', pin: parsePin(pin) }],
    [
      'userpin-networkid',
      ['--imsi-file', place('imsi'), '--pin-file', place('pin')],
      { sec: 'userpin-networkid', ...network, pin: parsePin(pin) },
    ],
  ] as const satisfies readonly (readonly [string, readonly string[], Dm1Security])[])(
    '%s %o',
    async ([sec, args, security]) => {
      const ran = await push('--format', 'dm1', '--sec', sec, ...args, '--out', place('out'), '--json')
      expect(ran.code).toBe(0)
      const told = JSON.parse(ran.stdout)
      const segments = linesOf('out')
      const { pdu, ports } = reassemble(segments)
      expect(joined(segments).bytes).toEqual(Array.from(pdu))
      expect(ports).toEqual({ destination: 2948, source: 9200 })
      const read = decode(pushPdu, pdu)
      expect(read.media).toBe('application/vnd.syncml.dm+wbxml')
      expect(isProtectedDm1(read, security, hmacSha1)).toBe(true)
      expect(told).toEqual({
        format: 'dm1',
        sec,
        bytes: read.body.length,
        sha256: sha256(read.body),
        pushBytes: pdu.length,
        segments: segments.length,
        findings: expect.any(Array),
        file: place('out'),
      })
      expect(statSync(place('out')).mode & 0o777).toBe(0o600)
      for (const hidden of [pin, imsi, read.mac ?? '?']) expect(ran.both).not.toContain(hidden)
    },
  )

  test('a file that all could read before is its owner’s alone after', async () => {
    writeFileSync(place('out'), 'x'.repeat(100_000))
    chmodSync(place('out'), 0o666)
    await push('--format', 'dm1', '--sec', 'networkid', '--imsi', imsi, '--out', place('out'))
    expect(statSync(place('out')).mode & 0o777).toBe(0o600)
    expect(linesOf('out').length).toBeGreaterThan(1)
  })

  test('a reference of sixteen bits', async () => {
    await push('--format', 'dm1', '--sec', 'networkid', '--imsi', imsi, '--reference', '16', '--out', place('out'))
    expect(linesOf('out')[0]?.subarray(0, 9)).toEqual(fromHex('0C05040B8423F00804'))
  })
})

describe('a message is pushed in CP under', () => {
  const keys = { ...network, pin: parsePin(pin) }
  const [imsiArgs, pinArgs] = [
    ['--imsi', imsi],
    ['--pin-file', place('pin')],
  ]
  test.for([
    ['netwpin', imsiArgs, { sec: 'netwpin', ...network }],
    ['userpin', pinArgs, { sec: 'userpin', pin: keys.pin }],
    ['usernetwpin', [...imsiArgs, ...pinArgs], { sec: 'usernetwpin', ...keys }],
  ] as const satisfies readonly (readonly [string, readonly string[], CpSecurity])[])(
    '%s',
    async ([sec, args, security]) => {
      const ran = await push('--format', 'cp', '--sec', sec, ...args, '--out', place('out'), '--json')
      expect(ran.code).toBe(0)
      const read = decode(pushPdu, reassemble(linesOf('out')).pdu)
      expect(read.media).toBe('application/vnd.wap.connectivity-wbxml')
      expect(isProtectedCp(read, security, hmacSha1)).toBe(true)
      expect(JSON.parse(ran.stdout)).toMatchObject({ format: 'cp', sec, sha256: sha256(read.body) })
    },
  )

  const userPinMac = ['--format', 'cp', '--sec', 'userpinmac', ...pinArgs]

  test('userpinmac, and the code that the user keys in goes to a file of its own', async () => {
    const ran = await push(...userPinMac, '--out', place('out'), '--code-out', place('code'), '--json')
    expect(ran.code).toBe(0)
    const read = decode(pushPdu, reassemble(linesOf('out')).pdu)
    expect(read).toMatchObject({ sec: 3 })
    expect(read).not.toHaveProperty('mac')
    const code = readFileSync(place('code'), 'utf8').trim()
    expect(code.startsWith(pin)).toBe(true)
    expect(isUserCode(secret(code), read.body, hmacSha1)).toBe(true)
    expect(statSync(place('code')).mode & 0o777).toBe(0o600)
    for (const hidden of [pin, code.slice(pin.length)]) expect(ran.both).not.toContain(hidden)
  })

  test('userpinmac not, if the code goes nowhere', async () => {
    expect(await push(...userPinMac, '--out', place('out'))).toMatchObject({ code: 2 })
    expect(() => statSync(place('out'))).toThrow()
  })
})

describe('what may be seen', () => {
  test('without a file and without being asked, only counts and a hash, and words', async () => {
    const ran = await push('--format', 'dm1', '--sec', 'userpin', '--pin-file', place('pin'))
    expect(ran).toMatchObject({ code: 0, stdout: '' })
    expect(ran.stderr).toMatch(/in \d+ short messages/)
    expect(ran.stderr).toContain('Nothing was kept')
    expect(ran.stderr).toContain('try short PINs')
    const json = await push('--format', 'dm1', '--sec', 'userpin', '--pin-file', place('pin'), '--json')
    expect(Object.keys(JSON.parse(json.stdout))).toEqual([
      ...['format', 'sec', 'bytes', 'sha256', 'pushBytes', 'segments', 'findings'],
    ])
  })

  test('all of it, if someone asks; and that is noted', async () => {
    const before = audits().length
    const args = ['--format', 'dm1', '--sec', 'userpin', '--pin-file', place('pin'), '--reveal']
    const told = JSON.parse((await push(...args, '--json')).stdout)
    const { pdu } = reassemble(told.userData.map(fromHex))
    expect(decode(pushPdu, pdu).mac).toBe(told.mac)
    expect(JSON.stringify(told)).not.toContain(pin)
    const plain = await push(...args)
    expect(reassemble(plain.stdout.trimEnd().split('\n').map(fromHex)).pdu).toEqual(pdu)
    const noted = { act: 'reveal', detail: `push ${told.sha256} no reason given` }
    expect(audits().slice(before)).toEqual([noted, noted])
  })
})

describe('no message is pushed unprotected', () => {
  test('unless someone says so twice; and that is noted', async () => {
    const none = ['--format', 'dm1', '--sec', 'none', '--out', place('out')]
    const refused = await push(...none)
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toContain('without SEC a device cannot tell who sent the message')
    expect(() => statSync(place('out'))).toThrow()
    const before = audits().length
    const ran = await push(...none, '--yes-unprotected', '--json')
    expect(ran.stderr).toContain('anyone can send one like it')
    const read = decode(pushPdu, reassemble(linesOf('out')).pdu)
    expect(read).not.toHaveProperty('sec')
    expect(audits().slice(before)).toEqual([{ act: 'unprotected', detail: `push ${JSON.parse(ran.stdout).sha256}` }])
  })

  test.for([
    ['sec', []],
    ['sec', ['--sec', 'netwpin', '--imsi', imsi]],
    ['sec', ['--sec', 'toString']],
    ['imsi', ['--sec', 'networkid']],
    ['imsi', ['--sec', 'networkid', '--imsi', imsi, '--imsi-file', place('imsi')]],
    ['imsi', ['--sec', 'networkid', '--imsi', '12']],
    ['pin', ['--sec', 'userpin']],
    ['pin', ['--sec', 'userpin', '--pin-file', place('pin'), '--pin-env', 'DEVICE_PIN']],
    ['pin', ['--sec', 'userpin', '--pin-file', place('batch.key')]],
    ['pin-env', ['--sec', 'userpin', '--pin-env', 'NO_SUCH_VARIABLE']],
    ['pin-env', ['--sec', 'userpin', '--pin-env', pin]],
    ['pin-file', ['--sec', 'networkid', '--imsi', imsi, '--pin-file', place('pin')]],
    ['imsi', ['--sec', 'userpin', '--pin-file', place('pin'), '--imsi', imsi]],
    ['imsi-as-text', ['--sec', 'userpin', '--pin-file', place('pin'), '--imsi-as-text']],
    ['pin-file', ['--sec', 'none', '--yes-unprotected', '--pin-file', place('pin')]],
    ['yes-unprotected', ['--sec', 'networkid', '--imsi', imsi, '--yes-unprotected']],
    ['code-out', ['--sec', 'networkid', '--imsi', imsi, '--code-out', place('code')]],
    ['reference', ['--sec', 'networkid', '--imsi', imsi, '--reference', '7']],
    [undefined, ['--sec', 'userpin', '--pin', pin]],
    [undefined, ['--sec', 'userpin', `--pin=${pin}`]],
  ] as const)('wrong usage at %s: %o', async ([path, args]) => {
    const ran = await push('--format', 'dm1', ...args, '--out', place('out'), '--json')
    expect(ran.code).toBe(2)
    expect(JSON.parse(ran.stdout)).toMatchObject({ failure: { code: 'request.invalid', ...(path && { path }) } })
    expect(ran.both).not.toContain(pin)
    expect(ran.both).not.toContain(imsi)
    expect(() => statSync(place('out'))).toThrow()
  })

  test.for(['dm2', 'toString', ''])('format "%s" is not pushed', async (format) =>
    expect(await push('--format', format, '--sec', 'userpin', '--pin-file', place('pin'))).toMatchObject({ code: 2 }),
  )

  test('a PIN is taken from no file that others can read', async () => {
    writeFileSync(place('open'), `${pin}\n`)
    const open = await push('--format', 'dm1', '--sec', 'userpin', '--pin-file', place('open'))
    expect(open).toMatchObject({ code: 2, stderr: expect.stringContaining('chmod 600') })
    expect(open.stderr).not.toContain(pin)
    const missing = await push('--format', 'dm1', '--sec', 'userpin', '--pin-file', place('nowhere'))
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining(place('nowhere')) })
  })

  test('--imsi-file that is empty or cannot be read is a failure of the disk', async () => {
    const from = (path: string) => push('--format', 'dm1', '--sec', 'networkid', '--imsi-file', path)
    writeFileSync(place('empty'), '\n')
    for (const path of [place('empty'), mkdtempSync(place('dir'))]) expect(await from(path)).toMatchObject({ code: 3 })
    expect(await from(place('nowhere'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`there is no file ${place('nowhere')}`),
    })
  })

  test('a folder that is not there is named', async () =>
    expect(
      await push('--format', 'dm1', '--sec', 'networkid', '--imsi', imsi, '--out', place('no/such/folder')),
    ).toMatchObject({ code: 2, stderr: expect.stringContaining(`there is no folder ${place('no/such')}`) }))
})
