// Devices that the bench's DM Server comes to, each a command of its own: one that listens by TLS, and a phone.
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Bench, startBench } from '../../../electron/bench/bench'
import { startTrainingServer } from '../../../electron/bench/training-server'
import { benchDevice } from '../../../electron/cli/bench-device'
import { pathsOf } from '../../../electron/home'
import { createDmServerClient } from '../../../electron/server/client'
import { readSettings } from '../../../electron/settings/settings'
import { givePki } from '../../support/pki'
import { freshDir, freshImei } from '../server/support'

const home = join(freshDir(), 'home')
const held: { bench?: Bench } = {}
beforeAll(async () => {
  givePki(pathsOf(home).bench)
  const server = () => startTrainingServer({ dir: pathsOf(home).bench, now: Date.now, log: () => undefined })
  held.bench = await startBench({ home, readers: 1, server, pcscd: 'never' })
  return () => held.bench?.close()
}, 60_000)

type Told = { readonly listening?: string; readonly phone?: string; readonly session?: unknown }

/** Switches a device on; what it tells comes one after the other, and nothing more once it is switched off. */
function switchedOn(imei: string, values: Readonly<Record<string, string>>) {
  const [off, told] = [new AbortController(), [] as Told[]]
  const waiting = new Set<() => void>()
  const silent = () => undefined
  const io = {
    ...{ home, isJson: true, print: silent, say: silent, answer: silent, signal: off.signal },
    out: (object: unknown) => {
      told.push(object as Told)
      for (const look of waiting) look()
    },
  }
  const device = { device: `imei:${imei}`, home: join(freshDir(), 'device') }
  const code = benchDevice.run({ values: { ...device, ...values }, positionals: [] }, io)
  const until = (isIt: (one: Told) => boolean): Promise<Told> =>
    new Promise((resolve) => {
      const look = () => {
        const found = told.find(isIt)
        if (found) resolve(found)
      }
      waiting.add(look)
      look()
    })
  return {
    until,
    off: () => {
      off.abort()
      return code
    },
  }
}

async function register(imei: string, reach: { readonly tls?: string; readonly msisdn?: string }): Promise<void> {
  const client = createDmServerClient(readSettings(home).bench?.server ?? expect.fail('no bench'))
  const identities = [{ type: 'imei', value: imei }]
  await client.register({ identities, expectedDevId: `IMEI:${imei}`, source: 'pos', reach }, `reach ${imei}`)
  client.close()
}

test('a device that listens gets its bootstrap, and has its first session', async () => {
  const imei = freshImei()
  const { until, off } = switchedOn(imei, { listen: '0' })
  const { listening } = await until((one) => one.listening !== undefined)
  await register(imei, { tls: listening ?? '' })
  expect((await until((one) => one.session !== undefined)).session).toMatchObject([{ result: 'done' }])
  expect(await off()).toBe(0)
}, 30_000)

test('a phone gets its bootstrap as short messages, and has its first session', async () => {
  const [imei, phone] = [freshImei(), '+999010000000042']
  const { until, off } = switchedOn(imei, { phone })
  await until((one) => one.phone !== undefined)
  await register(imei, { msisdn: phone })
  expect((await until((one) => one.session !== undefined)).session).toMatchObject([{ result: 'done' }])
  expect(await off()).toBe(0)
}, 30_000)

test('a device is reached one way', async () => {
  const both = switchedOn(freshImei(), { listen: '0', phone: '+999010000000043' })
  await expect(both.off()).rejects.toMatchObject({ failure: { code: 'request.invalid', path: 'phone' } })
})
