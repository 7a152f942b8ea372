// The PEM files of a mutual TLS connection, checked before they are used, so that a bad file is told from a bad server.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Failed } from '../../shared/failure'
import type { Reason } from '../../shared/reason'
import type { ServerAccess } from '../home'
import { checkTime } from './certificate-time'
import { type Keychain, readPassphrase } from './passphrase'

export type Credentials = { readonly ca: string; readonly cert: string; readonly key: string }
export type CredentialFiles = Pick<ServerAccess, 'ca' | 'cert' | 'key' | 'passphrase'>

const bad = (path: string, reason: string): Failed => new Failed({ code: 'disk.failed', path, reason })

/**
 * Reads the files anew each time, so that renewed ones are taken up; a wrapped key is unwrapped once. Fails with
 * `disk.failed`, which names the file and never shows its content, and with `server.certificate` for one that is over.
 */
export function credentialReader(
  files: CredentialFiles,
  now: () => number,
  keychain: Keychain | undefined,
): () => Promise<Credentials> {
  const unwrap = unwrapper(files, keychain)
  return async () => {
    const { ca, cert, key } = files
    const [caPem, certPem, keyPem] = await Promise.all([ca, cert, key].map(read))
    if (caPem === undefined || certPem === undefined || keyPem === undefined)
      throw new Error('three files were asked for')
    parsed(ca, 'not a certificate', () => new X509Certificate(caPem))
    const certificate = parsed(cert, 'not a certificate', () => new X509Certificate(certPem))
    checkTime(certificate, now())
    const plain = unwrap(keyPem)
    const privateKey = parsed(key, 'not a private key without a passphrase', () => createPrivateKey(plain))
    if (!certificate.checkPrivateKey(privateKey)) throw bad(key, 'not the key of the certificate')
    return { ca: caPem, cert: certPem, key: plain }
  }
}

/** Hundreds of thousands of rounds are for whoever guesses, not for every request. */
function unwrapper({ key, passphrase }: CredentialFiles, keychain: Keychain | undefined): (pem: string) => string {
  let last: { readonly wrapped: string; readonly plain: string } | undefined
  return (wrapped) => {
    if (!passphrase) return wrapped
    if (last?.wrapped === wrapped) return last.plain
    const phrase = readPassphrase(passphrase, { env: process.env, keychain })
    const opened = parsed(key, 'not a private key of this passphrase', () =>
      createPrivateKey({ key: wrapped, passphrase: phrase }),
    )
    last = { wrapped, plain: opened.export({ type: 'pkcs8', format: 'pem' }).toString() }
    return last.plain
  }
}

function parsed<T>(path: string, reason: Reason, parse: () => T): T {
  try {
    return parse()
  } catch {
    throw bad(path, reason)
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw bad(path, error instanceof Error && 'code' in error ? `cannot be read (${error.code})` : 'cannot be read')
  }
}
