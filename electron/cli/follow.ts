import { Failed } from '../../shared/failure'
import { type JobId, type JobRecord, phasesOf } from '../../shared/job'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import { type Ask, failedOf, type Io } from './command'

/**
 * Follows a job until nothing more can come of it in `waitMs`, saying its phases. A registration still owed then is
 * left to the outbox. SIGINT and SIGTERM stop the job between two phases, and its end is waited for.
 */
export async function follow(ask: Ask, job: JobId, waitMs: number, io: Io): Promise<JobRecord> {
  const patience = new AbortController()
  const said = new Set<string>()
  let last: JobRecord | undefined
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => {
    ask.job.cancel({ job }).catch((error: unknown) => {
      const failed = failedOf(error)
      if (!(failed instanceof Failed)) throw error
      io.say(wordsOf(failed.failure).what)
    })
    if (last?.outcome === 'OWED') patience.abort()
  }
  io.signal.addEventListener('abort', stop)
  try {
    for await (const record of await ask.job.changes({ job }, { signal: patience.signal })) {
      last = record
      sayPhases(record, said, io)
      if (record.outcome === 'OWED') timer ??= setTimeout(() => patience.abort(), io.signal.aborted ? 0 : waitMs)
      else if (record.outcome !== 'running') break
    }
  } finally {
    clearTimeout(timer)
    io.signal.removeEventListener('abort', stop)
  }
  return last ?? ask.records.get({ job })
}

function sayPhases({ reader, phases }: JobRecord, said: Set<string>, { isJson, say }: Io): void {
  for (const { name, outcome, ms } of phases) {
    if (isJson || said.has(name) || (outcome !== 'done' && outcome !== 'failed')) continue
    said.add(name)
    const { name: word } = en.phase[name]
    say(`${reader}${outcome === 'done' ? en.commandLine.phase(word, ms ?? 0) : en.commandLine.failedIn(word)}`)
  }
}

/** How a job ended, in words and as one object on stdout. */
export function tell(record: JobRecord, { out, say }: Io): void {
  const { commandLine } = en
  out(record)
  const ms = record.phases.reduce((sum, phase) => sum + (phase.ms ?? 0), 0)
  say(commandLine.result(en.outcome[record.outcome], record.device, record.iccid, ms))
  if (record.steps?.length === 0) say(`  ${en.preparation.nothing}\n  ${commandLine.moreRoom}`)
  for (const step of record.steps ?? []) say(`  ${en.preparation.step(step)}`)
  for (const finding of record.findings ?? []) say(`  ${en.job.found[finding]}`)
  for (const { serverId, url } of record.before ?? []) say(`  ${commandLine.trusted(serverId, url)}`)
  if (record.replaces !== undefined) say(`  ${commandLine.replaces(record.replaces)}`)
  for (const { serverId, url } of record.accounts) say(`  ${en.card.trusts(serverId, url)}`)
  say(commandLine.job(record.job))
  if (record.outcome === 'OWED') say(phasesOf[record.kind].includes('write') ? commandLine.owed : commandLine.owedAlone)
  if (!record.failure) return
  const { what, doNow } = wordsOf(record.failure)
  say(`${what}\n${commandLine.doNow(commandLine.at(record.reader, doNow))}`)
  if (record.torn) say(commandLine.resume(record.job))
}
