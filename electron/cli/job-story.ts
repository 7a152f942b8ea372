import type { JobRecord } from '../../shared/job'
import { referencesIn } from '../../shared/registration/references'
import { en } from '../../shared/text/en'
import { seconds } from '../../shared/text/en/figures'
import { wordsOf } from '../../shared/text/words'

/** A record in lines for people. */
export function storyOfJob(record: JobRecord): readonly string[] {
  const { kind, format, reader, template, startedAt, finishedBy, registration } = record
  const trouble = registration.trouble && wordsOf(registration.trouble)
  const words = record.failure && wordsOf(record.failure)
  return [
    en.commandLine.job(record.job),
    en.commandLine.result(en.outcome[record.outcome], record.device, record.iccid, undefined),
    [en.records.kinds[kind], format, template?.name, reader, en.repair.at(Date.parse(startedAt))]
      .filter(Boolean)
      .join(', '),
    ...record.phases.map(
      ({ name, outcome, ms }) =>
        `  ${en.phase[name].name.padEnd(10)}${[phases[outcome], ms === undefined ? '' : seconds(ms)].join(' ').trim()}`,
    ),
    ...(record.steps?.length === 0 ? [en.preparation.nothing] : []),
    ...(record.steps ?? []).map(en.preparation.step),
    ...(record.findings ?? []).map((finding) => en.job.found[finding]),
    ...record.accounts.map(({ serverId, url }) => en.card.trusts(serverId, url)),
    ...(registration.state === 'none'
      ? []
      : [`${en.records.fields.registration}: ${en.records.registration[registration.state]}`]),
    ...referencesIn(record.references ?? {}).map(([name, value]) => `${en.records.fields[name]}: ${value}`),
    ...(record.decisions ?? []).map(
      ({ how, by, at, reason }) => `${en.conflicts.decided[how]} ${en.conflicts.said(by, at, reason)}`,
    ),
    ...(trouble ? [trouble.what, en.commandLine.doNow(trouble.doNow)] : []),
    ...(words ? [words.what, en.commandLine.doNow(words.doNow)] : []),
    ...(finishedBy ? [`${en.records.finishedBy}: ${finishedBy}`] : []),
  ]
}

const phases = {
  waiting: en.job.notRun,
  running: '…',
  done: 'done',
  failed: 'failed',
  interrupted: en.job.interruptedIn,
}
