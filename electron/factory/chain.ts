// Whether a signature counts: a path of certificates from its signer to one that is trusted (RFC 5280, 6).
import type { X509Certificate } from 'node:crypto'
import { signatureFile } from '../../shared/factory/manifest'
import { Failed } from '../../shared/failure'
import type { Signed } from './cms'

/** Longer ones do not occur; a circle of issuers must end. */
const longest = 6

/**
 * The path from the signer to the anchor. Every certificate that came along must be on it: one that is there for nothing
 * could be another one unnoticed. Fails with `bundle.invalid`.
 */
export function pathOf(
  { signer, others }: Signed,
  anchors: readonly X509Certificate[],
  now: number,
): readonly X509Certificate[] {
  const path = stepsFrom(signer, others, anchors)
  const unused = others.find((one) => !path.some(({ raw }) => raw.equals(one.raw)))
  if (unused) throw broken(`the certificate ${nameOf(unused)} leads nowhere`)
  const [, ...issuers] = path
  const stranger = issuers.find(({ ca }) => !ca)
  if (stranger) throw broken(`${nameOf(stranger)} may not issue certificates`)
  const problem = signerProblem(signer, now) ?? issuers.map((one) => timeProblem(one, now)).find(isProblem)
  if (problem !== undefined) throw broken(problem)
  return path
}

/** Why a certificate signs no bundle, whoever stands behind it. */
export const signerProblem = (signer: X509Certificate, now: number): string | undefined =>
  signer.ca ? `${nameOf(signer)} issues certificates and signs no bundles` : timeProblem(signer, now)

const timeProblem = (one: X509Certificate, now: number): string | undefined =>
  now < Date.parse(one.validFrom) || now > Date.parse(one.validTo)
    ? `${nameOf(one)} is valid from ${one.validFrom} to ${one.validTo}`
    : undefined

const isProblem = (problem?: string): problem is string => problem !== undefined

function stepsFrom(signer: X509Certificate, others: readonly X509Certificate[], anchors: readonly X509Certificate[]) {
  const path = [signer]
  for (let at = signer; path.length <= longest; ) {
    const anchor = anchors.find((one) => isIssuer(one, at))
    if (anchor) return [...path, anchor]
    const next = others.find((one) => !path.includes(one) && isIssuer(one, at))
    if (next === undefined) break
    path.push(next)
    at = next
  }
  throw broken(`nobody trusted stands behind ${nameOf(signer)}`)
}

const isIssuer = (issuer: X509Certificate, of: X509Certificate): boolean =>
  of.checkIssued(issuer) && of.verify(issuer.publicKey)

/** The common name, or whatever the subject says. */
export const nameOf = ({ subject }: X509Certificate): string =>
  /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')

const broken = (reason: string): Failed => new Failed({ code: 'bundle.invalid', file: signatureFile, reason })
