// The client's side of Enrolment over Secure Transport, RFC 7030: a first certificate for a one-time secret, the next for the last.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Failed } from '../../shared/failure'
import { basicAuthorization } from '../../shared/http/basic'
import type { HttpAnswer } from '../../shared/http/exchange'
import { because } from '../../shared/reason'
import type { Secret } from '../../shared/secret'
import { utf8 } from '../../shared/utf8'
import type { Https, Identity } from '../https'
import { certificatesIn, requestFor } from './certificate-request'

/** Where certificates are given out. */
export type EnrolmentServer = { readonly url: string; readonly https: Pick<Https, 'exchange'> }

/** What proves who asks: a secret that is good once (3.2.3), or the certificate that is to be renewed (3.3.2). */
export type Proof =
  | { readonly by: 'secret'; readonly user: string; readonly secret: Secret<Uint8Array> }
  | { readonly by: 'certificate'; readonly identity: Identity }

/** A certificate as PEM, and those that lead from it to an authority. */
export type Enrolled = readonly [string, ...string[]]

const refused = (status: number, reason: string, retryAfterMs?: number): Failed =>
  new Failed({
    ...{ code: 'server.refused', status, reason, retryable: retryAfterMs !== undefined },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })

/**
 * Asks for a certificate of this name for the key (4.2). Fails with `server.refused` for a secret that is wrong or used,
 * for a request that waits for a person, and for an answer that is no certificate of ours; with `server.unreachable`.
 */
export async function enrol(
  { url, https }: EnrolmentServer,
  name: string,
  keyPem: string,
  proof: Proof,
): Promise<Enrolled> {
  const answer = await https.exchange(
    {
      method: 'POST',
      url: new URL(`/.well-known/est/${proof.by === 'secret' ? 'simpleenroll' : 'simplereenroll'}`, url).href,
      headers: {
        'content-type': 'application/pkcs10',
        'content-transfer-encoding': 'base64',
        ...(proof.by === 'secret' && { authorization: basicAuthorization({ name: proof.user, secret: proof.secret }) }),
      },
      body: utf8(requestFor(name, keyPem)),
    },
    proof.by === 'certificate' ? proof.identity : undefined,
  )
  return ours(certificatesOf(answer), keyPem)
}

function certificatesOf({ status, headers, body }: HttpAnswer): readonly string[] {
  if (status === 202) {
    const seconds = Number(headers['retry-after'])
    throw refused(
      status,
      because('a person has to agree first; ask again later'),
      Number.isFinite(seconds) ? seconds * 1000 : 0,
    )
  }
  if (status === 401) throw refused(status, because('the secret is wrong, or it was used before'))
  if (status !== 200) throw refused(status, because('no certificate was given ({})', status))
  const found = certificatesIn(Buffer.from(body).toString('latin1'))
  if (!found?.length) throw refused(status, because('the answer holds no certificates'))
  return found
}

/** The certificate of our key first, whatever order they came in. */
function ours(certificates: readonly string[], keyPem: string): Enrolled {
  const key = createPrivateKey(keyPem)
  const own = certificates.find((pem) => new X509Certificate(pem).checkPrivateKey(key))
  if (own === undefined) throw refused(200, because('the certificate is for another key'))
  return [own, ...certificates.filter((pem) => pem !== own && !isRoot(pem))]
}

const isRoot = (pem: string): boolean => {
  const { subject, issuer } = new X509Certificate(pem)
  return subject === issuer
}
