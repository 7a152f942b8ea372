// What a DM 2.0 client does with a notification: OMA DM Protocol 2.0, 5.2.1.2. It takes it, or drops it without a word.
import type { Notification } from '../message/account'
import { isSame } from '../push/constant-time'
import { digestOf, type Sha256 } from './dm2'
import { fieldsOf, type ReadFields } from './fields'
import { type PacketFault, readPacket } from './packet'
import { isReplay, type Memory, remembered } from './replay'

export type Drop =
  | PacketFault
  | 'option-value'
  | 'unknown-server'
  | 'digest'
  | 'no-digest'
  | 'no-secret'
  | 'duplicate'
  | 'too-old'
  | 'too-new'

export type Acceptance =
  | { readonly kind: 'accepted'; readonly serverId: string; readonly fields: ReadFields; readonly memory: Memory }
  | { readonly kind: 'dropped'; readonly why: Drop }

export type Client = {
  /** The servers that the client has an account of; undefined is an account without Auth/Noti. */
  readonly accounts: ReadonlyMap<string, Notification | undefined>
  /** Which server the transport says it is from, should the message not. */
  readonly fromServer?: string | undefined
  readonly memory: Memory
  readonly nowSeconds: number
}

const oldestSeconds = 60 * 60
const newestSeconds = 10 * 60

/** The digest comes before memory and clock: what is not proven must not make the client remember. */
export function acceptNotification(bytes: Uint8Array, client: Client, sha256: Sha256): Acceptance {
  const { accounts, fromServer, memory, nowSeconds } = client
  const packet = readPacket(bytes)
  if (packet.kind === 'fault') return dropped(packet.fault)
  const fields = fieldsOf(packet.options)
  if (fields === undefined) return dropped('option-value')
  const serverId = fields.serverId ?? fromServer
  if (serverId === undefined || !accounts.has(serverId)) return dropped('unknown-server')
  const told = { serverId, notificationId: fields.notificationId }
  const why =
    doubtOfDigest(bytes, fields, accounts.get(serverId), sha256) ??
    doubtOfTime(fields, nowSeconds) ??
    (isReplay(memory, told, nowSeconds) ? 'duplicate' : undefined)
  if (why !== undefined) return dropped(why)
  return { kind: 'accepted', serverId, fields, memory: remembered(memory, told, nowSeconds) }
}

const dropped = (why: Drop): Acceptance => ({ kind: 'dropped', why })

function doubtOfDigest(
  bytes: Uint8Array,
  { digest }: ReadFields,
  key: Notification | undefined,
  sha256: Sha256,
): Drop | undefined {
  if (digest === undefined) return key === undefined ? undefined : 'no-digest'
  if (key === undefined) return 'no-secret'
  const hashed = Uint8Array.from(bytes)
  hashed.fill(0, digest.at, digest.at + digest.value.length)
  return isSame(digestOf(hashed, key, sha256), digest.value) ? undefined : 'digest'
}

function doubtOfTime({ sentAt }: ReadFields, nowSeconds: number): Drop | undefined {
  if (sentAt === undefined) return undefined
  if (sentAt < nowSeconds - oldestSeconds) return 'too-old'
  return sentAt > nowSeconds + newestSeconds ? 'too-new' : undefined
}
