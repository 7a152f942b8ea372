// A station's certificate: the first for a secret that is good once, and each next one in time.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { Failed } from '../../shared/failure'
import { because, type Reason } from '../../shared/reason'
import { type Secret, secret } from '../../shared/secret'
import { utf8 } from '../../shared/utf8'
import type { Passphrase, ServerAccess } from '../home'
import { createHttps } from '../https'
import { createDmServerClient } from '../server/client'
import { credentialReader } from '../server/credentials'
import { type Keychain, readPassphrase } from '../server/passphrase'
import { moveWhole } from '../whole-file'
import { type Held, heldIn, newKey } from './certificate-request'
import { keepCredential } from './credential-file'
import { enrol, type Proof } from './est'
import { nextOf } from './left-over'

export type Enrolment = {
  readonly url: string
  /** PEM file of the authorities that the server is known by. */
  readonly ca: string
  readonly caPem: string
  /** `name:secret` in one line, as whoever runs the server gave it. */
  readonly secretLine: Secret<string>
  /** Where the certificate and its key are kept together; where something is already, beside it. */
  readonly file: string
  /** Absent on a bench alone: the key is then in clear, for its owner only. */
  readonly passphrase: Passphrase | undefined
  readonly keychain?: Keychain | undefined
}

/** Asks for a first certificate and keeps it. Fails as `enrol` does, with `request.invalid` and with `disk.failed`. */
export async function enrolStation(
  enrolment: Enrolment,
): Promise<{ readonly server: ServerAccess; readonly held: Held }> {
  const { url, ca, caPem, secretLine, passphrase, keychain } = enrolment
  const [, name, value] = /^([^:\s]{1,64}):(\S{8,})\s*$/.exec(secretLine.reveal()) ?? []
  if (name === undefined || value === undefined)
    throw new Failed({
      code: 'request.invalid',
      path: 'secret-file',
      reason: because('it holds one line, name:secret, with a secret of 8 characters or more'),
    })
  const phrase = passphrase && readPassphrase(passphrase, { env: process.env, keychain })
  const proof: Proof = { by: 'secret', user: name, secret: secret(utf8(value)) }
  const { file, held } = await fetchInto(enrolment.file, phrase, { url, caPem, name, proof })
  return { server: { url, ca, cert: file, key: file, ...(passphrase && { passphrase }), enrolment: url }, held }
}

/**
 * Asks for the next certificate with this one, for a new key. It takes its place once it is known to last longer, and the
 * server has taken it; a server that is away is asked for none. Fails as `enrolStation` does, and then this one stands.
 */
export async function renewCertificate(server: ServerAccess, now: () => number, keychain?: Keychain): Promise<Held> {
  const { cert: file, passphrase, enrolment } = server
  if (enrolment === undefined || server.key !== file)
    throw new Failed({
      ...{ code: 'request.invalid', path: 'server.enrolment' },
      reason: because('this certificate was not given out by enrolment, so whoever gave it has to renew it'),
    })
  const { ca, cert, key } = await credentialReader(server, now, keychain)()
  const phrase = passphrase && readPassphrase(passphrase, { env: process.env, keychain })
  const proof: Proof = { by: 'certificate', identity: { cert, key } }
  const before = heldIn(cert)
  const next = nextOf(file, randomUUID())
  await checkThere(server, now, keychain)
  try {
    const { held } = await fetchInto(next, phrase, { url: enrolment, caPem: ca, name: before.name, proof })
    if (held.until <= before.until) throw refused('the next certificate does not last longer than this one')
    await checkTaken({ ...server, cert: next, key: next }, now, keychain)
    moveWhole(next, file)
    return held
  } finally {
    rmSync(next, { force: true })
  }
}

/** Whether the DM Server takes it: a certificate of an authority that it does not know would cut the station off. */
async function checkTaken(access: ServerAccess, now: () => number, keychain: Keychain | undefined): Promise<void> {
  const client = createDmServerClient(access, { now, ...(keychain && { keychain }) })
  try {
    await client.health()
  } finally {
    client.close()
  }
}

/** A server that answers and refuses this one may know the next. */
async function checkThere(access: ServerAccess, now: () => number, keychain: Keychain | undefined): Promise<void> {
  try {
    await checkTaken(access, now, keychain)
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code !== 'server.refused' || error.failure.retryable) throw error
  }
}

const refused = (reason: Reason): Failed =>
  new Failed({ code: 'server.refused', status: 200, reason, retryable: false })

/** Two thirds of its time are over: there is as much left to ask again as a server may be away. */
export const isDue = (held: Held, now: number): boolean => now >= dueAt(held)
export const dueAt = ({ from, until }: Held): number => from + ((until - from) * 2) / 3

type Asked = { readonly url: string; readonly caPem: string; readonly name: string; readonly proof: Proof }

async function fetchInto(
  path: string,
  phrase: string | undefined,
  { url, caPem, name, proof }: Asked,
): Promise<{ readonly file: string; readonly held: Held }> {
  const https = createHttps({ trust: [caPem] })
  try {
    const key = await newKey()
    const kept = await keepCredential(path, key, phrase, () => enrol({ url, https }, name, key, proof))
    return { file: kept.file, held: heldIn(kept.certificates[0]) }
  } finally {
    https.close()
  }
}
