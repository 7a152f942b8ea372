import type { JobRecord } from '../../shared/job'
import { waitsForItsCard } from '../../shared/record'
import { referencesIn } from '../../shared/registration/references'
import { nameOf } from '../jobs/name'
import { canResume } from '../jobs/way-on'
import { Button } from '../parts/button'
import { Facts } from '../parts/facts'
import { RecordMark } from '../parts/mark'
import { FailureNotice, Notice } from '../parts/notice'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { Lights } from '../wizard/lights'
import { Accounts } from './accounts'
import { canGoOn, resumeRead, toConflict } from './acts'
import { CardTrace } from './card-trace'
import { Gantt } from './gantt'

const words = text.records

/** One record in full: the verdict, what stopped it, its phases, and what a device would have. */
export const RecordDetail = ({ record }: { readonly record: JobRecord }) => (
  <section className="panel one" aria-label={words.detail} tabIndex={0}>
    <header>
      <div>
        <p className="label">
          {words.moment(record.startedAt)}
          {record.bench && <span className="tag">{words.bench}</span>}
        </p>
        <p className="h2">
          <bdi dir="ltr">{nameOf(record)}</bdi>
        </p>
      </div>
      <RecordMark record={record} />
    </header>
    {record.failure && <FailureNotice failure={record.failure} />}
    {record.registration.trouble && <FailureNotice failure={record.registration.trouble} />}
    {record.registration.state === 'conflict' && (
      <div>
        <Button onPress={() => toConflict(record.job)}>{text.conflicts.detail}</Button>
      </div>
    )}
    {(record.torn || waitsForItsCard(record)) && canResume(record) && (
      <Notice
        kind="act"
        what={record.torn ? text.job.torn[record.kind] : text.job.unproven}
        below={waitsForItsCard(record) ? text.job.putBack : text.job.tornDo}
      />
    )}
    {record.finishedBy !== undefined && <Notice kind="note" what={words.finishedBy} />}
    {record.outcome === 'INTERRUPTED' && (
      <Notice kind="act" what={text.job.interrupted} below={text.job.interruptedDo} />
    )}
    {(record.decisions ?? []).map(({ how, by, at, reason }) => (
      <Notice key={at} kind="note" what={text.conflicts.decided[how]} below={text.conflicts.said(by, at, reason)} />
    ))}
    {(record.findings ?? []).map((finding) => (
      <Notice key={finding} kind="note" what={text.job.found[finding]} />
    ))}
    {isWritten(record) && <Lights record={record} />}
    <Gantt phases={record.phases} />
    {record.before && <Accounts title={words.before} none={words.noneBefore} accounts={record.before} />}
    {isWritten(record) && <Accounts title={words.accounts} none={words.noAccounts} accounts={record.accounts} />}
    {record.steps && <Steps steps={record.steps} />}
    <RecordFacts record={record} />
    {record.commands > 0 && <CardTrace key={record.job} job={record.job} />}
    {canGoOn(record) && (
      <div>
        <Button keycap="F8" onPress={resumeRead}>
          {text.wizard.result.resume}
        </Button>
      </div>
    )}
  </section>
)

const isWritten = ({ kind }: JobRecord): boolean => kind === 'write' || kind === 'rebootstrap'

/** What a preparation did to the card. */
const Steps = ({ steps }: Pick<JobRecord, 'steps'>) => (
  <ul>
    {(steps ?? []).map((step) => (
      <li key={text.preparation.step(step)}>{text.preparation.step(step)}</li>
    ))}
  </ul>
)

function RecordFacts({ record }: { readonly record: JobRecord }) {
  const { iccid, batch, template, format, bytes, keys, registration, sha256, commands } = record
  const reader = useReaderLabel(record.reader)
  const { triesLeft } = keys.adm1
  const size = bytes === undefined ? '' : `, ${text.job.sized(bytes)}`
  const rows = [
    [words.fields.card, iccid === undefined ? words.unknown : text.identity.iccid(iccid)],
    ...(batch === undefined ? [] : [[words.fields.batch, batch] as const]),
    [words.fields.reader, reader],
    [words.fields.template, template?.name ?? words.unknown],
    [words.fields.message, format === undefined ? words.unknown : `${text.wizard.format[format]}${size}`],
    [words.fields.tries, triesLeft === null ? words.triesUnknown : String(triesLeft)],
    [words.fields.registration, words.registration[registration.state]],
    ...referencesIn(record.references ?? {}).map(([name, value]) => [words.fields[name], value] as const),
    [words.fields.commands, String(commands)],
    [words.fields.hash, sha256 === undefined ? words.unknown : sha256.slice(0, 16)],
  ] as const
  return <Facts rows={rows} />
}
