import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { optionsOfKind } from '../../../electron/bench/kinds'
import type { CardOptions } from '../../../electron/bench/uicc/options'
import { benchScp03 } from '../../../electron/bench/uicc/scp03'
import { readAsDevice } from '../../../electron/device/card'
import { createReaders } from '../../../electron/reader/readers'
import { createStayTries } from '../../../electron/reader/stay-tries'
import { hex } from '../../../shared/bytes'
import { parseDevice } from '../../../shared/identity/device'
import { Preparation } from '../../../shared/preparation'
import { secret } from '../../../shared/secret'
import type { TestCard } from '../../support/card'
import { admKey, createTestHome, openTestStation, testCard } from '../../support/station'
import { createTestDriver } from '../../support/test-driver'

const homes: string[] = []
afterAll(() => {
  for (const made of homes) rmSync(made, { recursive: true })
})
const order = { device: parseDevice('imei:490154203237518'), template: 'training', reader: 'R1', variables: {} }
const key = hex(benchScp03.enc)

/** A station with a key file that has these SCP03 keys for the card, or none. */
function stationFor(card: TestCard, scp03: string | undefined) {
  const home = createTestHome()
  homes.push(home)
  const path = join(home, 'keys.csv')
  const rows =
    scp03 === undefined
      ? ['ICCID,ADM1', `${card.iccid()},${admKey}`]
      : ['ICCID,ADM1,SCP03_KVN_READ,SCP03_ENC_READ,SCP03_MAC_READ', `${card.iccid()},${admKey},30,${scp03},${scp03}`]
  writeFileSync(path, `${rows.join('\n')}\n`, { mode: 0o600 })
  const cardKeys = { from: 'table', path, adm: 'ADM1', form: 'ascii' } as const
  return { home, ...openTestStation({ home, cards: { R1: card }, cardKeys }) }
}

const kinds: Readonly<Record<string, CardOptions>> = {
  'on T=1': {},
  'on T=0': { protocol: 'T=0' },
  'without logical channels': { lastChannel: 0 },
  'with challenges from a counter': { scp03: { ...benchScp03, i: 0x70 } },
  'of S16': { scp03: { ...benchScp03, i: 0x61 } },
  'that is short': { lengths: 'short' },
}

describe.each(Object.entries(kinds))('a card %s that is read and written in a secure channel only', (_, options) => {
  test('is written, verified and rehearsed through it, and nothing of it goes in the clear', async () => {
    const card = testCard({ ...optionsOfKind('scp03'), ...options })
    const { ask, station, settled } = stationFor(card, key)
    const record = await settled(await ask.job.start(order))
    expect(record).toMatchObject({ outcome: 'OWED', accounts: [{ serverId: 'dms.bench.example' }] })
    const log = card.dump().log.map(({ c, r }) => `${c} ${r}`)
    expect(log.join()).not.toContain(hex(new TextEncoder().encode(admKey)))
    expect(log.join()).not.toContain(hex(new TextEncoder().encode('dms.bench')))
    expect(card.dump().tries).toEqual({ pin1: 3, adm1: 3, scp03: 3 })
    const rehearsal = await ask.card.rehearse({ reader: 'R1' })
    expect(rehearsal).toMatchObject({ outcome: 'PASS', accounts: [{ serverId: 'dms.bench.example' }] })
    const report = await ask.card.inspect({ reader: 'R1' })
    expect(report.bootstrap).toMatchObject([{ format: 'dm2', servers: [{ serverId: 'dms.bench.example' }] }])
    const again = await settled(await ask.job.start(order))
    expect(again).toMatchObject({ outcome: 'OWED' })
    await station.close()
  })
})

describe('a card that is administered in a secure channel only', () => {
  test.each([
    ['has its file enlarged', { pkcs15: { rules: 'secure updates', bootstrapSizeBytes: 128 } }],
    ['has files made beside those of others', { pkcs15: { rules: 'secure updates', foreign: 'alone' } }],
    ['that reads there only has its file enlarged', { pkcs15: { rules: 'secure channel', bootstrapSizeBytes: 128 } }],
  ] as const)('%s, and is written', async (_, options) => {
    const card = testCard({ ...options, scp03: benchScp03 })
    const { ask, station, settled } = stationFor(card, key)
    const preparation = Preparation.parse({ sizeBytes: 2048 })
    expect(await settled(await ask.card.prepare({ reader: 'R1', preparation }))).toMatchObject({ outcome: 'PASS' })
    expect(card.dump().log.filter(({ c }) => /^[08]0(E0|D4|D6|20..0A08)/.test(c))).toEqual([])
    expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
    expect(card.dump().tries).toMatchObject({ adm1: 3, scp03: 3 })
    await station.close()
  })

  test('is not touched without those keys', async () => {
    const card = testCard({ pkcs15: { rules: 'secure updates', bootstrapSizeBytes: 128 }, scp03: benchScp03 })
    const { ask, station, settled } = stationFor(card, undefined)
    const preparation = Preparation.parse({ sizeBytes: 2048 })
    const record = await settled(await ask.card.prepare({ reader: 'R1', preparation }))
    expect(record).toMatchObject({ failure: { code: 'card.needs-secure-channel', path: '6421' }, torn: false })
    expect(card.dump().log.some(({ c }) => c.startsWith('0020000A08'))).toBe(false)
    await station.close()
  })
})

describe('without its read keys', () => {
  test('the story is that only a device with them could read the card', async () => {
    const card = testCard(optionsOfKind('scp03'))
    const { ask, station, settled } = stationFor(card, undefined)
    const { outcome, tried } = await ask.card.rehearse({ reader: 'R1' })
    expect(outcome).toBe('FAIL')
    expect(tried[0]?.why).toContain('only a device with the read keys of this card could read it')
    expect((await ask.card.inspect({ reader: 'R1' })).story.join(' ')).toContain('only a device with the read keys')
    expect(await settled(await ask.job.start(order))).toMatchObject({
      outcome: 'FAIL',
      failure: { code: 'card.needs-secure-channel' },
    })
    expect(card.dump().log.filter(({ c }) => /^0[04](20..0A08|D6)/.test(c))).toEqual([])
    expect(card.dump().tries).toEqual({ pin1: 3, adm1: 3, scp03: 3 })
    await station.close()
  })
})

test('with wrong read keys nothing is tried twice, and no counter goes down', async () => {
  const card = testCard(optionsOfKind('scp03'))
  const { ask, station, settled } = stationFor(card, 'FF'.repeat(16))
  expect(await settled(await ask.job.start(order))).toMatchObject({
    outcome: 'FAIL',
    failure: { code: 'card.channel-refused', why: 'keys' },
  })
  expect(card.dump().log.filter(({ c }) => c.startsWith('8050'))).toHaveLength(1)
  expect(card.dump().tries).toEqual({ pin1: 3, adm1: 3, scp03: 3 })
  await station.close()
})

test('a card that everybody reads and only a secure channel writes is gone into before its key is shown', async () => {
  const card = testCard({ ...optionsOfKind('scp03'), pkcs15: { rules: 'secure updates' } })
  const { ask, station, settled } = stationFor(card, key)
  expect(await settled(await ask.job.start(order))).toMatchObject({ outcome: 'OWED' })
  const log = card.dump().log.map(({ c }) => c)
  expect(log.filter((c) => /^00(D6|20..0A08)/.test(c))).toEqual([])
  expect(log.some((c) => c.startsWith('04D6'))).toBe(true)
  expect(log.some((c) => /^0[01]B0/.test(c))).toBe(true)
  await station.close()
})

test('read keys are zeroed once a session has its own', async () => {
  const card = testCard(optionsOfKind('scp03'))
  const bytes = [benchScp03.enc.slice(), benchScp03.mac.slice()] as const
  const keys = { scp03Of: async () => ({ version: 0x30, enc: secret(bytes[0]), mac: secret(bytes[1]) }) }
  const readers = createReaders({ driver: createTestDriver({ R1: card }), keys, triesKept: createStayTries() })
  const files = await readers.withCard('R1', ({ channel }) => readAsDevice(channel))
  expect(files).toHaveLength(1)
  expect(bytes.flatMap((key) => [...key])).toEqual(new Array(32).fill(0))
})

test('the trace has what was inside, and no key and no message', async () => {
  const card = testCard(optionsOfKind('scp03'))
  const { ask, home, station, settled } = stationFor(card, key)
  const { job } = await settled(await ask.job.start(order))
  const lines = await ask.job.trace({ job })
  expect(lines.filter(({ trace }) => trace === 'inside').length).toBeGreaterThan(10)
  const [name = ''] = readdirSync(join(home, 'traces'))
  const text = readFileSync(join(home, 'traces', name), 'utf8')
  for (const secret of [admKey, key, hex(new TextEncoder().encode(admKey)), hex(new TextEncoder().encode('dms.bench'))])
    expect(text).not.toContain(secret)
  await station.close()
})
