// CMS SignedData with one signer and its certificates, detached (RFC 5652, 5): both directions, and nothing else taken.
import { createHash, createPrivateKey, sign, verify, X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { manifestFile, signatureFile } from '../../shared/factory/manifest'
import { Failed } from '../../shared/failure'

const { asn1 } = forge
type Node = forge.asn1.Asn1

const oid = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const

/** Certificates as PEM: the signer's first, then what leads to the trust anchor. The key is PKCS#8 PEM. */
export type Signer = { readonly certificates: readonly string[]; readonly key: string }

/** Who signed, and the certificates that came along. */
export type Signed = { readonly signer: X509Certificate; readonly others: readonly X509Certificate[] }

const { Class, Type } = asn1
const node = (type: forge.asn1.Type, value: Node[]): Node => asn1.create(Class.UNIVERSAL, type, true, value)
const leaf = (type: forge.asn1.Type, value: string): Node => asn1.create(Class.UNIVERSAL, type, false, value)
const tagged = (tag: number, value: Node[]): Node =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag as forge.asn1.Type, true, value)
const sequence = (...value: Node[]): Node => node(Type.SEQUENCE, value)
const set = (...value: Node[]): Node => node(Type.SET, value)
const name = (id: string): Node => leaf(Type.OID, asn1.oidToDer(id).getBytes())
const one = (): Node => leaf(Type.INTEGER, '\x01')
const nothing = (): Node => leaf(Type.NULL, '')

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const derOf = (tree: Node): Buffer => Buffer.from(asn1.toDer(tree).getBytes(), 'latin1')
const treeOf = (der: Uint8Array): Node => asn1.fromDer(forge.util.createBuffer(binary(der)))

/** Signs `content` and returns the DER. The content is not in it. */
export function signDetached(content: Uint8Array, { certificates, key }: Signer, now: number): Buffer {
  const [signer] = certificates.map((pem) => new X509Certificate(pem))
  if (signer === undefined) throw new Error('a signer has a certificate')
  const attributes = [
    attribute(oid.contentType, name(oid.data)),
    attribute(oid.signingTime, leaf(Type.UTCTIME, asn1.dateToUtcTime(new Date(now)))),
    attribute(oid.messageDigest, leaf(Type.OCTETSTRING, binary(sha256(content)))),
  ]
  const privateKey = createPrivateKey(key)
  const signature = sign('sha256', derOf(set(...attributes)), privateKey)
  const ders = certificates.map((pem) => new X509Certificate(pem).raw)
  return derOf(structureOf({ ders, signer: signer.raw, attributes, algorithm: algorithmOf(signer), signature }))
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
const attribute = (id: string, value: Node): Node => sequence(name(id), set(value))

const algorithmOf = ({ publicKey }: X509Certificate): Node =>
  publicKey.asymmetricKeyType === 'ec' ? sequence(name(oid.ecdsaSha256)) : sequence(name(oid.rsa), nothing())

type Parts = {
  readonly ders: readonly Uint8Array[]
  readonly signer: Uint8Array
  readonly attributes: readonly Node[]
  readonly algorithm: Node
  readonly signature: Uint8Array
}

function structureOf({ ders, signer, attributes, algorithm, signature }: Parts): Node {
  const info = sequence(
    one(),
    issuerAndSerial(signer),
    sequence(name(oid.sha256)),
    tagged(0, [...attributes]),
    algorithm,
    leaf(Type.OCTETSTRING, binary(signature)),
  )
  const certificates = tagged(0, ders.map(treeOf))
  const body = sequence(one(), set(sequence(name(oid.sha256))), sequence(name(oid.data)), certificates, set(info))
  return sequence(name(oid.signedData), tagged(0, [body]))
}

/** RFC 5280, 4.1: a certificate is TBS, algorithm and signature; TBS is version, serial number, algorithm, issuer and more. */
function issuerAndSerial(certificate: Uint8Array): Node {
  const [, serial, , issuer] = children(children(treeOf(certificate))[0])
  if (serial === undefined || issuer === undefined) throw unreadable()
  return sequence(issuer, serial)
}

/**
 * Who signed this content. Whatever is not part of what is signed must be exactly as `signDetached` writes it, so that
 * no byte can be another one unnoticed. Fails with `bundle.invalid`.
 */
export function readSigned(content: Uint8Array, der: Uint8Array): Signed {
  const { ders, attributes, signature } = partsOf(der)
  const certificates = ders.map(certificateOf)
  const signer = certificates.find((one) => isWritten(der, { ders, attributes, signature, signer: one }))
  if (signer === undefined) throw broken('it was changed, or another program wrote it')
  const signed = derOf(set(...attributes))
  if (!verify('sha256', signed, signer.publicKey, signature)) throw broken('the signature does not fit its certificate')
  const digest = attributes.find((one) => isNamed(one, oid.messageDigest))
  const [told] = children(children(digest)[1])
  // The signature is whole, so that it is the manifest that is another one.
  if (told === undefined || textOf(told) !== binary(sha256(content)))
    throw new Failed({ code: 'bundle.invalid', file: manifestFile, reason: 'it is not what was signed' })
  return { signer, others: certificates.filter((one) => one !== signer) }
}

type ReadParts = Pick<Parts, 'ders' | 'attributes' | 'signature'>

const isWritten = (der: Uint8Array, { signer, ...parts }: ReadParts & { readonly signer: X509Certificate }): boolean =>
  derOf(structureOf({ ...parts, signer: signer.raw, algorithm: algorithmOf(signer) })).equals(der)

function partsOf(der: Uint8Array): ReadParts {
  try {
    const body = children(children(children(treeOf(der))[1])[0])
    const info = children(children(body[4])[0])
    const signature = info[5]
    if (signature === undefined) throw unreadable()
    return {
      ders: children(body[3]).map(derOf),
      attributes: children(info[3]),
      signature: Buffer.from(textOf(signature), 'latin1'),
    }
  } catch {
    throw unreadable()
  }
}

const children = (tree: Node | undefined): Node[] => {
  if (tree === undefined || !Array.isArray(tree.value)) throw unreadable()
  return tree.value
}

const textOf = (tree: Node): string => {
  if (typeof tree.value !== 'string') throw unreadable()
  return tree.value
}

const isNamed = (tree: Node, id: string): boolean => {
  const [first] = children(tree)
  return first !== undefined && textOf(first) === asn1.oidToDer(id).getBytes()
}

function certificateOf(der: Uint8Array): X509Certificate {
  try {
    const certificate = new X509Certificate(der)
    // A key that does not read throws only when it is asked for.
    void certificate.publicKey
    return certificate
  } catch {
    throw unreadable()
  }
}

const broken = (reason: string): Failed => new Failed({ code: 'bundle.invalid', file: signatureFile, reason })
const unreadable = (): Failed => broken('it is no CMS signature')
