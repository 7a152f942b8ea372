import { JobId, Outcome } from '../../shared/job'
import { en } from '../../shared/text/en'
import { secondsOf } from './card'
import { type Ask, type Command, exit, exitOf, text, usage, withStation } from './command'
import { follow, tell } from './follow'
import { keyOptions, keyUsage } from './key-source'

const page = 500

/** Every record that can be found, newest first, page by page. */
export async function* allRecords(ask: Ask, outcome: readonly string[] = []) {
  for (let offset = 0; ; offset += page) {
    const { records } = await ask.records.search({ outcome: [...outcome], limit: page, offset })
    yield* records
    if (records.length < page) return
  }
}

export const jobList: Command = {
  name: 'job list',
  does: 'every job of this home, newest first',
  usage: '[--outcome FAIL]',
  options: { outcome: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const asked = Outcome.optional().safeParse(text(args.values, 'outcome'))
      if (!asked.success) throw usage(`--outcome is one of ${Outcome.options.join(', ')}`, 'outcome')
      const outcome = asked.data
      let count = 0
      for await (const record of allRecords(ask, outcome ? [outcome] : [])) {
        count++
        io.out(record)
        if (!io.isJson)
          io.print(
            `${record.job}  ${record.startedAt}  ${en.outcome[record.outcome].padEnd(11)} ${record.device ?? ''} ${record.iccid ?? ''}\n`,
          )
      }
      if (count === 0) io.say(en.commandLine.none)
      return exit.pass
    }),
}

export const jobOf = (positionals: readonly string[]): JobId => {
  const job = JobId.safeParse(positionals[0])
  if (!job.success) throw usage('name the job, as `job list` prints it', 'job')
  return job.data
}

export const jobShow: Command = {
  name: 'job show',
  does: 'the record of a job',
  usage: 'JOB',
  options: {},
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const record = await ask.records.get({ job: jobOf(args.positionals) })
      io.out(record)
      if (!io.isJson) io.print(`${JSON.stringify(record, null, 2)}\n`)
      return exitOf(record)
    }),
}

export const jobResume: Command = {
  name: 'job resume',
  does: 'goes on with a job that was interrupted, stopped or failed',
  usage: `JOB [--reader R] ${keyUsage} [--wait S]`,
  options: { ...keyOptions, reader: { type: 'string' }, wait: { type: 'string' } },
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const reader = text(args.values, 'reader')
      const job = await ask.job.resume({ job: jobOf(args.positionals), ...(reader && { reader }) })
      const record = await follow(ask, job, secondsOf(args.values) * 1000, io)
      tell(record, io)
      return exitOf(record)
    }),
}
