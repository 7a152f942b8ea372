import type { CertificateTold } from '../../../shared/certificate'

export const certificate: CertificateTold = {
  by: 'enrolment',
  server: 'https://dms.operator.example',
  held: {
    name: 'station',
    from: Date.UTC(2026, 10, 1),
    until: Date.UTC(2026, 11, 1),
    renewsAt: Date.UTC(2026, 10, 21),
  },
  custody: 'passphrase-file',
  places: ['/home/line/.local/share/bootstation/server.pem', '/media/key/phrase.txt'],
  isInUse: true,
}

export const secretUsed = {
  code: 'server.refused',
  status: 401,
  retryable: false,
  reason: 'the secret is wrong, or it was used before',
} as const
