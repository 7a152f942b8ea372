import type { Account } from '../job'
import { accountsIn, type DeviceState, type Source } from '../message/apply'
import { serverIdOf } from '../message/keys'
import { secret } from '../secret'

/** The ways of bootstrap, in the order in which a device tries them; a push comes when it comes. */
export const ways = ['smartcard', 'factory', 'server', 'push'] as const
export type Way = (typeof ways)[number]

/** What came of one way: a word or two, and why where that is not plain. */
export type Tried = { readonly way: Way; readonly result: string; readonly why?: string | undefined }

export const nothing = (way: Way, why: string): Tried => ({ way, result: 'nothing', why })
/** It came from whom the device does not trust, or for somebody else. */
export const refusal = (way: Way, why: string): Tried => ({ way, result: 'refused', why })
export const waits = (way: Way, why: string): Tried => ({ way, result: 'waits', why })
export const switchedOff = (way: Way): Tried => ({ way, result: 'switched off' })
export const notGiven = (way: Way): Tried => ({ way, result: 'not given' })
export const notNeeded = (way: Way): Tried => ({ way, result: 'not needed' })

export const accountFor = (way: Way, accounts: readonly Pick<Account, 'serverId'>[]): Tried => ({
  way,
  result: `account for ${accounts.map(({ serverId }) => serverId).join(', ')}`,
})

/** The accounts that a device has of one source. */
export const accountsOf = (device: DeviceState, source: Source): readonly Account[] =>
  accountsIn(secret(device.reveal().filter((stored) => stored.source === source && serverIdOf(stored) !== undefined)))
