// What stands around a simulated device, from the words of a command line.
import { createHash, randomBytes } from 'node:crypto'
import { toBase64 } from '../../shared/base64'
import type { OwnAccount } from '../../shared/device/kept-accounts'
import type { DeviceMemory } from '../../shared/device/memory'
import type { DeviceContext } from '../../shared/device/sequence'
import { type Way, ways } from '../../shared/device/tried'
import { type DeviceId, devIdOf, parseDevice } from '../../shared/identity/device'
import { secret } from '../../shared/secret'
import type { UriValues } from '../../shared/session/dm2/server-uri'
import { utf8 } from '../../shared/utf8'
import { readFactory } from '../desk/factory-reading'
import type { DevicePorts, DeviceSettings } from '../device/run'
import { readCertificates } from '../factory/certificates'
import { deriveFrom, sha256 } from '../hash'
import { createHttps, type Identity, identityOf } from '../https'
import { bootstrapKeyName, type SharedKey } from '../psk'
import { hmacSha1, md5, sha256Bytes } from '../push-mac'
import { readBatchKey, readSettings, type Settings } from '../settings/settings'
import { readText } from '../whole-file'
import { type Io, needed, text, usage, type Values } from './command'
import { network, pinOf, securityOptions } from './push-security'

const {
  imsi,
  'imsi-file': imsiFile,
  'imsi-as-text': imsiAsText,
  'pin-file': pinFile,
  'pin-env': pinEnv,
} = securityOptions

export const worldOptions = {
  device: { type: 'string' },
  factory: { type: 'string' },
  'bootstrap-url': { type: 'string' },
  trust: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  network: { type: 'string' },
  policy: { type: 'string' },
  psk: { type: 'boolean' },
} as const
export const pushOptions = {
  'code-file': { type: 'string' },
  imsi,
  'imsi-file': imsiFile,
  'imsi-as-text': imsiAsText,
  'pin-file': pinFile,
  'pin-env': pinEnv,
} as const

export const worldUsage =
  '[--factory DIR] [--bootstrap-url URL] [--trust CA.pem] [--cert F --key F | --psk] [--network MCC-MNC] [--policy no-smartcard,no-factory,no-server,no-push]'

export type World = {
  readonly device: DeviceId
  readonly context: () => DeviceContext
  readonly settings: DeviceSettings
  readonly ports: Omit<DevicePorts, 'readCard'>
  readonly close: () => void
}

export type WorldOrder = {
  readonly values: Values
  readonly io: Pick<Io, 'home'>
  readonly sessions: DeviceSettings['sessions']
  readonly remember: (memory: DeviceMemory) => void
}

const hash = (name: string) => (bytes: Uint8Array) => createHash(name).update(bytes).digest()

/** A running bench is the world of its devices, unless another is named. */
export function worldOf({ values, io, sessions, remember }: WorldOrder): World {
  const device = parseDevice(needed(values, 'device'))
  const devId = devIdOf(device)
  const settings = readSettings(io.home)
  const identity = identityIn(values)
  const trusted = text(values, 'trust') ?? settings.bench?.server.ca
  const https = createHttps({ ...(trusted !== undefined && { trust: [contentOf(trusted)] }) })
  const folder = text(values, 'factory')
  const allowed = allowedBy(text(values, 'policy'))
  const keys = keysIn(values)
  const requester = requesterOf(settings, device)
  const isKeyed = values.psk === true
  if (isKeyed && identity !== undefined) throw usage('--psk is for a device without a certificate', 'psk')
  return {
    device,
    context: () => ({
      devId,
      allowed,
      bootstrapUrl: text(values, 'bootstrap-url'),
      keys,
      nowMs: Date.now(),
      chance: Math.random,
      hash: sha256,
      hmac: hmacSha1,
      md5,
      sha256: sha256Bytes,
    }),
    settings: {
      info: { devId, maker: 'Bootstation', model: 'Simulated device', language: 'en', firmware: '1' },
      values: { DevID: devId, ...networkIn(values) },
      requester,
      hashes: { MD5: hash('md5'), 'SHA-256': hash('sha256') },
      sessions,
    },
    ports: {
      readFactory: async () => {
        if (folder === undefined) return { is: 'not-given' }
        const anchors = trusted === undefined ? [] : readCertificates(trusted)
        return readFactory({ folder, device, anchors, identity, now: Date.now() })
      },
      exchange: (request, own) =>
        https.exchange(request, isKeyed ? sharedKeyOf(own, requester) : shownBy(own, identity)),
      remember,
      random: (count) => randomBytes(count),
    },
    close: https.close,
  }
}

const shownBy = (own: OwnAccount | undefined, identity: Identity | undefined): Identity | undefined =>
  own?.certificate ? identityOf(own.certificate) : identity

/** A device with keys and nothing else: that of its account, and for all else the one that the factory gave it. */
function sharedKeyOf(own: OwnAccount | undefined, requester: DeviceSettings['requester']): SharedKey {
  const client = own?.account.client
  if (client !== undefined) return { name: client.name, key: client.secret }
  if (requester === undefined || own !== undefined) throw usage('--psk needs an account with a key, or a bench', 'psk')
  return { name: bootstrapKeyName(requester.name), key: requester.secret }
}

/** The bench is the factory of its devices: it gave them what they ask for their bootstrap with. */
function requesterOf({ bench }: Settings, device: DeviceId): DeviceSettings['requester'] {
  if (bench === undefined) return undefined
  return {
    name: devIdOf(device),
    secret: secret(utf8(toBase64(deriveFrom(readBatchKey(bench.batchKey), 'bootstrap', device)))),
  }
}

function allowedBy(policy: string | undefined): readonly Way[] {
  const off = (policy ?? '').split(',').filter((word) => word !== '')
  const strange = off.find((word) => !ways.some((way) => word === `no-${way}`))
  if (strange !== undefined) throw usage(`--policy has ${ways.map((way) => `no-${way}`).join(', ')}`, 'policy')
  return ways.filter((way) => !off.includes(`no-${way}`))
}

function networkIn(values: Values): Partial<UriValues> {
  const named = text(values, 'network')
  if (named === undefined) return {}
  const [, mcc, mnc] = /^(\d{3})-(\d{2,3})$/.exec(named) ?? []
  if (mcc === undefined || mnc === undefined) throw usage('--network is MCC-MNC, as 262-01', 'network')
  return { MCC: mcc, MNC: mnc, CMCC: mcc, CMNC: mnc }
}

function keysIn(values: Values): DeviceContext['keys'] {
  const hasImsi = values.imsi !== undefined || values['imsi-file'] !== undefined
  const hasPin = values['pin-file'] !== undefined || values['pin-env'] !== undefined
  const code = text(values, 'code-file')
  const userCode = code === undefined ? undefined : secret(contentOf(code).trim())
  return {
    imsiForm: 'semi-octets',
    ...(hasImsi && network(values)),
    ...(hasPin && { pin: pinOf(values) }),
    ...(userCode && { userCode }),
  }
}

function identityIn(values: Values): Identity | undefined {
  const [cert, key] = [text(values, 'cert'), text(values, 'key')]
  if (cert === undefined && key === undefined) return undefined
  return { cert: contentOf(needed(values, 'cert')), key: contentOf(needed(values, 'key')) }
}

function contentOf(path: string): string {
  const pem = readText(path)
  if (pem === undefined) throw usage(`there is no file ${path}`)
  return pem
}
