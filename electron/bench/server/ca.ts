// The bench's own certificate authority: made at first start, kept in the home, renewed in time.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { Failed } from '../../../shared/failure'
import { type Issued, issue, newKey, type Subject } from './certificate'
import { readPair, writePair } from './pem-files'

/** Certificates and keys, by the paths of their PEM files. */
export type BenchPki = {
  readonly ca: string
  readonly server: PemPair
  readonly station: PemPair
  /** Signs factory bundles. */
  readonly factory: PemPair
}
export type PemPair = { readonly cert: string; readonly key: string }

const renewBeforeMs = 30 * 24 * 3600 * 1000

const ca: Subject = { is: 'ca', name: 'Bootstation training bench CA' }
const server: Subject = {
  is: 'server',
  name: 'localhost',
  names: ['localhost'],
  addresses: ['127.0.0.1', '::1'],
}
const push: Subject = { is: 'peer', name: 'Training bench push', names: ['localhost'], addresses: ['127.0.0.1'] }
const station: Subject = { is: 'client', name: 'station' }
const factory: Subject = { is: 'signer', name: 'Training bench factory' }

/** The bench's certificates in `dir`, made or renewed where needed. Fails with `disk.failed`. */
export async function benchPki(dir: string, now: number): Promise<BenchPki> {
  const caFiles = pairIn(dir, 'ca')
  const authority = kept(caFiles, now)
  const issuer = authority ?? writePair(caFiles, issue(ca, await newKey(), now))
  const issued = async (name: string, subject: Subject): Promise<PemPair> => {
    const files = pairIn(dir, name)
    const pair = authority && kept(files, now)
    if (!pair || !wasIssuedBy(pair, issuer)) writePair(files, issue(subject, await newKey(), now, issuer))
    return files
  }
  const [forServer, forStation, forFactory] = await Promise.all([
    issued('server', server),
    issued('station', station),
    issued('factory', factory),
  ])
  return { ca: caFiles.cert, server: forServer, station: forStation, factory: forFactory }
}

const pairIn = (dir: string, name: string): PemPair => ({
  cert: join(dir, `${name}.pem`),
  key: join(dir, `${name}-key.pem`),
})

/** What brings bootstraps to devices: it may give accounts of what is in its names. Made or renewed where needed. */
export async function pushCertificate(dir: string, now: number): Promise<PemPair> {
  const [files, authority] = [pairIn(dir, 'push'), authorityIn(dir, now)]
  const pair = kept(files, now)
  if (!pair || !wasIssuedBy(pair, authority)) writePair(files, issue(push, await newKey(), now, authority))
  return files
}

/** A certificate for a device, by the name it gives itself. Fails with `disk.failed`. */
export const deviceCertificate = async (dir: string, devId: string, now: number): Promise<Issued> =>
  issue({ is: 'peer', name: devId, names: [], addresses: [] }, await newKey(), now, authorityIn(dir, now))

/** What signs the certificates of this bench. Fails with `disk.failed`. */
export function authorityIn(dir: string, now: number): Issued {
  const authority = kept(pairIn(dir, 'ca'), now)
  if (authority) return authority
  throw new Failed({ code: 'disk.failed', path: dir, reason: 'there is no authority of a bench' })
}

/** What is in the files, if it belongs together and lasts. A program killed between two files left a pair that does not. */
function kept(files: PemPair, now: number): Issued | undefined {
  const pair = readPair(files)
  if (!pair) return undefined
  const certificate = new X509Certificate(pair.cert)
  const lasts = Date.parse(certificate.validTo) - now > renewBeforeMs && Date.parse(certificate.validFrom) <= now
  return lasts && certificate.checkPrivateKey(createPrivateKey(pair.key)) ? pair : undefined
}

const wasIssuedBy = (pair: Issued, authority: Issued): boolean => {
  const issuer = new X509Certificate(authority.cert)
  return new X509Certificate(pair.cert).verify(issuer.publicKey)
}
