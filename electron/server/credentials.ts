// The PEM files of a mutual TLS connection, checked before they are used, so that a bad file is told from a bad server.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Failed } from '../../shared/failure'
import type { ServerAccess } from '../home'

export type Credentials = { readonly ca: string; readonly cert: string; readonly key: string }

const bad = (path: string, reason: string): Failed => new Failed({ code: 'disk.failed', path, reason })

/** Fails with `disk.failed`, which names the file and never shows its content. */
export async function readCredentials({ ca, cert, key }: Omit<ServerAccess, 'url'>): Promise<Credentials> {
  const [caPem, certPem, keyPem] = await Promise.all([ca, cert, key].map(read))
  if (caPem === undefined || certPem === undefined || keyPem === undefined)
    throw new Error('three files were asked for')
  parsed(ca, 'not a certificate', () => new X509Certificate(caPem))
  const certificate = parsed(cert, 'not a certificate', () => new X509Certificate(certPem))
  const privateKey = parsed(key, 'not a private key without a passphrase', () => createPrivateKey(keyPem))
  if (!certificate.checkPrivateKey(privateKey)) throw bad(key, 'not the key of the certificate')
  return { ca: caPem, cert: certPem, key: keyPem }
}

function parsed<T>(path: string, reason: string, parse: () => T): T {
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
