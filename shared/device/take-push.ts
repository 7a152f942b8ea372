// What a device does with a WAP push: a bootstrap message that proves who sent it, or word from a server it knows.
import { decode } from '../codec'
import { Failed } from '../failure'
import { acceptNotification } from '../notification/accept'
import { acceptPackage0, type Md5, type ServerProof } from '../notification/dm1'
import type { Sha256 } from '../notification/dm2'
import { cpMedia, dm1Media, dm1NotificationMedia, dm2NotificationMedia } from '../push/media-type'
import { type PushPdu, pushPdu } from '../push/pdu'
import { secret } from '../secret'
import { utf8 } from '../utf8'
import { keptAccounts } from './kept-accounts'
import type { DeviceMemory } from './memory'
import { doubtOfCp, doubtOfDm1, type PushTrust } from './push-trust'
import { reasonOf } from './reason'
import { type TakeContext, takeMessage } from './take'
import type { Taken } from './take-card'
import { nothing, refusal } from './tried'

export type PushContext = TakeContext &
  PushTrust & {
    readonly nowMs: number
    readonly md5: Md5
    readonly sha256: Sha256
  }

/** A notification that is accepted asks for a session with its server. */
export type TakenPush = Taken & { readonly notified?: Notified }
export type Notified = {
  readonly serverId: string
  readonly by: { readonly notificationId: number | undefined } | { readonly sessionId: string }
}

export function takePush(memory: DeviceMemory, bytes: Uint8Array, context: PushContext): TakenPush {
  const pdu = readable(bytes)
  if (pdu instanceof Failed) return { memory, tried: nothing('push', reasonOf(pdu.failure)) }
  switch (pdu.media) {
    case cpMedia:
      return taken(memory, pdu, doubtOfCp(pdu, context), context)
    case dm1Media:
      return taken(memory, pdu, doubtOfDm1(pdu, context), context)
    case dm1NotificationMedia:
      return takePackage0(memory, pdu.body, context)
    case dm2NotificationMedia:
      return takeNotification(memory, pdu.body, context)
    default:
      return { memory, tried: refusal('push', `a device does not take ${pdu.media} over the air`) }
  }
}

function readable(bytes: Uint8Array): PushPdu | Failed {
  try {
    return decode(pushPdu, bytes)
  } catch (error) {
    if (error instanceof Failed) return error
    throw error
  }
}

const taken = (memory: DeviceMemory, { body }: PushPdu, doubt: string | undefined, context: PushContext): TakenPush =>
  doubt === undefined ? takeMessage(memory, 'push', body, context) : { memory, tried: refusal('push', doubt) }

const dropped = (memory: DeviceMemory, why: string): TakenPush => ({
  memory,
  tried: refusal('push', `a notification was dropped: ${why}`),
})
const heard = (memory: DeviceMemory, notified: Notified): TakenPush => ({
  memory,
  tried: { way: 'push', result: `notification of ${notified.serverId}` },
  notified,
})

function takeNotification(memory: DeviceMemory, bytes: Uint8Array, { nowMs, sha256 }: PushContext): TakenPush {
  const known = keptAccounts(memory.objects).filter(({ protocol }) => protocol === 'dm2')
  const accounts = new Map(known.map(({ account }) => [account.id, account.notification]))
  const client = { accounts, memory: memory.notifications, nowSeconds: Math.floor(nowMs / 1000) }
  const accepted = acceptNotification(bytes, client, sha256)
  if (accepted.kind === 'dropped') return dropped(memory, accepted.why)
  const { serverId, fields } = accepted
  return heard(
    { ...memory, notifications: accepted.memory },
    { serverId, by: { notificationId: fields.notificationId } },
  )
}

/** Notification 1.2, 6.2: instead of a lost nonce, 0x00000000: as these ten letters or as four bytes. */
const lostNonces = [utf8('0x00000000'), new Uint8Array(4)].map(secret)

function takePackage0(memory: DeviceMemory, bytes: Uint8Array, { md5 }: PushContext): TakenPush {
  const proofsOf = (serverId: string): readonly ServerProof[] | undefined => {
    const found = keptAccounts(memory.objects).find(
      ({ protocol, account }) => protocol === 'dm1' && account.id === serverId,
    )
    const server = found?.account.server
    if (server === undefined) return undefined
    const nonces = [server.nonce ?? secret(new Uint8Array()), ...lostNonces]
    return nonces.map((nonce) => ({ password: server.secret, nonce }))
  }
  const accepted = acceptPackage0(bytes, proofsOf, md5)
  if (accepted.kind === 'dropped') return dropped(memory, accepted.why)
  const { serverId, sessionId } = accepted.trigger
  return heard(memory, { serverId, by: { sessionId: sessionId.toString(16).toUpperCase() } })
}
