import { useEffect } from 'react'
import type { CertificateTold } from '../../shared/certificate'
import { Button } from '../parts/button'
import { FailureNotice, Notice } from '../parts/notice'
import { text } from '../text'
import { askCertificate, enrolmentBegun, renew, useCertificate } from './certificate-store'
import { EnrolmentForm } from './enrolment-form'

const words = text.certificate

/** What this station is known to its DM Server by: until when, from whom, where its key is; and the next one. */
export function Certificate() {
  const { told, draft, isAsking, failure } = useCertificate()
  useEffect(() => void askCertificate(), [])
  if (told === undefined) return failure ? <FailureNotice failure={failure} /> : null
  return (
    <section className="panel told" aria-label={words.title}>
      <h2 className="h2">{words.title}</h2>
      <p className="quiet">{words.by[told.by]}</p>
      {told.failure && <FailureNotice failure={told.failure} />}
      {!told.isInUse && <Notice kind="wait" what={words.nextStart} />}
      {told.held && <Facts told={told} held={told.held} />}
      {draft && (
        <EnrolmentForm draft={draft} isBench={told.by === 'bench'} keychain={told.keychain} isAsking={isAsking} />
      )}
      {failure && <FailureNotice failure={failure} />}
      {!draft && (
        <div className="acts">
          {told.held?.renewsAt !== undefined && (
            <Button isDisabled={isAsking} onPress={() => void renew()}>
              {words.renew}
            </Button>
          )}
          <Button onPress={enrolmentBegun}>{told.by === 'enrolment' ? words.enrolAgain : words.enrol}</Button>
        </div>
      )}
    </section>
  )
}

type FactsProps = { readonly told: CertificateTold; readonly held: NonNullable<CertificateTold['held']> }

function Facts({ told: { server, custody = 'plain', places }, held }: FactsProps) {
  const { name, from, until, renewsAt } = held
  const rows = [
    [words.fields.name, name],
    [words.fields.server, server],
    [words.fields.lasts, words.lasts(from, until)],
    [words.fields.renews, renewsAt === undefined ? words.byHand : words.renewsAt(renewsAt)],
  ] as const
  return (
    <dl>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt className="label">{label}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
      <div>
        <dt className="label">{words.fields.custody}</dt>
        <dd>
          {words.custody[custody]}
          {places.map((place) => (
            <bdi key={place} dir="ltr" className="mono place-name">
              {place}
            </bdi>
          ))}
        </dd>
      </div>
    </dl>
  )
}
