// The server's side of Enrolment over Secure Transport (RFC 7030): a station's first certificate for a secret that is good once.
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import forge from 'node-forge'
import { isBasic } from '../../../shared/http/basic'
import { secret } from '../../../shared/secret'
import { fromUtf8, utf8 } from '../../../shared/utf8'
import { authorityIn } from './ca'
import { certify } from './certificate'
import type { Answer, Visit } from './dm/visit'
import { keptText } from './pem-files'

export type Enrolment = {
  readonly isAsked: (url: string | undefined) => boolean
  readonly answer: (visit: Visit) => Promise<Answer>
}

/** `name:secret`, as a person is given it; a new one lies there once it was used. */
export const secretFile = (dir: string): string => join(dir, 'enrolment-secret.txt')

const place = '/.well-known/est/'
const station = 'station'
const newSecret = (): string => `${station}:${randomBytes(16).toString('hex')}\n`

/** `dir` is the bench's own; its authority is in `dir/pki`. */
export function createEnrolment(dir: string, now: () => number): Enrolment {
  const file = secretFile(dir)
  keptText(file, newSecret)
  const used = { last: Promise.resolve(false) }

  /** One after the other: of two that come at once with the same secret one is late. */
  function isOwed(header: string): Promise<boolean> {
    used.last = used.last
      .catch(() => false)
      .then(async () => {
        const [name = '', value = ''] = keptText(file, newSecret).trim().split(':')
        if (!isBasic(header, { name, secret: secret(utf8(value)) })) return false
        await rm(file)
        keptText(file, newSecret)
        return true
      })
    return used.last
  }

  async function enrolled(visit: Visit, certified: string | undefined): Promise<Answer> {
    const request = requestIn(await visit.body())
    const name = request?.subject.getField('CN')?.value
    if (!request?.publicKey || typeof name !== 'string') return { status: 400 }
    if (certified === undefined ? name !== station : name !== certified) return { status: 403 }
    if (certified === undefined && !(await isOwed(visit.shown.authorization ?? '')))
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="enrolment"' } }
    const authority = authorityIn(join(dir, 'pki'), now())
    return certificates([certify({ is: 'enrolled', name }, request.publicKey, now(), authority), authority.cert])
  }

  return {
    isAsked: (url = '') => url.startsWith(place),
    answer: async (visit) => {
      const asked = visit.path.slice(place.length)
      if (asked === 'cacerts' && visit.shown.method === 'GET')
        return certificates([authorityIn(join(dir, 'pki'), now()).cert])
      if (visit.shown.method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
      if (visit.media !== 'application/pkcs10') return { status: 415 }
      if (asked === 'simpleenroll') return enrolled(visit, undefined)
      if (asked !== 'simplereenroll') return { status: 404 }
      return visit.shown.certified === undefined ? { status: 401 } : enrolled(visit, visit.shown.certified)
    },
  }
}

/** A request that its own key signed. */
function requestIn(
  body: Uint8Array | undefined,
): ReturnType<typeof forge.pki.certificationRequestFromAsn1> | undefined {
  if (!body) return undefined
  try {
    const request = forge.pki.certificationRequestFromAsn1(forge.asn1.fromDer(forge.util.decode64(fromUtf8(body))))
    return request.verify() ? request : undefined
  } catch {
    return undefined
  }
}

/** RFC 7030, 4.1.3: certs-only, in base64. */
function certificates(pems: readonly string[]): Answer {
  const message = forge.pkcs7.createSignedData()
  for (const pem of pems) message.addCertificate(pem)
  return {
    status: 200,
    headers: {
      'content-type': 'application/pkcs7-mime; smime-type=certs-only',
      'content-transfer-encoding': 'base64',
    },
    body: utf8(forge.util.encode64(forge.asn1.toDer(message.toAsn1()).getBytes(), 64)),
  }
}
