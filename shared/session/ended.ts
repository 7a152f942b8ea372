import { Failed } from '../failure'

/** How a session ended well: how many messages the client sent. Any other end is a failure. */
export type SessionEnd = { readonly messages: number }

/** The other side says no, or ends it: an HTTP status, or one of SyncML. */
export const refused = (status: number, reason: string): Failed =>
  new Failed({ code: 'server.refused', status, reason, retryable: false })

/** It may be anybody: nothing it asked for was done. */
export const unproven = (reason: string): Failed => new Failed({ code: 'server.unproven', reason })

export const notUnderstood = (path: string, reason: string): Failed =>
  new Failed({ code: 'message.invalid', path, reason })
