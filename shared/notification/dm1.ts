// Package 0 of DM 1.2: a digest, then the trigger. OMA DM Notification 1.2, 6.2.
import { toBase64 } from '../base64'
import { ByteReader, concat } from '../bytes'
import { encode } from '../codec'
import { Failed } from '../failure'
import { isSame } from '../push/constant-time'
import type { Secret } from '../secret'
import { utf8 } from '../utf8'
import { type Trigger, trigger } from './trigger'

/** MD5; cryptography is the host's. */
export type Md5 = (bytes: Uint8Array) => Uint8Array

/** The server's password of the account, and the nonce of this exchange. */
export type ServerProof = { readonly password: Secret<Uint8Array>; readonly nonce: Secret<Uint8Array> }

/** `signed` is what the digest is over: the trigger as it was written. */
export type Package0 = { readonly digest: Uint8Array; readonly trigger: Trigger; readonly signed: Uint8Array }

/** Versions whose layout this is: 1.0 to 1.2. */
const versions = [10, 11, 12]
const digestSize = 16

export function signPackage0(asked: Trigger, proof: ServerProof, md5: Md5): Uint8Array {
  const signed = encode(trigger, asked)
  return concat(digestOf(signed, asked.serverId, proof, md5), signed)
}

export function readPackage0(bytes: Uint8Array): Package0 {
  const input = new ByteReader(bytes)
  const digest = input.take(digestSize)
  return { digest, signed: bytes.subarray(digestSize), trigger: trigger.read(input) }
}

export type Package0Acceptance =
  | { readonly kind: 'accepted'; readonly trigger: Trigger }
  | { readonly kind: 'dropped'; readonly why: 'malformed' | 'version' | 'unknown-server' | 'digest' }

/**
 * The client's side. Any proof of the server's account will do, so that the caller may add the nonce 0x00000000 which
 * stands for one that was lost: four zero bytes or these ten letters, as clients differ.
 */
export function acceptPackage0(
  bytes: Uint8Array,
  proofsOf: (serverId: string) => readonly ServerProof[] | undefined,
  md5: Md5,
): Package0Acceptance {
  const read = readable(bytes)
  if (read === undefined) return { kind: 'dropped', why: 'malformed' }
  if (!versions.includes(read.trigger.version)) return { kind: 'dropped', why: 'version' }
  const { serverId } = read.trigger
  const proofs = proofsOf(serverId)
  if (proofs === undefined) return { kind: 'dropped', why: 'unknown-server' }
  if (!proofs.some((proof) => isSame(digestOf(read.signed, serverId, proof, md5), read.digest)))
    return { kind: 'dropped', why: 'digest' }
  return { kind: 'accepted', trigger: read.trigger }
}

/** To a client, bytes that do not read are no failure but nothing. */
function readable(bytes: Uint8Array): Package0 | undefined {
  try {
    return readPackage0(bytes)
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}

/** MD5 of three things with colons between: who and password, nonce, trigger. */
const digestOf = (signed: Uint8Array, serverId: string, { password, nonce }: ServerProof, md5: Md5): Uint8Array =>
  bodyDigest(concat(utf8(`${serverId}:`), password.reveal()), nonce.reveal(), signed, md5)

/** DM Security 1.2, 5.4.2: proof of a message over `name:password`, a nonce and the message's bytes. */
export const bodyDigest = (who: Uint8Array, nonce: Uint8Array, body: Uint8Array, md5: Md5): Uint8Array =>
  md5(concat(base64OfMd5(who, md5), utf8(':'), nonce, utf8(':'), base64OfMd5(body, md5)))

export const base64OfMd5 = (bytes: Uint8Array, md5: Md5): Uint8Array => utf8(toBase64(md5(bytes)))
