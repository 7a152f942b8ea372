// What a device does with a message from the factory, from the bootstrap server or over the air.
import { Failed } from '../failure'
import type { Source } from '../message/apply'
import type { BootstrapAnswer } from './bootstrap-request'
import { dayMs } from './bootstrap-request'
import { installed } from './install'
import type { DeviceMemory, RequestMemory } from './memory'
import { messageFor } from './message-for'
import type { FactoryReading } from './readings'
import { reasonOf } from './reason'
import type { HashText, Taken } from './take-card'
import { accountFor, accountsOf, notGiven, nothing, refusal, type Tried, type Way, waits } from './tried'

export type TakeContext = { readonly devId: string; readonly hash: HashText }

export function takeFactory(memory: DeviceMemory, reading: FactoryReading, context: TakeContext): Taken {
  switch (reading.is) {
    case 'not-given':
      return { memory, tried: notGiven('factory') }
    case 'absent':
      return { memory, tried: nothing('factory', 'there is no file for this device') }
    case 'untrusted':
      return { memory, tried: refusal('factory', reading.why) }
    case 'unreadable':
      return { memory, tried: nothing('factory', reading.why) }
    case 'read': {
      const sha256 = context.hash(reading.bytes)
      // Applying the same again would undo what servers changed since.
      if (memory.factory === sha256) return { memory, tried: accountsFrom(memory, 'factory', 'factory') }
      const taken = takeMessage(memory, 'factory', reading.bytes, context)
      return taken.memory === memory ? taken : { ...taken, memory: { ...taken.memory, factory: sha256 } }
    }
  }
}

/** All of a message, or nothing of it: one that is not for this device is refused, one that cannot be read does nothing. */
export function takeMessage(memory: DeviceMemory, way: Way, bytes: Uint8Array, { devId }: TakeContext): Taken {
  try {
    const read = messageFor(devId, bytes)
    if (read.is === 'for-another') return { memory, tried: refusal(way, `it is for another device, ${read.devId}`) }
    const { objects, accounts } = read.message
    if (accounts.length === 0) return { memory, tried: nothing(way, 'there is no DM account in it') }
    const source: Source = way === 'smartcard' || way === 'factory' ? way : 'server'
    const next = installed(memory, source, { objects })
    return {
      memory: next,
      tried: accountFor(
        way,
        accounts.map(({ id }) => ({ serverId: id })),
      ),
    }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { memory, tried: nothing(way, reasonOf(error.failure)) }
  }
}

const accountsFrom = ({ objects }: DeviceMemory, way: Way, source: Source): Tried => {
  const accounts = accountsOf(objects, source)
  return accounts.length > 0 ? accountFor(way, accounts) : nothing(way, 'what it gave is gone')
}

export type AskedContext = TakeContext & {
  readonly url: string
  readonly nowMs: number
  /** From 0 to 1, so that devices that failed together do not come back together. */
  readonly chance: () => number
}

const firstWaitMs = 60 * 60 * 1000

export function takeAnswer(memory: DeviceMemory, answer: BootstrapAnswer, context: AskedContext): Taken {
  switch (answer.is) {
    case 'read': {
      const taken = takeMessage(memory, 'server', answer.bytes, context)
      if (taken.memory !== memory) return { ...taken, memory: { ...taken.memory, request: { is: 'due' } } }
      return { memory: { ...memory, request: stopped(context.url, taken.tried.why ?? '') }, tried: taken.tried }
    }
    case 'none':
      return { memory: { ...memory, request: { is: 'due' } }, tried: nothing('server', answer.why) }
    case 'later':
      return {
        memory: { ...memory, request: later(memory.request, answer.afterMs, context) },
        tried: waits('server', answer.why),
      }
    case 'stop':
      return { memory: { ...memory, request: stopped(context.url, answer.why) }, tried: refusal('server', answer.why) }
  }
}

const stopped = (url: string, why: string): RequestMemory => ({ is: 'stopped', url, why })

/** An hour, and twice as long each time up to a day, a tenth more or less; or as long as the server says. */
function later(before: RequestMemory, afterMs: number | undefined, { nowMs, chance }: AskedContext): RequestMemory {
  const waitMs = before.is === 'later' ? Math.min(before.waitMs * 2, dayMs) : firstWaitMs
  const spread = waitMs * (0.9 + 0.2 * chance())
  const by = afterMs === undefined ? 'device' : 'server'
  return { is: 'later', waitMs, atMs: nowMs + Math.round(afterMs ?? spread), by }
}
