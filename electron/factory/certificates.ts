import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'

const shape = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** Every certificate of a PEM file, in its order. Fails with `request.invalid` if there is none. */
export function readCertificates(path: string): readonly [X509Certificate, ...X509Certificate[]] {
  const [first, ...others] = pemsIn(path).map((pem) => certificateOf(pem, path))
  if (first === undefined) throw none(path, 'there is no certificate in it')
  return [first, ...others]
}

function pemsIn(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').match(shape) ?? []
  } catch {
    throw none(path, 'it cannot be read')
  }
}

function certificateOf(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw none(path, 'a certificate in it does not read')
  }
}

const none = (path: string, reason: string): Failed =>
  new Failed({ code: 'request.invalid', path: 'certificate', reason: `${path}: ${reason}` })
