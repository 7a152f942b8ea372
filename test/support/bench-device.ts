// Devices that meet the bench's DM Server over real TLS.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { benchKeys } from '../../electron/bench/keys'
import { bootstrapCredential, trainingAccounts } from '../../electron/bench/server/dm/accounts'
import type { DmServer } from '../../electron/bench/server/server'
import { writeTraining } from '../../electron/bench/training'
import { type DevicePorts, type DeviceSettings, type DeviceTold, runDevice } from '../../electron/device/run'
import { sha256 } from '../../electron/hash'
import { createHttps, type Https } from '../../electron/https'
import { hmacSha1, md5, sha256Bytes } from '../../electron/push-mac'
import { createDmServerClient } from '../../electron/server/client'
import { readBatchKey } from '../../electron/settings/settings'
import { type DeviceMemory, emptyDeviceMemory } from '../../shared/device/memory'
import { type Device, type DeviceContext, switchedOffDevice } from '../../shared/device/sequence'
import { ways } from '../../shared/device/tried'
import { parseDevice } from '../../shared/identity/device'
import type { ServerAccount } from '../../shared/message/account'
import type { Format } from '../../shared/message/format'
import { composeMessage } from '../../shared/message/message'
import { freshDir, requestFor } from '../electron/server/support'
import { startTestServer } from './dm-server'

export type TestServer = {
  readonly server: DmServer
  readonly dir: string
  readonly https: Https
  /** Makes the device known, as a station does. */
  readonly register: (imei: string) => Promise<void>
  /** Gives it back, as a station does. */
  readonly release: (imei: string) => Promise<void>
  readonly stateOf: (imei: string) => Promise<string | undefined>
  readonly accountOf: (imei: string) => ServerAccount
  /** What a station would write for the device. */
  readonly messageFor: (imei: string, format?: Format, changed?: Partial<ServerAccount>) => Uint8Array
  readonly bootstrapUrl: string
}

/** `bend` changes the text of the template from which the server knows its devices. */
export async function openDmServer(bend: (template: string) => string = (template) => template): Promise<TestServer> {
  const dir = freshDir()
  const { batchKeyFile } = await benchKeys(dir)
  const server = await startTestServer({ dir, now: Date.now })
  await writeTraining(dir, server.url)
  const template = join(dir, 'templates', 'training.json')
  writeFileSync(template, bend(readFileSync(template, 'utf8')))
  const client = createDmServerClient(server)
  const https = createHttps({ trust: [readFileSync(server.ca, 'utf8')] })
  const accounts = trainingAccounts(dir)
  afterAll(async () => {
    client.close()
    https.close()
    await server.close()
  })
  const accountOf = (imei: string): ServerAccount => {
    const account = accounts.accountOf(`IMEI:${imei}`)
    if (account === undefined) throw new Error(`no account for ${imei}, key in ${batchKeyFile}`)
    return account
  }
  return {
    server,
    dir,
    https,
    accountOf,
    register: async (imei) => void (await client.register(requestFor(imei), `register ${imei}`)),
    release: async (imei) => {
      for (const { id } of await client.lookup([{ type: 'imei', value: imei }])) await client.release(id)
    },
    stateOf: async (imei) => (await client.lookup([{ type: 'imei', value: imei }]))[0]?.state,
    messageFor: (imei, format = 'dm2', changed = {}) =>
      composeMessage({
        format,
        device: parseDevice(`imei:${imei}`),
        accounts: [{ ...accountOf(imei), ...changed }],
        accessPoints: [],
      }),
    bootstrapUrl: `${server.url}/bootstrap?DevID=[DevID]&MCC=[MCC]&MNC=[MNC]`,
  }
}

const hash = (name: string) => (bytes: Uint8Array) => createHash(name).update(bytes).digest()
export const hashes = { MD5: hash('md5'), 'SHA-256': hash('sha256') }

export const infoOf = (imei: string) => ({
  devId: `IMEI:${imei}`,
  maker: 'Bench',
  model: 'Device',
  language: 'en',
  firmware: '1',
})

export type DeviceOptions = {
  readonly card?: readonly Uint8Array[]
  readonly factory?: Uint8Array
  readonly bootstrapUrl?: string
  readonly memory?: DeviceMemory | Device
  readonly requester?: DeviceSettings['requester']
  readonly exchange?: DevicePorts['exchange']
  readonly context?: Partial<DeviceContext>
  readonly sessions?: DeviceSettings['sessions']
}

/** Switches a device on that has this card, this factory file and this bootstrap server. */
export function switchOn(
  imei: string,
  { https }: Pick<TestServer, 'https'>,
  options: DeviceOptions,
): Promise<DeviceTold> {
  const { card, factory, bootstrapUrl, memory = emptyDeviceMemory, requester, exchange } = options
  const device = 'stage' in memory ? memory : switchedOffDevice(memory)
  const context = (): DeviceContext => ({
    devId: `IMEI:${imei}`,
    allowed: ways,
    bootstrapUrl,
    keys: { imsiForm: 'semi-octets' },
    nowMs: Date.now(),
    chance: Math.random,
    hash: sha256,
    hmac: hmacSha1,
    md5,
    sha256: sha256Bytes,
    ...options.context,
  })
  const settings = {
    info: infoOf(imei),
    values: { DevID: `IMEI:${imei}` },
    requester,
    hashes,
    sessions: options.sessions ?? 'open',
  } as const
  return runDevice(device, [{ is: 'switched-on' }], context, settings, {
    readCard: async () =>
      card === undefined
        ? { is: 'absent' }
        : { is: 'read', iccid: '8949000000000000017', files: card.map((bytes) => ({ use: 'dm', bytes })) },
    readFactory: async () => (factory === undefined ? { is: 'absent' } : { is: 'read', bytes: factory }),
    exchange: exchange ?? ((request) => https.exchange(request)),
    remember: () => undefined,
    random: (count) => randomBytes(count),
  })
}

/** What a device of this bench was given to ask for its bootstrap with. */
export const requesterOf = ({ dir }: TestServer, imei: string) => {
  const device = parseDevice(`imei:${imei}`)
  return bootstrapCredential(readBatchKey(join(dir, 'batch-key.txt')), device)
}
