import type { CertificateTold } from '../../../shared/certificate'
import { home } from './world'

const dayMs = 86_400_000

/** A month is nearly over, and it is renewed in time. */
export const certificate: CertificateTold = {
  by: 'enrolment',
  server: 'https://dm.nordwind.example',
  held: {
    name: 'station',
    from: Date.now() - 17 * dayMs,
    until: Date.now() + 13 * dayMs,
    renewsAt: Date.now() + 3 * dayMs,
  },
  custody: 'passphrase-file',
  places: [`${home}/server.pem`, '/media/key/phrase.txt'],
  isInUse: true,
}

export const secretUsed = {
  code: 'server.refused',
  status: 401,
  retryable: false,
  reason: 'the secret is wrong, or it was used before',
} as const
