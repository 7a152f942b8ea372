// A bootstrap that a server brings itself, over TLS with its certificate shown: OMA DM Protocol 2.0, 8.4.
import { Failed } from '../failure'
import { foreignIn } from '../message/sender'
import type { DeviceMemory } from './memory'
import { reasonOf } from './reason'
import { type TakeContext, takeMessage } from './take'
import type { Taken } from './take-card'
import { nothing, refusal } from './tried'

/** `hosts` are the names in the certificate of who brought it: it may give accounts of these servers only. */
export type Delivered = { readonly message: Uint8Array; readonly hosts: readonly string[] }

export function takeDelivered(memory: DeviceMemory, { message, hosts }: Delivered, context: TakeContext): Taken {
  try {
    const [foreign] = foreignIn(message, hosts)
    if (foreign === undefined) return takeMessage(memory, 'push', message, context)
    return { memory, tried: refusal('push', `whoever sent it is not ${foreign}`) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { memory, tried: nothing('push', reasonOf(error.failure)) }
  }
}
