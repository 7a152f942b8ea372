// Package 0 of DM 2.0 as a server writes it: OMA DM Protocol 2.0, 5.2.1 and 7.1.
import { concat } from '../bytes'
import type { Notification } from '../message/account'
import { type Dm2Notification, digestSize, optionsOf } from './fields'
import { writePacket } from './packet'

/** SHA-256; cryptography is the host's. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** For a client that has no key for this server: nothing proves who sent it. */
export const unsignedNotification = (notification: Dm2Notification): Uint8Array => writePacket(optionsOf(notification))

export function signNotification(notification: Dm2Notification, key: Notification, sha256: Sha256): Uint8Array {
  const hashed = writePacket(optionsOf(notification, new Uint8Array(digestSize)))
  return writePacket(optionsOf(notification, digestOf(hashed, key, sha256)))
}

/** 5.2.1.2: over secret, message and data; `message` has zeros for its digest. */
export const digestOf = (message: Uint8Array, { secret, data }: Notification, sha256: Sha256): Uint8Array =>
  sha256(concat(secret.reveal(), message, data))
