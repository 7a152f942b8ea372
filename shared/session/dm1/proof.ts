// How one side of an OMA DM 1.2 session proves itself to the other: DM Security 1.2, 5.3 and 5.4; DM Protocol 1.2, 9.
import { fromBase64, toBase64 } from '../../base64'
import { concat } from '../../bytes'
import { Failed } from '../../failure'
import { paramsIn, quotedText } from '../../http/auth-params'
import type { AuthType, Credential } from '../../message/account'
import { base64OfMd5, bodyDigest, type Md5 } from '../../notification/dm1'
import { isSame } from '../../push/constant-time'
import { utf8 } from '../../utf8'
import type { Cred } from './header'

export const authBasic = 'syncml:auth-basic'
export const authMd5 = 'syncml:auth-md5'
export const authMac = 'syncml:auth-MAC'
export type AuthMethod = typeof authBasic | typeof authMd5 | typeof authMac

/** From the weakest to the strongest: nobody is talked into a weaker one. */
const byStrength: readonly AuthMethod[] = [authBasic, authMd5, authMac]

export const methodNamed = (name: string): AuthMethod | undefined =>
  byStrength.find((method) => method.toLowerCase() === name.trim().toLowerCase())

export const isWeaker = (method: AuthMethod, than: AuthMethod): boolean =>
  byStrength.indexOf(method) < byStrength.indexOf(than)

/** Undefined where HTTP or TLS does it. */
export function methodOf(type: AuthType = 'DIGEST'): AuthMethod | undefined {
  const methods: Partial<Record<AuthType, AuthMethod>> = { BASIC: authBasic, DIGEST: authMd5, HMAC: authMac }
  return methods[type]
}

/** Who proves it, by which method, and the nonce that this proof is over. */
export type Prover = {
  readonly who: Pick<Credential, 'name' | 'secret'>
  readonly method: AuthMethod
  readonly nonce: Uint8Array
}

/** What a message shows for proof: in its header, or beside its body. */
export type Shown = { readonly cred?: Cred | undefined; readonly hmac?: string | undefined }

const pair = ({ name, secret }: Prover['who']): Uint8Array => concat(utf8(`${name}:`), secret.reveal())

/** For SyncHdr; undefined where the proof is an HMAC, which is over the written message. */
export function credOf({ who, method, nonce }: Prover, md5: Md5): Cred | undefined {
  if (method === authMac) return undefined
  if (method === authBasic) return { type: authBasic, data: toBase64(pair(who)) }
  const digest = md5(concat(base64OfMd5(pair(who), md5), utf8(':'), nonce))
  return { type: authMd5, data: toBase64(digest) }
}

/** DM Security 1.2, 5.4.3: the value of `x-syncml-hmac`. */
export const hmacOf = ({ who, nonce }: Prover, body: Uint8Array, md5: Md5): string =>
  `algorithm=MD5, username=${quotedText(who.name)}, mac=${toBase64(macOf({ who, nonce }, body, md5))}`

const macOf = ({ who, nonce }: Pick<Prover, 'who' | 'nonce'>, body: Uint8Array, md5: Md5): Uint8Array =>
  bodyDigest(pair(who), nonce, body, md5)

export type Verdict = 'proven' | 'missing' | 'wrong'

/** What the other side makes of it. A proof by another method than was agreed is a wrong one. */
export function verdictOn(shown: Shown, body: Uint8Array, expected: Prover, md5: Md5): Verdict {
  if (expected.method === authMac) return verdictOnMac(shown.hmac, body, expected, md5)
  if (shown.cred === undefined) return 'missing'
  const meant = credOf(expected, md5)
  const isMeant = methodNamed(shown.cred.type) === expected.method && isSameData(shown.cred.data, meant?.data ?? '')
  return isMeant ? 'proven' : 'wrong'
}

function verdictOnMac(header: string | undefined, body: Uint8Array, expected: Prover, md5: Md5): Verdict {
  if (header === undefined) return 'missing'
  const params = paramsIn(header)
  const isMd5 = (params.get('algorithm') ?? 'MD5').toUpperCase() === 'MD5'
  const isWho = params.get('username') === expected.who.name
  const mac = toBase64(macOf(expected, body, md5))
  return isMd5 && isWho && isSameData(params.get('mac') ?? '', mac) ? 'proven' : 'wrong'
}

/** Base64 of the same bytes, however it is padded. */
function isSameData(left: string, right: string): boolean {
  try {
    return isSame(fromBase64(left), fromBase64(right))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return false
  }
}
