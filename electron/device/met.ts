// What was on a card before it was changed: whom a device would have obeyed, and which device that was.
import { Failed } from '../../shared/failure'
import { type DeviceId, parseDevice } from '../../shared/identity/device'
import type { Account } from '../../shared/job'
import { type ReadMessage, readMessage } from '../../shared/message/message'
import { accountsFrom } from './rehearse'

export type Met = { readonly accounts: Account[]; readonly device?: DeviceId | undefined }

/** Of the messages on one card. What does not read gives a device nothing, and names none. */
export function metIn(messages: readonly Uint8Array[]): Met {
  const read = messages.flatMap((bytes) => attempted(() => readMessage(bytes)) ?? [])
  return { accounts: accountsFrom(read.flatMap(({ objects }) => objects.reveal())), device: deviceNamedIn(read) }
}

/** The device that its accounts sign in as, where that is one and the name is an identity: `IMEI:490154203237518`. */
export function deviceNamedIn(read: readonly Pick<ReadMessage, 'accounts'>[]): DeviceId | undefined {
  const names = read.flatMap(({ accounts }) => accounts.flatMap(({ client }) => client?.name ?? []))
  const [device, ...others] = new Set(names.flatMap((name) => attempted(() => parseDevice(name)) ?? []))
  return others.length === 0 ? device : undefined
}

function attempted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}
