// What the world gives a device that looks for its bootstrap.
import type { Failure } from '../failure'
import type { Use } from './bootstrap-use'

/** One bootstrap file of a card: its bytes, or why the device does not get them. */
export type CardFile = { readonly use: Use } & ({ readonly bytes: Uint8Array } | { readonly failure: Failure })

/** What is in the card slot. */
export type CardReading =
  | { readonly is: 'absent' }
  /** There, and the device will not use it: a SIM lock. */
  | { readonly is: 'rejected' }
  /** There, and its user has not shown who they are: a PIN is to come. */
  | { readonly is: 'locked' }
  /** There, and it does not answer as it should: nothing is known of what is on it. */
  | { readonly is: 'unreadable'; readonly why: string }
  | { readonly is: 'read'; readonly iccid: string | undefined; readonly files: readonly CardFile[] }

/** What was laid into the device at the factory. `untrusted` is not signed by whom the device trusts. */
export type FactoryReading =
  /** There is no place where a factory file could be. */
  | { readonly is: 'not-given' }
  | { readonly is: 'absent' }
  | { readonly is: 'untrusted'; readonly why: string }
  | { readonly is: 'unreadable'; readonly why: string }
  | { readonly is: 'read'; readonly bytes: Uint8Array }
