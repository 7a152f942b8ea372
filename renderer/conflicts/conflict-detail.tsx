import { useEffect } from 'react'
import { devIdOf } from '../../shared/identity/device'
import type { Conflict } from '../../shared/registration/conflict'
import { useTitle } from '../batches/title'
import { Button } from '../parts/button'
import { type Fact, Facts } from '../parts/facts'
import { FailureNotice, Notice } from '../parts/notice'
import { ReasonBar } from '../parts/reason-bar'
import { text } from '../text'
import { askHeld, settle } from './ask'
import { type ConflictsView, settleId, settlingBegun, settlingLeft, settlingTyped, useConflicts } from './store'

const words = text.conflicts

/** What was asked for a device beside what the DM Server has of it, and the three things that can be done. */
export function ConflictDetail({ conflict }: { readonly conflict: Conflict }) {
  const { held, deciding } = useConflicts()
  const { decided } = conflict
  const title = useTitle(conflict.sent.template?.name)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked when another is read, and not when the list is told again
  useEffect(() => void askHeld(conflict), [conflict.job])
  return (
    <section className="panel one" aria-label={words.detail}>
      <header>
        <div>
          <p className="label">{words.moment(conflict.startedAt)}</p>
          <p className="h2">
            <bdi dir="ltr">{text.identity.device(conflict.device)}</bdi>
          </p>
        </div>
      </header>
      <Notice kind={conflict.resolution ? 'note' : 'ask'} what={words.taken} />
      {decided && (
        <Notice
          kind="note"
          what={words.decided[decided.how]}
          below={words.said(decided.by, decided.at, decided.reason)}
        />
      )}
      <div className="sides">
        <Side title={words.sent} rows={sentRows(conflict, title)} />
        <section>
          <h2 className="label">{words.held}</h2>
          <TheirSide conflict={conflict} held={held} />
        </section>
      </div>
      {deciding ? (
        <ReasonBar
          id={settleId}
          act={words.act[deciding.what.how]}
          {...{ reason: deciding.reason, failure: deciding.failure, onTyped: settlingTyped, onLeave: settlingLeft }}
          onSaid={() => void settle()}
        />
      ) : (
        <Acts conflict={conflict} />
      )}
    </section>
  )
}

const Acts = ({ conflict }: { readonly conflict: Conflict }) => (
  <>
    <p className="below">{words.actLead}</p>
    <div className="acts">
      <Button keycap="F7" onPress={() => settlingBegun('register-again')}>
        {words.act['register-again']}
      </Button>
      <Button keycap="F8" onPress={() => settlingBegun('keep-theirs')}>
        {words.act['keep-theirs']}
      </Button>
      <Button
        keycap={text.station.keys.delete}
        isDisabled={conflict.resolution === 'set-aside'}
        onPress={() => settlingBegun('set-aside')}
      >
        {words.act['set-aside']}
      </Button>
    </div>
  </>
)

function TheirSide({ conflict, held }: { readonly conflict: Conflict; readonly held: ConflictsView['held'] }) {
  if (held?.answer === undefined || held.job !== conflict.job) return <p className="quiet">{words.asking}</p>
  if (!held.answer.ok) return <FailureNotice failure={held.answer.failure} />
  if (held.answer.value.length === 0)
    return (
      <>
        <p>{words.others}</p>
        <p className="notice-detail">
          {text.station.forTechnician} <bdi lang="en">{conflict.reason}</bdi>
        </p>
      </>
    )
  return held.answer.value.map(({ id, state, card, history }) => (
    <Facts
      key={id}
      rows={[
        [words.fields.state, text.records.registration[state]],
        [words.fields.card, card && text.identity.iccid(card.iccid)],
        [words.fields.since, history?.[0] && words.moment(history[0].at)],
        [words.fields.id, id],
      ]}
    />
  ))
}

const sentRows = (
  { device, sent: { devId, source, iccid, phone, format } }: Conflict,
  title: string | undefined,
): readonly Fact[] => [
  [words.fields.devId, devId === devIdOf(device) ? undefined : devId],
  [words.fields.source, words.source[source]],
  [words.fields.card, iccid && text.identity.iccid(iccid)],
  [words.fields.phone, phone && text.identity.phone(phone)],
  [words.fields.template, title],
  [words.fields.format, format && text.wizard.format[format]],
]

const Side = ({ title, rows }: { readonly title: string; readonly rows: readonly Fact[] }) => (
  <section>
    <h2 className="label">{title}</h2>
    <Facts rows={rows} />
  </section>
)
