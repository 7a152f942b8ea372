// RFC 7616: Digest access authentication, both sides. MD5 is what RFC 2617 has, which DM 2.0 (9.2.1) names.
import { concat, hex } from '../bytes'
import type { Credential } from '../message/account'
import { isSame } from '../push/constant-time'
import { utf8 } from '../utf8'
import { type AuthParams, quotedText, schemesIn } from './auth-params'

/** Hashes by the names that Digest gives them; cryptography is the host's. */
export type DigestHashes = Readonly<Record<DigestAlgorithm, (bytes: Uint8Array) => Uint8Array>>
export type DigestAlgorithm = 'MD5' | 'SHA-256'

export type DigestChallenge = {
  readonly realm: string
  readonly nonce: string
  readonly algorithm: DigestAlgorithm
  readonly opaque?: string | undefined
}

/** One use of a challenge: what is asked for, by which method, the how manieth, and the client's own nonce. */
export type DigestUse = {
  readonly method: string
  readonly uri: string
  readonly count: number
  readonly clientNonce: string
}

type Named = Pick<Credential, 'name' | 'secret'>

export const writeChallenge = ({ realm, nonce, algorithm }: DigestChallenge): string =>
  `Digest realm=${quotedText(realm)}, qop="auth", algorithm=${algorithm}, nonce=${quotedText(nonce)}`

/** The strongest challenge that we can answer: SHA-256 before MD5, and only with `qop=auth`. */
export function challengeIn(header: string): DigestChallenge | undefined {
  const found = schemesIn(header).flatMap(({ scheme, params }) => (scheme === 'digest' ? challengesOf(params) : []))
  return found.find(({ algorithm }) => algorithm === 'SHA-256') ?? found[0]
}

function challengesOf(params: AuthParams): readonly DigestChallenge[] {
  const algorithm = algorithmOf(params)
  const nonce = params.get('nonce')
  const offers = (params.get('qop') ?? '').split(',').map((word) => word.trim())
  if (algorithm === undefined || nonce === undefined || !offers.includes('auth')) return []
  return [{ realm: params.get('realm') ?? '', nonce, algorithm, opaque: params.get('opaque') }]
}

const algorithmOf = (params: AuthParams): DigestAlgorithm | undefined => {
  const named = (params.get('algorithm') ?? 'MD5').toUpperCase()
  return named === 'MD5' || named === 'SHA-256' ? named : undefined
}

export function digestAuthorization(
  challenge: DigestChallenge,
  who: Named,
  use: DigestUse,
  hashes: DigestHashes,
): string {
  const { realm, nonce, algorithm, opaque } = challenge
  return [
    `Digest username=${quotedText(who.name)}`,
    `realm=${quotedText(realm)}`,
    `nonce=${quotedText(nonce)}`,
    `uri=${quotedText(use.uri)}`,
    `algorithm=${algorithm}`,
    'qop=auth',
    `nc=${countText(use.count)}`,
    `cnonce=${quotedText(use.clientNonce)}`,
    `response="${responseOf(challenge, who, use, hashes)}"`,
    ...(opaque === undefined ? [] : [`opaque=${quotedText(opaque)}`]),
  ].join(', ')
}

const countText = (count: number): string => count.toString(16).padStart(8, '0')

/** 3.4.1: over who, what is asked, and both nonces. */
function responseOf(challenge: DigestChallenge, { name, secret }: Named, use: DigestUse, hashes: DigestHashes): string {
  const { realm, nonce, algorithm } = challenge
  const hash = (bytes: Uint8Array): string => hex(hashes[algorithm](bytes)).toLowerCase()
  const who = hash(concat(utf8(`${name}:${realm}:`), secret.reveal()))
  const what = hash(utf8(`${use.method}:${use.uri}`))
  return hash(utf8(`${who}:${nonce}:${countText(use.count)}:${use.clientNonce}:auth:${what}`))
}

/** A proof as it came: which challenge it answers and how often that was answered, for who remembers. */
export type GivenDigest = { readonly nonce: string; readonly count: number }

export function digestIn(header: string): GivenDigest | undefined {
  const params = digestParams(header)
  const count = Number.parseInt(params?.get('nc') ?? '', 16)
  if (params === undefined || Number.isNaN(count)) return undefined
  return { nonce: params.get('nonce') ?? '', count }
}

const digestParams = (header: string): AuthParams | undefined =>
  schemesIn(header).find(({ scheme }) => scheme === 'digest')?.params

type Asked = Pick<DigestUse, 'method' | 'uri'>

/**
 * Whether a header proves this credential for this request under a challenge: the response is over all of them. That a
 * count is new is for the caller to see.
 */
export function isDigest(
  header: string,
  challenge: DigestChallenge,
  who: Named,
  asked: Asked,
  hashes: DigestHashes,
): boolean {
  const params = digestParams(header)
  const given = digestIn(header)
  if (params === undefined || given === undefined) return false
  const use = { ...asked, count: given.count, clientNonce: params.get('cnonce') ?? '' }
  return isSame(utf8(params.get('response') ?? ''), utf8(responseOf(challenge, who, use, hashes)))
}
