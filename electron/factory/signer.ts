// Whether somebody can sign, asked before anything is made that they would have to sign.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Failed } from '../../shared/failure'
import { nameOf, signerProblem } from './chain'
import type { Signer } from './cms'

/** Fails with `request.invalid` where the key is not the certificate's, or the certificate signs no bundles now. */
export function checkSigner({ certificates, key }: Signer, now: number): void {
  const certificate = read('cert', 'it is no certificate', () => new X509Certificate(certificates[0] ?? ''))
  const privateKey = read('key', 'it is no private key without a passphrase', () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(privateKey)) throw unfit('key', `it is not the key of ${nameOf(certificate)}`)
  const problem = signerProblem(certificate, now)
  if (problem !== undefined) throw unfit('cert', problem)
}

function read<T>(path: string, problem: string, work: () => T): T {
  try {
    return work()
  } catch {
    throw unfit(path, problem)
  }
}

const unfit = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
