// The bootstrap of a device: smartcard, else factory, else a request to the bootstrap server; and what comes over the air.
// OMA DM Protocol 2.0, 8; OMA DM Bootstrap 1.2, 5. Pure: events in, what is to be done out.

import { accountsIn, type Stored } from '../message/apply'
import { serverIdOf } from '../message/keys'
import { secret } from '../secret'
import type { Standing } from '../session/dm2/tree'
import type { BootstrapAnswer } from './bootstrap-request'
import type { DeviceMemory } from './memory'
import type { CardReading, FactoryReading } from './readings'
import { takeAnswer, takeFactory } from './take'
import { type Taken, takeCard } from './take-card'
import { type Delivered, takeDelivered } from './take-delivered'
import { type PushContext, takePush } from './take-push'
import { accountsOf, notGiven, notNeeded, switchedOff, type Tried, type Way, waits } from './tried'

/** Why a session is opened; undefined where it is the end of a bootstrap (DM 2.0, 8). */
export type SessionCause = { readonly notificationId: number | undefined } | { readonly sessionId: string } | undefined

/** What a session made of a device; DM 1.2 tells it nothing for later. */
export type Made = { readonly objects: readonly Stored[]; readonly standing?: readonly Standing[] }

export type DeviceEvent =
  | { readonly is: 'switched-on' }
  /** An answer to `read-card`; or a card that was put in, taken out, or whose user gave the PIN. */
  | { readonly is: 'card'; readonly reading: CardReading }
  | { readonly is: 'factory'; readonly reading: FactoryReading }
  | { readonly is: 'answered'; readonly answer: BootstrapAnswer }
  | { readonly is: 'pushed'; readonly pdu: Uint8Array }
  /** Brought by a server that the device trusts as far as its certificate goes. */
  | ({ readonly is: 'delivered' } & Delivered)
  | { readonly is: 'woken' }
  /** What a session made of the device's objects so far. */
  | { readonly is: 'kept'; readonly serverId: string; readonly made: Made }
  | { readonly is: 'session-ended'; readonly serverId: string; readonly isGood: boolean }

export type DeviceEffect =
  | { readonly do: 'read-card' }
  | { readonly do: 'read-factory' }
  | { readonly do: 'request'; readonly url: string }
  | { readonly do: 'wake'; readonly atMs: number }
  | { readonly do: 'open-session'; readonly serverId: string; readonly cause: SessionCause }

/**
 * `card`, `factory` and `server` wait for an answer; `locked` for the card's user; `ready` has an account; `idle` has none
 * and nothing left to try.
 */
export type Stage = 'off' | 'card' | 'locked' | 'factory' | 'server' | 'ready' | 'idle'

export type Device = { readonly memory: DeviceMemory; readonly stage: Stage; readonly tried: readonly Tried[] }

export type DeviceContext = PushContext & {
  /** Ways that are not switched off. */
  readonly allowed: readonly Way[]
  /** Where to ask for a bootstrap, known from the factory: a ServerURI. */
  readonly bootstrapUrl?: string | undefined
  readonly chance: () => number
}

export type Step = { readonly device: Device; readonly effects: readonly DeviceEffect[] }

export const switchedOffDevice = (memory: DeviceMemory): Device => ({ memory, stage: 'off', tried: [] })

export function step(device: Device, event: DeviceEvent, context: DeviceContext): Step {
  if (event.is === 'switched-on') return cardStep({ ...device, tried: [] }, context)
  if (device.stage === 'off') return still(device)
  switch (event.is) {
    case 'card':
      return cardFound(device, event.reading, context)
    case 'factory':
      return device.stage === 'factory'
        ? afterFactory(told(device, takeFactory(device.memory, event.reading, context)), context)
        : still(device)
    case 'answered':
      return device.stage === 'server' ? answered(device, event.answer, context) : still(device)
    case 'pushed':
      return pushed(device, event.pdu, context)
    case 'delivered':
      return delivered(device, event, context)
    case 'woken':
      return device.stage === 'idle' ? serverStep({ ...device, tried: [] }, context) : still(device)
    case 'kept':
      return still(kept(device, event.serverId, event.made))
    case 'session-ended':
      return still({ ...device, memory: heardBy(device.memory, event.serverId, event.isGood) })
  }
}

const still = (device: Device): Step => ({ device, effects: [] })
const told = (device: Device, { memory, tried }: Taken): Device => ({
  ...device,
  memory,
  tried: [...device.tried, tried],
})
const tells = (device: Device, tried: Tried): Device => ({ ...device, tried: [...device.tried, tried] })
const waiting = (device: Device, stage: Stage, ...effects: readonly DeviceEffect[]): Step => ({
  device: { ...device, stage },
  effects,
})

/** A server whose card has gone meanwhile has nothing to keep. */
const kept = (device: Device, serverId: string, { objects, standing = device.memory.standing }: Made): Device =>
  givenTo(device, serverId) === undefined
    ? device
    : { ...device, memory: { ...device.memory, objects: secret(objects), standing } }

/** A server that the end of a bootstrap did not reach hears of it at the next switch-on. */
const heardBy = (memory: DeviceMemory, serverId: string, isGood: boolean): DeviceMemory =>
  isGood ? { ...memory, owed: memory.owed.filter((id) => id !== serverId) } : memory

function cardStep(device: Device, context: DeviceContext): Step {
  if (context.allowed.includes('smartcard')) return waiting(device, 'card', { do: 'read-card' })
  return factoryStep(tells(device, switchedOff('smartcard')), context)
}

/** Nothing else is tried before the card's user has shown who they are. */
function cardFound(device: Device, reading: CardReading, context: DeviceContext): Step {
  if (!context.allowed.includes('smartcard')) return still(device)
  const isBegun = device.stage === 'card' || device.stage === 'locked'
  const next = told(isBegun ? { ...device, tried: [] } : device, takeCard(device.memory, reading, context.hash))
  if (reading.is === 'locked') return isBegun ? waiting(next, 'locked') : still(next)
  if (hasAccountOf(next, 'smartcard')) return ready(next, device)
  // A card that went took its accounts along: the device looks for others again.
  const isBereft = device.stage === 'ready' && !hasAccount(next)
  return isBegun || isBereft ? factoryStep(next, context) : still(next)
}

function factoryStep(device: Device, context: DeviceContext): Step {
  if (context.allowed.includes('factory')) return waiting(device, 'factory', { do: 'read-factory' })
  return afterFactory(tells(device, switchedOff('factory')), context)
}

function afterFactory(device: Device, context: DeviceContext): Step {
  if (hasAccountOf(device, 'factory')) return ready(device)
  if (hasAccount(device)) return ready(tells(device, notNeeded('server')))
  return serverStep(device, context)
}

function serverStep(device: Device, { allowed, bootstrapUrl, nowMs }: DeviceContext): Step {
  const idle = (tried: Tried, ...effects: readonly DeviceEffect[]) => waiting(tells(device, tried), 'idle', ...effects)
  const { request } = device.memory
  if (!allowed.includes('server')) return idle(switchedOff('server'))
  if (bootstrapUrl === undefined) return idle(notGiven('server'))
  if (request.is === 'stopped' && request.url === bootstrapUrl)
    return idle({ way: 'server', result: 'not asked again', why: request.why })
  if (request.is === 'later' && request.by === 'server' && request.atMs > nowMs)
    return idle(waits('server', 'the server is asked again later'), { do: 'wake', atMs: request.atMs })
  return waiting(device, 'server', { do: 'request', url: bootstrapUrl })
}

function answered(device: Device, answer: BootstrapAnswer, context: DeviceContext): Step {
  const next = told(device, takeAnswer(device.memory, answer, { ...context, url: context.bootstrapUrl ?? '' }))
  if (hasAccount(next)) return ready(next)
  const { request } = next.memory
  return request.is === 'later' ? waiting(next, 'idle', { do: 'wake', atMs: request.atMs }) : waiting(next, 'idle')
}

/** Before any bootstrap no server is known, so that only a bootstrap is taken; and only if it proves where it is from. */
function pushed(device: Device, pdu: Uint8Array, context: DeviceContext): Step {
  if (!context.allowed.includes('push')) return still(tells(device, switchedOff('push')))
  const taken = takePush(device.memory, pdu, context)
  const next = told(device, taken)
  if (taken.notified) {
    const { serverId, by } = taken.notified
    return { device: next, effects: [{ do: 'open-session', serverId, cause: by }] }
  }
  return hasAccount(next) && taken.memory !== device.memory ? ready(next, device) : still(next)
}

function delivered(device: Device, brought: Delivered, context: DeviceContext): Step {
  if (!context.allowed.includes('push')) return still(tells(device, switchedOff('push')))
  const next = told(device, takeDelivered(device.memory, brought, context))
  return hasAccount(next) && next.memory !== device.memory ? ready(next, device) : still(next)
}

/** Every server that is owed word gets a session, in order; one that was told of before, only if its account is another. */
function ready(device: Device, before: Device = { ...device, stage: 'off' }): Step {
  const isKnown = (serverId: string): boolean =>
    before.stage === 'ready' &&
    before.memory.owed.includes(serverId) &&
    givenTo(before, serverId) === givenTo(device, serverId)
  const due = device.memory.owed.filter((serverId) => !isKnown(serverId))
  return waiting(
    device,
    'ready',
    ...due.map((serverId) => ({ do: 'open-session', serverId, cause: undefined }) as const),
  )
}

/** What the bootstrap said of a server's account. */
const givenTo = ({ memory }: Device, serverId: string) =>
  memory.objects.reveal().find((stored) => serverIdOf(stored) === serverId)?.given

const hasAccount = ({ memory }: Device): boolean => accountsIn(memory.objects).length > 0
const hasAccountOf = ({ memory }: Device, source: 'smartcard' | 'factory'): boolean =>
  accountsOf(memory.objects, source).length > 0
