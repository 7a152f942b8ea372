// Makes the X.509 certificates of a training bench. Keys come from OpenSSL: it makes them ten times faster than forge.
import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import forge from 'node-forge'

/** A key and its certificate, as PEM. */
export type Issued = { readonly cert: string; readonly key: string }

/** A CA signs others, a signer documents; a server is reached at names and addresses; a client has a name only. */
export type Subject =
  | { readonly is: 'ca'; readonly name: string }
  | {
      readonly is: 'server'
      readonly name: string
      readonly names: readonly string[]
      readonly addresses: readonly string[]
    }
  /** Calls and is called. */
  | {
      readonly is: 'peer'
      readonly name: string
      readonly names: readonly string[]
      readonly addresses: readonly string[]
    }
  /** `enrolled` is a client that renews its own. */
  | { readonly is: 'client' | 'enrolled' | 'signer'; readonly name: string }

const dayMs = 24 * 3600 * 1000
const validDays = { ca: 3650, server: 397, client: 397, enrolled: 30, peer: 397, signer: 397 } as const

const generate = promisify(generateKeyPair)

/** A new RSA key of 2048 bits, as PKCS#8 PEM; forge cannot sign with elliptic curves. */
export async function newKey(): Promise<string> {
  const { privateKey } = await generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return privateKey
}

/** A certificate for the key, from `issuer`; from itself where there is none. RFC 5280, 4.2.1. */
export function issue(subject: Subject, keyPem: string, now: number, issuer?: Issued): Issued {
  const key = forge.pki.privateKeyFromPem(keyPem)
  return {
    cert: certify(subject, forge.pki.setRsaPublicKey(key.n, key.e), now, issuer ?? { key: keyPem }),
    key: keyPem,
  }
}

/** A certificate for a key that its owner keeps. Without a certificate of the issuer it is the issuer's own. */
export function certify(
  subject: Subject,
  publicKey: forge.pki.PublicKey,
  now: number,
  issuer: Pick<Issued, 'key'> & Partial<Issued>,
): string {
  const certificate = forge.pki.createCertificate()
  const own = [{ name: 'commonName', value: subject.name }]
  const issuerCert = issuer.cert === undefined ? undefined : forge.pki.certificateFromPem(issuer.cert)
  certificate.publicKey = publicKey
  certificate.serialNumber = serialNumber()
  certificate.validity.notBefore = new Date(now - dayMs)
  certificate.validity.notAfter = new Date(now + validDays[subject.is] * dayMs)
  certificate.setSubject(own)
  certificate.setIssuer(issuerCert?.subject.attributes ?? own)
  const issuerId = (issuerCert ?? certificate).generateSubjectKeyIdentifier().getBytes()
  certificate.setExtensions([...extensionsOf(subject), { name: 'authorityKeyIdentifier', keyIdentifier: issuerId }])
  certificate.sign(forge.pki.privateKeyFromPem(issuer.key), forge.md.sha256.create())
  return forge.pki.certificateToPem(certificate)
}

// RFC 5280, 4.1.2.2: a positive integer of at most 20 octets; the leading byte keeps it positive and without zeros in front.
const serialNumber = (): string => `4b${randomBytes(15).toString('hex')}`

function extensionsOf(subject: Subject): readonly object[] {
  const identifier = { name: 'subjectKeyIdentifier' }
  const leaf = [
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    identifier,
  ]
  switch (subject.is) {
    case 'ca':
      return [
        { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
        { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
        identifier,
      ]
    case 'signer':
      return leaf
    case 'client':
    case 'enrolled':
      return [...leaf, { name: 'extKeyUsage', clientAuth: true }]
    case 'peer': {
      const alternative = [...subject.names, ...subject.addresses].length > 0
      const usage = { name: 'extKeyUsage', clientAuth: true, serverAuth: true }
      return [...leaf, usage, ...(alternative ? [alternativeNames(subject.names, subject.addresses)] : [])]
    }
    case 'server':
      return [...leaf, { name: 'extKeyUsage', serverAuth: true }, alternativeNames(subject.names, subject.addresses)]
  }
}

// RFC 5280, 4.2.1.6: a dNSName has tag 2, an iPAddress tag 7.
const alternativeNames = (names: readonly string[], addresses: readonly string[]): object => ({
  name: 'subjectAltName',
  altNames: [...names.map((value) => ({ type: 2, value })), ...addresses.map((ip) => ({ type: 7, ip }))],
})
