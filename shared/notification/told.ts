// What a notification says, for people.
import { malformed } from '../bytes'
import { dm1NotificationMedia, dm2NotificationMedia } from '../push/media-type'
import { readPackage0 } from './dm1'
import { fieldsOf } from './fields'
import { readPacket } from './packet'

export type ToldNotification = {
  readonly format: 'dm1' | 'dm2'
  readonly server?: string | undefined
  readonly id?: number | undefined
  readonly signed: boolean
  readonly asked: Readonly<Record<string, string | number | boolean | readonly string[]>>
}

/** Undefined if a push of that media type carries none. Fails with `bytes.malformed`. */
export function notificationIn(media: string, body: Uint8Array): ToldNotification | undefined {
  if (media === dm1NotificationMedia) return dm1In(body)
  return media === dm2NotificationMedia ? dm2In(body) : undefined
}

/** It has a digest always; whether that is right only the device can tell. */
function dm1In(body: Uint8Array): ToldNotification {
  const { version, uiMode, initiator, sessionId, serverId, vendor } = readPackage0(body).trigger
  const asked = { version: version / 10, uiMode, initiator, ...(vendor && { vendorBytes: vendor.length }) }
  return { format: 'dm1', server: serverId, id: sessionId, signed: true, asked }
}

function dm2In(body: Uint8Array): ToldNotification {
  const packet = readPacket(body)
  if (packet.kind === 'fault') throw malformed(`the notification does not read (${packet.fault})`, packet.offset)
  const fields = fieldsOf(packet.options)
  if (fields === undefined) throw malformed('an option of the notification does not have its form', 0)
  const { serverId, notificationId, connections, sentAt, wantsMos, digest } = fields
  const asked = { wantsMos, ...(connections && { connections }), ...(sentAt !== undefined && { sentAt }) }
  return { format: 'dm2', server: serverId, id: notificationId, signed: digest !== undefined, asked }
}
