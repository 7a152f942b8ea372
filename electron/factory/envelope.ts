// A message for one device alone: CMS EnvelopedData to its certificate, AES-256 in CBC (RFC 5652, 6). RSA keys only.
import type { X509Certificate } from 'node:crypto'
import forge from 'node-forge'
import { Failed } from '../../shared/failure'

/** The DER that only the holder of the certificate's key opens. Fails with `request.invalid` on a key that is not RSA. */
export function sealTo(certificate: X509Certificate, message: Uint8Array): Buffer {
  if (certificate.publicKey.asymmetricKeyType !== 'rsa')
    throw new Failed({ code: 'request.invalid', path: 'encrypt-to', reason: 'a message is encrypted to RSA keys only' })
  const envelope = forge.pkcs7.createEnvelopedData()
  envelope.addRecipient(forge.pki.certificateFromPem(certificate.toString()))
  envelope.content = forge.util.createBuffer(Buffer.from(message).toString('latin1'))
  envelope.encrypt()
  return Buffer.from(forge.asn1.toDer(envelope.toAsn1()).getBytes(), 'latin1')
}

/** What a device does with its file. Fails with `bundle.invalid` if it is another's or was changed. */
export function openSealed(file: string, der: Uint8Array, certificate: string, key: string): Buffer {
  try {
    const tree = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der).toString('latin1')))
    const envelope = forge.pkcs7.messageFromAsn1(tree)
    if (!('decrypt' in envelope)) throw new Error('not enveloped')
    const recipient = envelope.findRecipient(forge.pki.certificateFromPem(certificate))
    if (!recipient) throw new Error('not for this device')
    envelope.decrypt(recipient, forge.pki.privateKeyFromPem(key))
    return Buffer.from(forge.util.createBuffer(envelope.content ?? '').getBytes(), 'latin1')
  } catch {
    throw new Failed({ code: 'bundle.invalid', file, reason: 'this device cannot open it' })
  }
}
