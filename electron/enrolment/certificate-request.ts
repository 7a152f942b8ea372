// PKCS#10 and the certs-only CMS that answers it. Keys come from OpenSSL: it makes them ten times faster than forge.
import { generateKeyPair, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { readText } from '../whole-file'

const generate = promisify(generateKeyPair)

/** A new RSA key of 3072 bits, as PKCS#8 PEM; forge cannot sign a request with elliptic curves. */
export async function newKey(): Promise<string> {
  const { privateKey } = await generate('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return privateKey
}

/** A request for a certificate of this name (RFC 2986), as base64 of its DER. */
export function requestFor(name: string, keyPem: string): string {
  const key = forge.pki.privateKeyFromPem(keyPem)
  const request = forge.pki.createCertificationRequest()
  request.publicKey = forge.pki.setRsaPublicKey(key.n, key.e)
  request.setSubject([{ name: 'commonName', value: name }])
  request.sign(key, forge.md.sha256.create())
  return forge.util.encode64(forge.asn1.toDer(forge.pki.certificationRequestToAsn1(request)).getBytes(), 64)
}

/**
 * The certificates of a certs-only CMS (RFC 5652, 5.1), as PEM, of whatever kind of key: forge's own reader knows RSA only.
 * Undefined for anything else.
 */
export function certificatesIn(base64: string): readonly string[] | undefined {
  try {
    const [type, content] = partsOf(forge.asn1.fromDer(forge.util.decode64(base64)))
    const [signed] = partsOf(content)
    const certificates = partsOf(signed).find(({ tagClass, type }) => tagClass === asn1Context && Number(type) === 0)
    if (type === undefined || forge.asn1.derToOid(String(type.value)) !== forge.pki.oids.signedData) return undefined
    return partsOf(certificates).map((one) =>
      new X509Certificate(Buffer.from(forge.asn1.toDer(one).getBytes(), 'latin1')).toString(),
    )
  } catch {
    return undefined
  }
}

const asn1Context = forge.asn1.Class.CONTEXT_SPECIFIC

function partsOf(node: forge.asn1.Asn1 | undefined): forge.asn1.Asn1[] {
  return node !== undefined && Array.isArray(node.value) ? node.value : []
}

/** What a certificate says of itself. */
export type Held = { readonly name: string; readonly from: number; readonly until: number }

/** Of the first certificate of a PEM file. Fails with `disk.failed`. */
export function heldAt(path: string): Held {
  const pem = readText(path)
  if (pem === undefined) throw new Failed({ code: 'disk.failed', path, reason: because('it is not there') })
  try {
    return heldIn(pem)
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason: because('not a certificate') })
  }
}

/** Of the first certificate of a PEM text. */
export function heldIn(pem: string): Held {
  const { subject, validFrom, validTo } = new X509Certificate(pem)
  const name = /^CN=(.+)$/m.exec(subject)?.[1] ?? subject
  return { name, from: Date.parse(validFrom), until: Date.parse(validTo) }
}
