import type { JobId, JobRecord } from '../../shared/job'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import type { Ask, Io } from './command'

/** Follows a job until nothing more can come of it in `waitMs`, saying its phases. A registration still owed then is left to the outbox. */
export async function follow(ask: Ask, job: JobId, waitMs: number, io: Io): Promise<JobRecord> {
  const ending = new AbortController()
  const signal = AbortSignal.any([ending.signal, io.signal])
  const said = new Set<string>()
  let last: JobRecord | undefined
  let timer: NodeJS.Timeout | undefined
  try {
    for await (const record of await ask.job.changes({ job }, { signal })) {
      last = record
      sayPhases(record, said, io)
      if (record.outcome === 'OWED') timer ??= setTimeout(() => ending.abort(), waitMs)
      else if (record.outcome !== 'running') break
    }
  } finally {
    clearTimeout(timer)
  }
  return last ?? ask.records.get({ job })
}

function sayPhases({ reader, phases }: JobRecord, said: Set<string>, { isJson, say }: Io): void {
  for (const { name, outcome, ms } of phases) {
    if (isJson || outcome !== 'done' || ms === undefined || said.has(name)) continue
    said.add(name)
    say(`${reader}${en.commandLine.phase(en.phase[name].name, ms)}`)
  }
}

/** How a job ended, in words on stderr and as one object on stdout. */
export function tell(record: JobRecord, { out, say }: Io): void {
  out(record)
  const ms = record.endedAt ? Date.parse(record.endedAt) - Date.parse(record.startedAt) : undefined
  say(en.commandLine.result(en.outcome[record.outcome], record.device ?? '', record.iccid, ms))
  for (const { serverId, url } of record.accounts) say(`  ${en.card.trusts(serverId, url)}`)
  if (!record.failure) return
  const { what, doNow } = wordsOf(record.failure)
  say(`${what}\n${en.commandLine.doNow(doNow)}`)
}
