// What the options of a DM 2.0 notification say: OMA DM Protocol 2.0, 5.2.1.2.
import { Failed } from '../failure'
import { utf8 } from '../utf8'
import type { Option, ReadOption } from './packet'

export type Connection = 'any' | 'cellular' | 'wlan' | 'wireline'

/** What a server tells a client before a session. `sentAt` is in seconds since 1970. */
export type Dm2Notification = {
  /** May be left out where the transport tells the server. */
  readonly serverId?: string | undefined
  /** The best first. */
  readonly connections?: readonly Connection[] | undefined
  readonly notificationId?: number | undefined
  readonly sentAt?: number | undefined
  /** Whether package 1 shall list the client's management objects. */
  readonly wantsMos: boolean
}

export type ReadFields = Dm2Notification & {
  readonly digest?: { readonly value: Uint8Array; readonly at: number } | undefined
  readonly unknown: readonly number[]
}

const SERVER_ID = 1
const PREFERRED_CON_TYPE = 2
const NOTIFICATION_ID = 3
const SHA256_DIGEST = 4
const TIMESTAMP = 5
const REQ_MOS = 6

export const digestSize = 32
const connectionCodes: readonly Connection[] = ['any', 'cellular', 'wlan', 'wireline']
const longestServerId = 0x0fff

/** `digest` is what stands in its option; without one the message is not signed. */
export function optionsOf(notification: Dm2Notification, digest?: Uint8Array): readonly Option[] {
  const { serverId, connections, notificationId, sentAt, wantsMos } = notification
  return [
    ...(serverId === undefined ? [] : [{ number: SERVER_ID, value: serverIdBytes(serverId) }]),
    ...(connections === undefined ? [] : [{ number: PREFERRED_CON_TYPE, value: codesOf(connections) }]),
    ...(notificationId === undefined ? [] : [{ number: NOTIFICATION_ID, value: bigEndian(notificationId, 2) }]),
    ...(digest === undefined ? [] : [{ number: SHA256_DIGEST, value: digest }]),
    ...(sentAt === undefined ? [] : [{ number: TIMESTAMP, value: bigEndian(sentAt, 4) }]),
    ...(wantsMos ? [{ number: REQ_MOS, value: new Uint8Array() }] : []),
  ]
}

/** Undefined if an option does not have the form that it must. */
export const fieldsOf = (options: readonly ReadOption[]): ReadFields | undefined =>
  options.reduce<ReadFields | undefined>((fields, option) => fields && withOption(fields, option), {
    wantsMos: false,
    unknown: [],
  })

function withOption(fields: ReadFields, { number, value, at }: ReadOption): ReadFields | undefined {
  switch (number) {
    case SERVER_ID:
      return withServerId(fields, value)
    case PREFERRED_CON_TYPE:
      return { ...fields, connections: connectionsOf(value) }
    case NOTIFICATION_ID:
      return value.length === 2 ? { ...fields, notificationId: numberOf(value) } : undefined
    case SHA256_DIGEST:
      return value.length === digestSize ? { ...fields, digest: { value, at } } : undefined
    case TIMESTAMP:
      return withTime(fields, value)
    case REQ_MOS:
      return value.length === 0 ? { ...fields, wantsMos: true } : undefined
    default:
      return { ...fields, unknown: [...fields.unknown, number] }
  }
}

function withServerId(fields: ReadFields, value: Uint8Array): ReadFields | undefined {
  const serverId = new TextDecoder('utf-8', { ignoreBOM: true }).decode(value)
  return serverId === '' || serverId.includes('\ufffd') ? undefined : { ...fields, serverId }
}

/** "POSIX format" of no given width: one to eight bytes, or ten decimal digits. */
function withTime(fields: ReadFields, value: Uint8Array): ReadFields | undefined {
  if (value.length >= 1 && value.length <= 8) return { ...fields, sentAt: numberOf(value) }
  const digits = value.length === 10 ? String.fromCharCode(...value) : ''
  return /^\d{10}$/.test(digits) ? { ...fields, sentAt: Number(digits) } : undefined
}

function serverIdBytes(serverId: string): Uint8Array {
  const bytes = utf8(serverId)
  const reason = `a notification carries a server id of 1 to ${longestServerId} bytes`
  if (bytes.length === 0 || bytes.length > longestServerId)
    throw new Failed({ code: 'message.invalid', path: 'serverId', reason })
  return bytes
}

const codesOf = (connections: readonly Connection[]): Uint8Array =>
  Uint8Array.from(connections, (connection) => connectionCodes.indexOf(connection))

/** A kind of connection that we do not know is none that we could prefer. */
const connectionsOf = (value: Uint8Array): readonly Connection[] =>
  Array.from(value, (code) => connectionCodes[code]).filter((connection) => connection !== undefined)

const bigEndian = (value: number, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => Math.floor(value / 256 ** (size - 1 - at)) % 256)

const numberOf = (bytes: Uint8Array): number => bytes.reduce((number, byte) => number * 256 + byte, 0)
