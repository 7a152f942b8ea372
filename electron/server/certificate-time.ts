import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Failed } from '../../shared/failure'

/** A certificate has its time (RFC 5280, 4.1.2.5). Fails with `server.certificate`. */
export function checkTime({ validTo }: X509Certificate, now: number): void {
  const until = Date.parse(validTo)
  if (now >= until) throw new Failed({ code: 'server.certificate', expiredAt: new Date(until).toISOString() })
}

/** Before anything is begun that the DM Server would have to know. What is wrong with the file itself is said when it is used. */
export function checkCertificateFile(path: string, now: number): void {
  const certificate = certificateIn(path)
  if (certificate) checkTime(certificate, now)
}

function certificateIn(path: string): X509Certificate | undefined {
  try {
    return new X509Certificate(readFileSync(path))
  } catch {
    return undefined
  }
}
