import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBench, type TestBench } from '../support/command-line'

let bench: TestBench
beforeAll(async () => {
  bench = await openBench(3)
})
afterAll(() => bench.close())

const first = 'imei:490154203237518'
const second = 'imei:356938035643809'
const reader = (number: number): string => bench.readers[number - 1] ?? ''
const bootstrapUrl = (): string => `${bench.server.url}/bootstrap?DevID=[DevID]&MCC=[MCC]&MNC=[MNC]`

const write = (number: number, device: string, format: string) =>
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
    '--format',
    format,
  )

/** Switches a device of this name on; its memory is kept from one time to the next. */
const switchOn = (name: string, device: string, ...more: string[]) =>
  bench.run('bench', 'device', '--home', join(bench.home, name), '--device', device, ...more)
const register = (device: string) => bench.run('register', '--template', bench.template, '--device', device)

describe('a device of the bench', () => {
  test.for(['dm2', 'dm1', 'cp'] as const)(
    'with a %s card that the station wrote is managed at the end of its first session',
    async (format) => {
      expect((await write(1, first, format)).code).toBe(0)
      const { code, objects } = await switchOn(format, first, '--reader', reader(1))
      expect(objects).toMatchObject([
        {
          outcome: 'PASS',
          tried: [{ way: 'smartcard', result: 'account for dms.bench.example' }],
          accounts: [{ serverId: 'dms.bench.example', name: 'Training bench, met' }],
          session: [{ serverId: 'dms.bench.example', result: 'done' }],
        },
      ])
      expect(code).toBe(0)
      const again = await switchOn(format, first, '--reader', reader(1))
      expect(again.objects[0]).not.toHaveProperty('session')
      await bench.run('bench', 'card', '--reader', reader(1), 'remove')
      const gone = await switchOn(format, first, '--reader', reader(1))
      expect([gone.code, gone.objects[0]?.accounts]).toEqual([1, []])
      await bench.run('bench', 'card', '--reader', reader(1), 'insert')
    },
  )

  test('without a card takes what the factory signed, and nothing that somebody changed', async () => {
    const place = join(bench.home, 'bundle')
    await register(second)
    const built = await bench.run(
      'factory',
      'build',
      '--template',
      bench.template,
      '--batch',
      'b',
      '--out',
      place,
      '--device',
      second,
    )
    expect(built.code).toBe(0)
    const good = await switchOn('factory', second, '--factory', place)
    expect(good.objects).toMatchObject([{ outcome: 'PASS', session: [{ result: 'done' }] }])
    expect(good.objects[0]?.tried).toMatchObject([
      { way: 'smartcard' },
      { way: 'factory', result: 'account for dms.bench.example' },
    ])
    rmSync(join(place, 'manifest.p7s'))
    const bad = await switchOn('factory bad', second, '--factory', place)
    expect(bad.objects).toMatchObject([
      { outcome: 'FAIL', tried: [{}, { result: 'refused', why: 'the bundle is not signed' }, {}] },
    ])
  })

  test('without card and factory file asks the bootstrap server, waits while it is away, and is not trusted by it unknown', async () => {
    const device = 'imei:352099001761481'
    const ask = (name: string) => switchOn(name, device, '--bootstrap-url', bootstrapUrl(), '--network', '262-01')
    expect((await ask('unknown')).objects).toMatchObject([
      { outcome: 'FAIL', tried: [{}, {}, { why: 'the server answers 404' }] },
    ])
    await register(device)
    await bench.run('bench', 'server', 'down')
    const away = await ask('asks')
    expect([away.code, away.objects[0]]).toMatchObject([4, { outcome: 'WAIT', wakeAt: expect.any(String) }])
    await bench.run('bench', 'server', 'up')
    expect((await ask('asks')).objects).toMatchObject([{ outcome: 'PASS', session: [{ result: 'done' }] }])
    const stranger = await switchOn('stranger', device, '--bootstrap-url', bootstrapUrl(), '--trust', strangerFile())
    expect(stranger.objects).toMatchObject([{ outcome: 'FAIL', tried: [{}, {}, { result: 'refused' }] }])
  })

  test('takes a push with its PIN, and none without', async () => {
    const device = 'imei:493005100592800'
    const [pin, file] = [join(bench.home, 'pin.txt'), join(bench.home, 'push.txt')]
    writeFileSync(pin, '4711\n', { mode: 0o600 })
    await register(device)
    await bench.run(
      'message',
      'push',
      '--template',
      bench.template,
      '--device',
      device,
      '--format',
      'dm1',
      '--sec',
      'userpin',
      '--pin-file',
      pin,
      '--out',
      file,
    )
    const taken = await switchOn('push', device, '--push', file, '--pin-file', pin)
    expect(taken.objects).toMatchObject([{ outcome: 'PASS', session: [{ result: 'done' }] }])
    expect((await switchOn('no pin', device, '--push', file)).objects).toMatchObject([
      { outcome: 'FAIL', accounts: [] },
    ])
    const off = await switchOn('no push', device, '--push', file, '--pin-file', pin, '--policy', 'no-push')
    expect(off.objects).toMatchObject([{ outcome: 'FAIL', accounts: [] }])
  })

  test('that stays on takes a card that is put in later, and lets go of one that is taken out', async () => {
    expect((await write(3, first, 'dm2')).code).toBe(0)
    await bench.run('bench', 'card', '--reader', reader(3), 'remove')
    const staying = bench.start(
      ...['bench', 'device', '--home', join(bench.home, 'stays'), '--device', first, '--reader', reader(3), '--stay'],
    )
    const seen: unknown[] = []
    const lines = createInterface({ input: staying.child.stdout ?? expect.fail('no stdout') })
    for await (const line of lines) {
      const { outcome, accounts } = JSON.parse(line)
      seen.push([outcome, accounts.length])
      const next = ['insert', 'remove'][seen.length - 1]
      if (next === undefined) break
      await bench.run('bench', 'card', '--reader', reader(3), next)
    }
    staying.child.kill('SIGTERM')
    expect(seen).toEqual([
      ['FAIL', 0],
      ['PASS', 1],
      ['FAIL', 0],
    ])
    expect((await staying.ended).code).toBe(1)
    await bench.run('bench', 'card', '--reader', reader(3), 'insert')
  })

  test('waits for the PIN of its card', async () => {
    await bench.run('bench', 'card', '--reader', reader(2), 'swap', '--kind', 'pin')
    const locked = await switchOn('locked', first, '--reader', reader(2), '--bootstrap-url', bootstrapUrl())
    expect([locked.code, locked.objects[0]]).toMatchObject([
      4,
      { outcome: 'WAIT', tried: [{ way: 'smartcard', result: 'waits' }] },
    ])
  })
})

test('a card is rehearsed with its first session, and without a card the next way', async () => {
  await write(3, first, 'dm2')
  const session = ['--device', first, '--bootstrap-url', bootstrapUrl(), '--session']
  const card = await bench.run('card', 'rehearse', '--reader', reader(3), ...session)
  expect(card.objects).toMatchObject([
    { outcome: 'PASS', tried: [{ way: 'smartcard' }], session: [{ result: 'done' }] },
  ])
  expect(card.stderr).toContain('A session is real')
  await bench.run('bench', 'card', '--reader', reader(3), 'remove')
  const server = await bench.run(
    'card',
    'rehearse',
    '--reader',
    reader(3),
    '--device',
    first,
    '--bootstrap-url',
    bootstrapUrl(),
  )
  expect(server.objects[0]).toMatchObject({
    outcome: 'PASS',
    tried: [{}, { result: 'not given' }, { way: 'server', result: 'account for dms.bench.example' }],
  })
  expect(server.objects[0]).not.toHaveProperty('session')
})

test.for([
  [['bench', 'device', '--device', first]],
  [['bench', 'device', '--home', '/tmp', '--device', 'imei:1']],
  [['bench', 'device', '--home', '/tmp', '--device', first, '--policy', 'no-radio']],
  [['bench', 'device', '--home', '/tmp', '--device', first, '--network', '26201']],
  [['bench', 'device', '--home', '/tmp', '--device', first, '--push', '/nonexistent']],
  [['card', 'rehearse', '--reader', '1', '--session']],
])('%j is wrong usage', async ([args]) => expect((await bench.run(...(args ?? []))).code).toBe(2))

/** An authority that did not issue the server's certificate: the server's own certificate will do. */
const strangerFile = (): string => bench.server.ca.replace('ca.pem', 'station.pem')
