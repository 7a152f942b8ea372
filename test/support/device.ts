// A device whose world is a few values: what is in its card slot, what the factory laid into it, what its server answers.

import { sha256 } from '../../electron/hash'
import { hmacSha1, md5, sha256Bytes } from '../../electron/push-mac'
import { type BootstrapAnswer, requestBootstrap } from '../../shared/device/bootstrap-request'
import { type DeviceMemory, emptyDeviceMemory } from '../../shared/device/memory'
import type { CardReading, FactoryReading } from '../../shared/device/readings'
import {
  type Device,
  type DeviceContext,
  type DeviceEffect,
  type DeviceEvent,
  step,
  switchedOffDevice,
} from '../../shared/device/sequence'
import { ways } from '../../shared/device/tried'
import type { HttpAnswer, HttpRequest } from '../../shared/http/exchange'
import { parseDevice } from '../../shared/identity/device'
import type { ServerAccount } from '../../shared/message/account'
import { accountsIn } from '../../shared/message/apply'
import type { Format } from '../../shared/message/format'
import { composeMessage } from '../../shared/message/message'
import { credential, digest } from './dm1-pair'
import { converse } from './dm2-session'

export const devId = 'IMEI:490154203237518'
export const bootstrapUrl = 'https://bs.example/b?DevID=[DevID]'

export const accountOf = (id: string, name = devId): ServerAccount => ({
  id,
  url: `https://${id}/dm`,
  name: id,
  rights: ['*'],
  client: credential(name, 'secret', 'n0'),
})

export const messageOf = (accounts: readonly ServerAccount[], format: Format = 'dm2'): Uint8Array =>
  composeMessage({ format, device: parseDevice('imei:490154203237518'), accounts, accessPoints: [] })

export const bytesFor = (id: string, format: Format = 'dm2'): Uint8Array => messageOf([accountOf(id)], format)

export const cardWith = (...files: readonly Uint8Array[]): CardReading => ({
  is: 'read',
  iccid: '8949000000000000017',
  files: files.map((bytes) => ({ use: 'dm', bytes })),
})

export type World = {
  readonly card?: CardReading
  readonly factory?: FactoryReading
  /** What the bootstrap server answers to a request; it may throw what a network throws. */
  readonly server?: (request: HttpRequest) => HttpAnswer
}

export const contextOf = (changed: Partial<DeviceContext> = {}): DeviceContext => ({
  devId,
  allowed: ways,
  bootstrapUrl,
  keys: { imsiForm: 'semi-octets' },
  nowMs: 1_000_000,
  chance: () => 0.5,
  hash: sha256,
  hmac: hmacSha1,
  md5,
  sha256: sha256Bytes,
  ...changed,
})

export type Ran = { readonly device: Device; readonly effects: readonly DeviceEffect[] }

/** Gives the device events and lets the world answer what it asks for; the effects are all that it asked for. */
export function runDevice(
  from: DeviceMemory | Device,
  world: World,
  context = contextOf(),
  ...events: readonly DeviceEvent[]
): Ran {
  let device = 'stage' in from ? from : switchedOffDevice(from)
  const effects: DeviceEffect[] = []
  const queue = [...events]
  for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
    const next = step(device, event, context)
    device = next.device
    effects.push(...next.effects)
    queue.push(...next.effects.flatMap((effect) => answerTo(effect, world, context)))
  }
  return { device, effects }
}

function answerTo(effect: DeviceEffect, world: World, context: DeviceContext): readonly DeviceEvent[] {
  switch (effect.do) {
    case 'read-card':
      return [{ is: 'card', reading: world.card ?? { is: 'absent' } }]
    case 'read-factory':
      return [{ is: 'factory', reading: world.factory ?? { is: 'absent' } }]
    case 'request':
      return [{ is: 'answered', answer: answered(effect.url, world, context) }]
    default:
      return []
  }
}

export const answered = (url: string, { server }: World, { nowMs, devId }: DeviceContext): BootstrapAnswer =>
  converse(
    requestBootstrap({ url, values: { DevID: devId }, nowMs }, { who: undefined, first: 'basic', ...digest }),
    server ?? (() => ({ status: 404, headers: {}, body: new Uint8Array() })),
  )

export const switchedOn = (world: World, memory = emptyDeviceMemory, context = contextOf()): Ran =>
  runDevice(memory, world, context, { is: 'switched-on' })

export const serversOf = ({ device }: Ran): readonly string[] =>
  accountsIn(device.memory.objects).map(({ serverId }) => serverId)
export const toldBy = ({ device }: Ran): readonly string[] =>
  device.tried.map(({ way, result, why }) => `${way}: ${result}${why === undefined ? '' : ` (${why})`}`)
export const sessionsOf = ({ effects }: Ran): readonly string[] =>
  effects.flatMap((effect) => (effect.do === 'open-session' ? [effect.serverId] : []))

export const served = (bytes: Uint8Array, type = 'application/dmmo+json'): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': type },
  body: bytes,
})
export const statusOf = (status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers,
  body: new Uint8Array(),
})
