import type { Credential } from '../message/account'
import { basicAuthorization } from './basic'
import { challengeIn, type DigestHashes, digestAuthorization } from './digest'
import type { Conversation, HttpAnswer, HttpRequest } from './exchange'

export type SignIn = {
  /** Undefined goes without: a certificate may do, or the server says no. */
  readonly who?: Pick<Credential, 'name' | 'secret'> | undefined
  /** `basic` shows name and password with the first request, which TLS hides; `asked` waits for the server to ask. */
  readonly first: 'basic' | 'asked'
  readonly hashes: DigestHashes
  /** The client's nonce of a digest. */
  readonly nonce: () => string
}

/** DM 2.0, 5.6 and 9.2.1: one exchange; a 401 that asks for what was not shown yet is answered once. */
export function* signedIn(request: HttpRequest, signIn: SignIn): Conversation<HttpAnswer> {
  const { who, first } = signIn
  const basic = who && basicAuthorization(who)
  const answer = yield first === 'basic' && basic !== undefined ? authorized(request, basic) : request
  const asked = answer.status === 401 ? (answer.headers['www-authenticate'] ?? '') : ''
  const proof = who && digestFor(request, asked, who, signIn)
  if (proof !== undefined) return yield authorized(request, proof)
  const mayBasic = first === 'asked' && basic !== undefined && /(^|,)\s*basic\b/i.test(asked)
  return mayBasic ? yield authorized(request, basic) : answer
}

const authorized = (request: HttpRequest, authorization: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, authorization },
})

function digestFor(
  { method, url }: HttpRequest,
  asked: string,
  who: Pick<Credential, 'name' | 'secret'>,
  { hashes, nonce }: SignIn,
): string | undefined {
  const challenge = challengeIn(asked)
  const uri = (/^https?:\/\/[^/?#]+([^#]*)/i.exec(url)?.[1] ?? '').replace(/^(?!\/)/, '/')
  return challenge && digestAuthorization(challenge, who, { method, uri, count: 1, clientNonce: nonce() }, hashes)
}
