// The station's certificate for its DM Server: what there is, the first one, the next one.
import { randomBytes } from 'node:crypto'
import type { CertificateTold, Custody, EnrolmentAsked } from '../../shared/certificate'
import { Failed, type Failure } from '../../shared/failure'
import { because, type Reason } from '../../shared/reason'
import { secret } from '../../shared/secret'
import { type Held, heldAt } from '../enrolment/certificate-request'
import { dueAt, enrolStation, renewCertificate } from '../enrolment/enrol-station'
import { sweepLeftOver } from '../enrolment/left-over'
import { watchRenewal } from '../enrolment/renewal'
import { type Passphrase, pathsOf, type ServerAccess } from '../home'
import { checkCertificateFile } from '../server/certificate-time'
import { type Keychain, placeOf, readPassphrase } from '../server/passphrase'
import { readSettings, type Settings, writeServer } from '../settings/settings'
import { readText, writeWhole } from '../whole-file'

export type CertificateDeskDeps = {
  readonly home: string
  readonly settings: Pick<Settings, 'bench' | 'server'>
  readonly keychain: Keychain | undefined
  /** What a person does is noted before it is done. */
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
}

export type CertificateDesk = {
  readonly told: () => CertificateTold
  /** Fails as enrolment does, and with `request.invalid` for a custody that this station does not have. */
  readonly enrol: (asked: EnrolmentAsked) => Promise<CertificateTold>
  readonly renew: () => Promise<CertificateTold>
  /** Renews it in time, where enrolment gave it out. Returns the way to stop. */
  readonly watch: () => () => void
}

export function createCertificateDesk(deps: CertificateDeskDeps): CertificateDesk {
  const { home, settings, keychain, audit, now, log } = deps
  const { credential, sealedPhrase } = pathsOf(home)
  /** What `station.json` says by now; of a bench what it came with. */
  const current = (): ServerAccess | undefined => readSettings(home, 'real').server ?? settings.server

  const told = (): CertificateTold => {
    const server = current()
    const more = keychain && { keychain: keychain.name }
    if (!server) return { by: 'nobody', places: [], isInUse: true, ...more }
    const isOfBench = settings.bench?.server.cert === server.cert
    return {
      by: isOfBench ? 'bench' : server.enrolment === undefined ? 'hand' : 'enrolment',
      server: server.url,
      ...(notRenewed && { failure: notRenewed }),
      ...standing(server, now()),
      custody: custodyOf(server.passphrase),
      places: [server.key, ...(server.passphrase ? [placeOf(server.passphrase)] : [])],
      isInUse: server.cert === settings.server?.cert && server.url === settings.server.url,
      ...more,
    }
  }

  let renewing: Promise<Held> | undefined
  /** Why the last renewal came to nothing. */
  let notRenewed: Failure | undefined
  /** One at a time: whoever asks meanwhile gets what that one comes to. */
  const renew = (server: ServerAccess): Promise<Held> => {
    renewing ??= renewCertificate(server, now, keychain)
      .then(
        (held) => {
          notRenewed = undefined
          return held
        },
        (error) => {
          notRenewed = error instanceof Failed ? error.failure : undefined
          throw error
        },
      )
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }

  /** Sealed anew only where what is sealed there cannot be opened: it may be what a key is wrapped with. */
  function sealed(): Passphrase {
    if (!keychain) throw refused('this computer has no keychain that this program can use')
    const phrase = { keychain: sealedPhrase }
    if (!isOpened(phrase, keychain)) writeWhole(sealedPhrase, keychain.seal(randomBytes(32).toString('base64url')))
    return phrase
  }
  function phraseFor(custody: EnrolmentAsked['custody']): Passphrase | undefined {
    switch (custody.in) {
      case 'keychain':
        return sealed()
      case 'passphrase-file':
        return { file: custody.path }
      case 'plain':
        if (settings.bench) return undefined
        throw refused('the key needs a passphrase: only a training bench has its key in clear')
    }
  }

  return {
    told,
    enrol: async ({ url, ca, secretLine, custody }) => {
      const caPem = readText(ca)
      if (caPem === undefined) throw new Failed({ code: 'disk.failed', path: ca, reason: because('it is not there') })
      const passphrase = phraseFor(custody)
      audit('certificate.enrol', JSON.stringify({ url, custody: custody.in }))
      const one = { url, ca, caPem, secretLine: secret(secretLine.trim()), file: credential, passphrase, keychain }
      const { server } = await enrolStation(one)
      writeServer(home, server)
      return told()
    },
    renew: async () => {
      const server = current()
      if (!server) throw refused('this station has no certificate')
      audit('certificate.renew', JSON.stringify({ url: server.enrolment }))
      await renew(server)
      return told()
    },
    watch: () => {
      const { server } = settings
      if (server?.enrolment === undefined) return () => undefined
      sweepLeftOver(server.cert, now())
      return watchRenewal(server, { now, log, renew: () => renew(server) })
    },
  }
}

function standing(server: ServerAccess, now: number): Pick<CertificateTold, 'held' | 'failure'> {
  try {
    const held = heldAt(server.cert)
    return { held: { ...held, ...renewal(server, held) }, ...failing(() => checkCertificateFile(server.cert, now)) }
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

const renewal = ({ enrolment }: ServerAccess, held: Held) => (enrolment === undefined ? {} : { renewsAt: dueAt(held) })

function failing(check: () => void): Pick<CertificateTold, 'failure'> {
  try {
    check()
    return {}
  } catch (error) {
    if (error instanceof Failed) return { failure: error.failure }
    throw error
  }
}

function isOpened(phrase: Passphrase, keychain: Keychain): boolean {
  try {
    return readPassphrase(phrase, { env: {}, keychain }).length > 0
  } catch (error) {
    if (error instanceof Failed) return false
    throw error
  }
}

export function custodyOf(passphrase: Passphrase | undefined): Custody {
  if (!passphrase) return 'plain'
  if ('file' in passphrase) return 'passphrase-file'
  return 'env' in passphrase ? 'passphrase-variable' : 'keychain'
}

const refused = (reason: Reason): Failed => new Failed({ code: 'request.invalid', path: 'certificate', reason })
