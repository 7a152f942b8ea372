import { create } from 'zustand'
import type { CertificateTold, EnrolmentAsked } from '../../shared/certificate'
import type { Failure } from '../../shared/failure'
import { type Answer, answerOf } from '../station/answer'
import { station } from '../station/client'

export type CustodyIn = EnrolmentAsked['custody']['in']

/** What is typed for a first certificate. The secret is forgotten as soon as it was sent. */
export type EnrolmentDraft = {
  readonly url: string
  readonly ca: string
  readonly secretLine: string
  readonly custody: CustodyIn
  readonly phraseFile: string
}

export type CertificateView = {
  /** Undefined until the station has told. */
  readonly told: CertificateTold | undefined
  readonly draft: EnrolmentDraft | undefined
  readonly isAsking: boolean
  readonly failure: Failure | undefined
}

export const useCertificate = create<CertificateView>()(() => ({
  told: undefined,
  draft: undefined,
  isAsking: false,
  failure: undefined,
}))

export function enrolmentBegun(): void {
  const { told } = useCertificate.getState()
  const custody = told?.keychain === undefined ? 'passphrase-file' : 'keychain'
  const url = told?.by === 'enrolment' ? (told.server ?? '') : ''
  useCertificate.setState({ draft: { url, ca: '', secretLine: '', custody, phraseFile: '' }, failure: undefined })
}
export const enrolmentLeft = (): void => useCertificate.setState({ draft: undefined, failure: undefined })
export const drafted = (change: Partial<EnrolmentDraft>): void =>
  useCertificate.setState(({ draft }) => ({ draft: draft && { ...draft, ...change } }))

export const canEnrol = ({ url, ca, secretLine, custody, phraseFile }: EnrolmentDraft): boolean =>
  /^https:\/\/./.test(url) && ca !== '' && secretLine !== '' && (custody !== 'passphrase-file' || phraseFile !== '')

export async function askCertificate(): Promise<void> {
  await taken(station.certificate.get())
}

export const renew = (): Promise<void> => taken(station.certificate.renew())

export async function enrol(): Promise<void> {
  const { draft } = useCertificate.getState()
  if (draft === undefined || !canEnrol(draft)) return
  const { url, ca, secretLine, custody, phraseFile } = draft
  drafted({ secretLine: '' })
  const kept = custody === 'passphrase-file' ? ({ in: custody, path: phraseFile } as const) : { in: custody }
  await taken(station.certificate.enrol({ url, ca, secretLine, custody: kept }))
  if (useCertificate.getState().failure === undefined) enrolmentLeft()
}

/** A file of the system's own dialog, into the field that it is for. */
export async function pick(into: 'ca' | 'phraseFile'): Promise<void> {
  const picked = await answerOf(station.batch.pick())
  if (!picked.ok) useCertificate.setState({ failure: picked.failure })
  else if (picked.value.path !== undefined) drafted({ [into]: picked.value.path })
}

async function taken(asked: Promise<CertificateTold>): Promise<void> {
  useCertificate.setState({ isAsking: true })
  const answer: Answer<CertificateTold> = await answerOf(asked)
  useCertificate.setState({
    isAsking: false,
    failure: answer.ok ? undefined : answer.failure,
    ...(answer.ok && { told: answer.value }),
  })
}
