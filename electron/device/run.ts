// A device in the world: what the sequence asks for is done, one after the other, until it asks for nothing more.
import { hex } from '../../shared/bytes'
import { type BootstrapAnswer, requestBootstrap } from '../../shared/device/bootstrap-request'
import type { DeviceInfo } from '../../shared/device/device-info'
import type { OwnAccount } from '../../shared/device/kept-accounts'
import type { DeviceMemory } from '../../shared/device/memory'
import type { CardReading, FactoryReading } from '../../shared/device/readings'
import {
  type Device,
  type DeviceContext,
  type DeviceEffect,
  type DeviceEvent,
  step,
} from '../../shared/device/sequence'
import type { Tried } from '../../shared/device/tried'
import type { HttpAnswer, HttpRequest } from '../../shared/http/exchange'
import type { SignIn } from '../../shared/http/sign-in'
import type { Account } from '../../shared/job'
import type { Credential } from '../../shared/message/account'
import { accountsIn } from '../../shared/message/apply'
import type { UriValues } from '../../shared/session/dm2/server-uri'
import { converse } from './converse'
import { runSession, type SessionTold } from './session'

export type DevicePorts = {
  readonly readCard: () => Promise<CardReading>
  readonly readFactory: () => Promise<FactoryReading>
  /** For a session with one of its servers; without an account, for anything else. */
  readonly exchange: (request: HttpRequest, account?: OwnAccount) => Promise<HttpAnswer>
  /** On disk when it returns. */
  readonly remember: (memory: DeviceMemory) => void
  readonly random: (count: number) => Uint8Array
}

export type DeviceSettings = {
  readonly info: DeviceInfo
  readonly values: UriValues
  /** What the bootstrap server is shown; given at the factory. */
  readonly requester?: Pick<Credential, 'name' | 'secret'> | undefined
  readonly hashes: SignIn['hashes']
  readonly sessions: 'open' | 'skip'
}

export type DeviceTold = {
  readonly device: Device
  readonly tried: readonly Tried[]
  readonly accounts: readonly Account[]
  readonly sessions: readonly SessionTold[]
  /** When the bootstrap server is asked again. */
  readonly wakeAtMs?: number
}

export async function runDevice(
  from: Device,
  events: readonly DeviceEvent[],
  context: () => DeviceContext,
  settings: DeviceSettings,
  ports: DevicePorts,
): Promise<DeviceTold> {
  const sessions: SessionTold[] = []
  const due: DeviceEffect[] = []
  let device = from
  let wakeAtMs: number | undefined
  const take = (event: DeviceEvent): void => {
    const next = step(device, event, context())
    if (next.device.memory !== device.memory) ports.remember(next.device.memory)
    device = next.device
    due.push(...next.effects)
  }
  const perform = async (effect: DeviceEffect): Promise<void> => {
    switch (effect.do) {
      case 'read-card':
        return take({ is: 'card', reading: await ports.readCard() })
      case 'read-factory':
        return take({ is: 'factory', reading: await ports.readFactory() })
      case 'request':
        return take({ is: 'answered', answer: await requested(effect.url, context(), settings, ports) })
      case 'wake':
        wakeAtMs = effect.atMs
        return
      case 'open-session':
        if (settings.sessions === 'skip') return
        sessions.push(await runSession({ ...effect, memory: device.memory }, settings, ports, take))
    }
  }
  for (const event of events) {
    take(event)
    for (let effect = due.shift(); effect !== undefined; effect = due.shift()) await perform(effect)
  }
  const { tried, memory } = device
  return { device, tried, accounts: accountsIn(memory.objects), sessions, ...(wakeAtMs !== undefined && { wakeAtMs }) }
}

const requested = (
  url: string,
  { nowMs }: DeviceContext,
  settings: DeviceSettings,
  ports: DevicePorts,
): Promise<BootstrapAnswer> =>
  converse(
    requestBootstrap(
      { url, values: settings.values, nowMs },
      { who: settings.requester, first: 'basic', hashes: settings.hashes, nonce: () => hex(ports.random(8)) },
    ),
    (request) => ports.exchange(request),
  )
