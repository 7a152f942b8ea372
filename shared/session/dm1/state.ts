// What a DM 1.2 client holds between two messages of a session.
import type { Md5 } from '../../notification/dm1'
import type { Command } from './command'
import type { Pending } from './large'
import type { Dm1Media } from './message'
import type { Prover } from './proof'
import type { Dm1Tree } from './tree'

export type Dm1Order = {
  readonly url: string
  readonly devId: string
  /** Up to four upper case hex digits (DM Notification 1.2, 6.2.2). */
  readonly sessionId: string
  /** 1200 answers a notification; 1201 is the client's own (DM Protocol 1.2, 8.3). */
  readonly alert: 1200 | 1201
  readonly media: Dm1Media
  readonly maxMsgSize: number
  readonly tree: Dm1Tree
}

/**
 * One of the two who prove themselves; without a prover HTTP or TLS does it. `challenged` was asked for another proof and
 * is not asked twice; `proven` is for the whole session, or for each message where it is an HMAC.
 */
export type Party = { readonly prover?: Prover; readonly state: 'open' | 'challenged' | 'proven' }

export type Session = {
  readonly order: Dm1Order
  readonly url: string
  readonly msgId: number
  /** Commands of the package that are not sent yet, those of the first package apart: they are sent again after a challenge. */
  readonly outgoing: readonly Command[]
  readonly client: Party
  readonly server: Party
  /** The server's package is whole, so that ours may end (DM Protocol 1.2, 6.2). */
  readonly mayClose: boolean
  readonly tree: Dm1Tree
  /** An object that has not come whole yet. */
  readonly pending?: Pending | undefined
  /** The largest message that the server takes, in bytes. */
  readonly most: number
}

/** Cryptography and chance are the host's. */
export type Dm1Means = { readonly md5: Md5; readonly nonce: () => Uint8Array }
