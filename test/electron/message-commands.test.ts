import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { run } from '../../electron/cli'
import { openDatabase } from '../../electron/records/sqlite'
import { hex } from '../../shared/bytes'
import { createTestHome } from '../support/station'
import { twoServersText } from '../support/templates'

const home = createTestHome()
const place = (name: string): string => join(home, name)
vi.stubEnv('BOOTSTATION_HOME', home)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true })
})
beforeEach(() => {
  writeFileSync(place('station.json'), JSON.stringify({ batchKeyFile: place('batch.key') }))
  rmSync(place('out'), { force: true })
})

const device = ['--device', 'imei:490154203237518']
const two = JSON.parse(twoServersText)
writeFileSync(place('templates/two-servers.json'), twoServersText)
const asking = { type: 'text', pattern: '[a-z.]+', label: 'A name' }
const variables = { ...two.variables, region: asking, unit: asking }
const asked = { ...JSON.parse(twoServersText), name: 'asked', variables }
asked.accessPoints[0].apn = '{region}.{unit}.example'
asked.servers[1].notification.secret = { column: 'Noti key' }
asked.devices = { types: ['imei'] }
asked.formats = ['dm2', 'dm1']
writeFileSync(place('templates/asked.json'), JSON.stringify(asked))
writeFileSync(place('secret'), 'a secret of many letters\n')

/** Runs one command line as a person does, and gives all that can be seen of it. */
async function ran(...args: readonly string[]) {
  const seen = { stdout: '', stderr: '' }
  const catching = (name: 'stdout' | 'stderr') =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      seen[name] += typeof text === 'string' ? text : hex(text)
      return true
    })
  const spies = [catching('stdout'), catching('stderr')]
  try {
    return { code: await run(args), ...seen }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

const message = (verb: string, ...args: readonly string[]) => ran('message', verb, ...args)
const compose = (...args: readonly string[]) => message('compose', ...device, '--out', place('out'), ...args)

describe('a command that does not fit its template is told so, with exit code 2', () => {
  const var2 = ['--var-file', `password=${place('secret')}`, '--var-file', `Noti key=${place('secret')}`]
  test.for([
    [[], 'asked needs --var-file password=FILE, --var region=…, --var unit=…, --var-file "Noti key=FILE" as well'],
    [[...var2, '--var', 'region=north'], 'asked needs --var unit=… as well'],
    [['--var', 'region=UPPER CASE'], 'the value of region must match [a-z.]+'],
    [['--var', 'regio=a'], 'regio is not a variable of asked; did you mean region'],
    [['--var', 'zzzzzz=a'], 'zzzzzz is not a variable of asked; it has site, line,'],
    [['--var', 'region=a', '--var', 'region=b'], 'region is given twice'],
    [['--var', 'password=a'], 'password is a secret; name its file with --var-file'],
    [['--var-file', 'password=/nowhere/at/all'], 'there is no file /nowhere/at/all'],
    [['--format', 'cp'], 'asked makes dm2, dm1, not cp'],
    [['--format', 'dm3'], '--format dm3 is not dm2, dm1 or cp'],
  ] as const)('%o: %s', async ([args, words]) => {
    for (const verb of ['compose', 'lint', 'push', 'notify']) {
      const { code, stderr } = await message(verb, '--template', 'asked', ...device, ...args)
      expect({ verb, code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(words) })
      expect(stderr).not.toContain('Correct the template')
    }
    expect(existsSync(place('out'))).toBe(false)
  })

  test('a device of another kind', async () => {
    const args = ['--template', 'asked', '--device', 'esn:12345678', ...var2, '--var', 'region=a', '--var', 'unit=b']
    for (const verb of [
      ['message', 'compose'],
      ['message', 'lint'],
      ['card', 'write', '--reader', '1'],
    ]) {
      const { code, stderr } = await ran(...verb, ...args)
      expect(code).toBe(verb.includes('lint') ? 1 : 2)
      expect(stderr.toLowerCase()).toContain('this template is for devices with imei; this one has esn')
    }
  })

  test('columns and variables of one device make its message', async () => {
    const args = ['--template', 'asked', ...var2, '--var', 'region=a', '--var', 'unit=b']
    expect(await compose(...args)).toMatchObject({ code: 0 })
  })

  test('no command takes an option twice that counts once', async () => {
    const twice = await compose('--template', 'training', '--device', 'imei:356938035643809')
    expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('--device is there twice') })
    for (const args of [
      ['card', 'inspect', '--reader', '1', '--reader', '2'],
      ['template', 'import', 'a.json', '--replace', '--replace'],
      ['job', 'list', '--json', '--json'],
    ])
      expect(await ran(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('is there twice') })
  })

  test('a station without a batch key says where one is named', async () => {
    rmSync(place('station.json'))
    const words = 'name one as batchKeyFile in station.json, or start the bench'
    expect(await compose('--template', 'training')).toMatchObject({ code: 2, stderr: expect.stringContaining(words) })
    expect(await message('lint', '--template', 'training', ...device)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/batch key.*station\.json/),
    })
  })
})

test('what is found is the same in lint and in compose', async () => {
  const template = place('templates/windowed.json')
  const server = {
    ...two.servers[0],
    windows: [{ name: 'ROLE' }],
    session: 'at-once',
    rights: ['com.example'],
    trust: undefined,
  }
  writeFileSync(template, JSON.stringify({ ...two, name: 'windowed', variables: {}, servers: [server] }))
  for (const format of ['dm2', 'dm1', 'cp']) {
    const args = ['--template', 'windowed', '--format', format, '--json']
    const composed = JSON.parse((await compose(...args)).stdout)
    const lines = (await message('lint', ...device, ...args)).stdout.trimEnd().split('\n')
    const linted = lines.slice(0, -1).map((line) => JSON.parse(line))
    expect(linted.length).toBeGreaterThan(1)
    expect(composed.findings).toEqual(linted)
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ looked: 'message', format, bytes: composed.bytes })
  }
})

test('what was written is told, and whether it took the place of another', async () => {
  const [first, second] = [await compose('--template', 'training'), await compose('--template', 'training')]
  expect(first.stderr).toMatch(/^\d+ bytes, DM 2\.0, sha256 [0-9a-f]{64}, in .*out\.$/m)
  expect(first.stderr).not.toContain('took its place')
  expect(second.stderr).toContain('was there before; this took its place.')
  expect(await compose('--template', 'training', '--out', '/nowhere/x')).toMatchObject({ code: 2 })
  expect((await message('compose', ...device, '--template', 'training', '--out', '/nowhere/x')).stderr).toContain(
    'there is no folder /nowhere',
  )
})

describe('decode', () => {
  const decoded = (name: string, ...args: readonly string[]) => message('decode', place(name), ...args)
  const put = (name: string, content: string | Uint8Array) => writeFileSync(place(name), content)

  test.for(['dm2', 'dm1', 'cp'])('reads hex of a message of %s as the message', async (format) => {
    await compose('--template', 'training', '--format', format)
    const bytes = readFileSync(place('out'))
    put('hex', bytes.toString('hex').replace(/.{60}/g, '$&\n'))
    expect((await decoded('hex')).stdout).toBe((await decoded('out')).stdout)
  })

  test.for(['dm1', 'cp'])('reads a push of %s in short messages and put together', async (format) => {
    const args = ['--template', 'training', '--format', format]
    await compose(...args)
    const plain = (await decoded('out')).stdout
    const sec = format === 'cp' ? 'netwpin' : 'networkid'
    rmSync(place('out'))
    await compose(...args, '--transport', 'push', '--sec', sec, '--imsi', '001010123456789')
    const push = await decoded('out')
    expect(push.stdout).toBe(plain)
    expect(push.stderr).toMatch(
      format === 'cp'
        ? /^A push of application\/vnd\.wap\.connectivity-wbxml, in \d+ short messages, SEC netwpin, with a MAC\.$/m
        : /^A push of application\/vnd\.syncml\.dm\+wbxml, in \d+ short messages, SEC networkid, with a MAC\.$/m,
    )
    const lines = readFileSync(place('out'), 'utf8').trimEnd().split('\n')
    put('reversed', `${[...lines].reverse().join('\n')}\n`)
    expect((await decoded('reversed')).stdout).toBe(plain)
    put('torn', lines.slice(1).join('\n'))
    expect(await decoded('torn')).toMatchObject({ code: 1, stderr: expect.stringMatching(/part 1 of \d+ is missing/) })
    const pdu = Buffer.concat(lines.map((line) => Buffer.from(line, 'hex')).map((bytes) => bytes.subarray(12)))
    for (const content of [pdu, pdu.toString('hex')]) {
      put('pdu', content)
      const whole = await decoded('pdu', '--json')
      expect(JSON.parse(whole.stdout)).toMatchObject({ push: { sec, hasMac: true }, format })
    }
  })

  test.for([
    ['uicc-dm12', 'dm1'],
    ['uicc-dm20', 'dm2'],
  ] as const)('tells a notification of %s', async ([template, format]) => {
    await message('notify', ...device, '--template', template, '--session-id', '4711', '--out', place('out'))
    const { code, stdout, stderr } = await decoded('out')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ format, id: 4711, signed: true })
    expect(stderr).toMatch(/asks for a session, number 4,?711, signed\.$/m)
    expect(await decoded('out', '--as', 'xml')).toMatchObject({ code: 2 })
  })

  const session =
    '<SyncML><SyncHdr><VerDTD>1.2</VerDTD></SyncHdr><SyncBody><Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/></SyncBody></SyncML>'
  test.for([
    ['a letter', 'Dear reader, this is a letter.', /neither JSON, WBXML nor XML/],
    ['a program', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1), /neither JSON, WBXML nor XML/],
    ['nothing', '', /there is nothing in it/],
    ['any JSON', '{"a":1}', /it is JSON, but holds no management object/],
    ['an empty list', '[]', /it is JSON, but holds no management object/],
    ['a template', twoServersText, /it is a template; template show/],
    ['half of JSON', '[{"ClientURI":"urn:oma:mo:oma-dm', /it is cut off at byte 32/],
    ['broken JSON', '[{"ClientURI":x}]', /it is not JSON, at byte 14/],
    ['half of WBXML', Uint8Array.of(3, 0x0b, 0x6a, 0, 0x45, 0xc6), /it is cut off at byte 6/],
    ['a page', '<html></html>', /it is XML, but neither SyncML nor Client Provisioning/],
    ['a session', session, /a SyncML message of a session \(Alert\), which adds nothing to a device’s Inbox/],
  ] as const)('says what %s is', async ([, content, words]) => {
    put('other', content)
    for (const as of [[], ['--as', 'json']]) {
      const { code, stderr } = await decoded('other', ...as)
      expect(code).toBe(1)
      expect(stderr).toMatch(words)
      expect(stderr).toMatch(/^There is no bootstrap message in .*\/other: /)
      expect(stderr).not.toMatch(/not-|unknown-|\bcard\b|Correct the template|undefined/)
    }
  })

  test('a file that is not there is wrong usage', async () =>
    expect(await decoded('nowhere')).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no file') }))

  test('a secret is shown to whoever asks, and the reason is noted or that there was none', async () => {
    await compose('--template', 'training')
    const noted = () => {
      const db = openDatabase(place('station.db'))
      const rows = db.all('SELECT detail FROM audit ORDER BY seq')
      db.close()
      return rows.map((row) => String(Object.values(row ?? {})[0]).replace(/^message [0-9a-f]{64} /, ''))
    }
    expect((await decoded('out', '--as', 'xml')).stdout).toContain('•••')
    expect(await decoded('out', '--as', 'xml', '--reveal')).toMatchObject({ code: 0 })
    const why = ['--reason', 'The bench device does not sign in.']
    const shown = await decoded('out', '--reveal', ...why)
    expect(shown.stdout).not.toContain('•••')
    const [, , , secret = ''] =
      /"Trsp": \{\s*"(Data)": "([^"]*)",\s*"(Secret)": "([^"]*)"/.exec(shown.stdout)?.slice(1) ?? []
    expect(secret).not.toBe('')
    expect(await decoded('out', '--reveal', '--reason', `it is ${secret}`)).toMatchObject({ code: 2 })
    expect(await decoded('out', '--reveal', '--reason', 'short')).toMatchObject({ code: 2 })
    expect(await decoded('out', ...why)).toMatchObject({ code: 2 })
    expect(noted()).toEqual(['no reason given', 'The bench device does not sign in.'])
  })
})

describe('push', () => {
  const push = (...args: readonly string[]) => message('push', ...device, ...args)
  test('is of what the template makes for cards, if that can be pushed', async () => {
    const sec = ['--sec', 'netwpin', '--imsi', '00101012345678']
    const { code, stderr } = await push('--template', 'sim-2g-cp', ...sec)
    expect(code).toBe(0)
    expect(stderr).toContain('This IMSI has 14 digits; most have 15.')
    expect((await push('--template', 'training', ...sec)).stderr).toContain('name --format dm1 or cp')
    expect((await push('--template', 'uicc-dm20', ...sec)).stderr).toContain('makes neither')
  })

  test('names the methods there are', async () => {
    expect((await push('--template', 'sim-2g-cp')).stderr).toContain(
      'netwpin, userpin, usernetwpin, userpinmac, or none',
    )
    expect((await push('--template', 'uicc-dm12', '--sec', 'netwpin')).stderr).toContain('networkid, userpin,')
    expect(await compose('--template', 'training', '--sec', 'netwpin')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--sec is for --transport push'),
    })
  })
})

test('no more room is named for a message than a device can read there', async () => {
  const lint = (...args: readonly string[]) => message('lint', '--template', 'training', ...device, ...args)
  const refused = (most: number) => ({ code: 2, stderr: expect.stringContaining(`from 1 to ${most}`) })
  expect(await lint('--size', '32769')).toMatchObject(refused(32_768))
  expect(await lint('--size', '32768')).toMatchObject({ code: 0 })
  expect(await lint('--size', '32769', '--transport', 'file')).toMatchObject({ code: 0 })
  expect(await lint('--size', '1048577', '--transport', 'file')).toMatchObject(refused(1_048_576))
})
