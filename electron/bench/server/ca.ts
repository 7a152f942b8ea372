// The bench's own certificate authority: made at first start, kept in the home, renewed in time.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { type Issued, issue, newKey, type Subject } from './certificate'
import { readPair, writePair } from './pem-files'

/** Certificates and keys, by the paths of their PEM files. */
export type BenchPki = {
  readonly ca: string
  readonly server: PemPair
  readonly station: PemPair
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
const station: Subject = { is: 'client', name: 'station' }

/** The bench's certificates in `dir`, made or renewed where needed. Fails with `disk.failed`. */
export async function benchPki(dir: string, now: number): Promise<BenchPki> {
  const caFiles = pairIn(dir, 'ca')
  const [authority, serverPair, stationPair] = await Promise.all([
    kept(caFiles, now),
    kept(pairIn(dir, 'server'), now),
    kept(pairIn(dir, 'station'), now),
  ])
  const isOurs = (pair: Issued | undefined): boolean =>
    pair !== undefined && authority !== undefined && wasIssuedBy(pair, authority)
  const [caKey, serverKey, stationKey] = await Promise.all([
    authority?.key ?? newKey(),
    isOurs(serverPair) ? undefined : newKey(),
    isOurs(stationPair) ? undefined : newKey(),
  ])
  const issuer = authority ?? (await writePair(caFiles, issue(ca, caKey, now)))
  if (serverKey) await writePair(pairIn(dir, 'server'), issue(server, serverKey, now, issuer))
  if (stationKey) await writePair(pairIn(dir, 'station'), issue(station, stationKey, now, issuer))
  return { ca: caFiles.cert, server: pairIn(dir, 'server'), station: pairIn(dir, 'station') }
}

const pairIn = (dir: string, name: string): PemPair => ({
  cert: join(dir, `${name}.pem`),
  key: join(dir, `${name}-key.pem`),
})

/** What is in the files, if it belongs together and lasts. A program killed between two files left a pair that does not. */
async function kept(files: PemPair, now: number): Promise<Issued | undefined> {
  const pair = await readPair(files)
  if (!pair) return undefined
  const certificate = new X509Certificate(pair.cert)
  const lasts = Date.parse(certificate.validTo) - now > renewBeforeMs && Date.parse(certificate.validFrom) <= now
  return lasts && certificate.checkPrivateKey(createPrivateKey(pair.key)) ? pair : undefined
}

const wasIssuedBy = (pair: Issued, authority: Issued): boolean => {
  const issuer = new X509Certificate(authority.cert)
  return new X509Certificate(pair.cert).verify(issuer.publicKey)
}
