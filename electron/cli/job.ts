import { JobId, type JobRecord, Outcome } from '../../shared/job'
import { en } from '../../shared/text/en'
import type { Station } from '../station-parts'
import { secondsOf } from './card'
import { type Ask, type Command, exit, exitOf, type Io, text, usage, withCards, withStation } from './command'
import { follow, tell } from './follow'
import { storyOfJob } from './job-story'
import { keyOptions, keyUsage, pinOptions, pinUsage } from './key-source'
import { readerWith } from './named-readers'

const page = 500

/** Every record that can be found, newest first, page by page. */
export async function* allRecords(ask: Ask, outcome: readonly string[] = []) {
  for (let before: JobRecord | undefined; ; ) {
    const { records } = await ask.records.search({ outcome: [...outcome], limit: page, ...(before && { before }) })
    yield* records
    before = records.at(-1)
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
      const outcome = outcomeOf(text(args.values, 'outcome'))
      let count = 0
      for await (const record of allRecords(ask, outcome ? [outcome] : [])) {
        count++
        io.out(record)
        if (!io.isJson)
          io.print(
            `${[
              record.job,
              en.repair.at(Date.parse(record.startedAt)).padEnd(19),
              en.outcome[record.outcome].padEnd(11),
              [record.kind, record.format ?? ''].join(' ').trim().padEnd(9),
              record.reader,
              record.device ?? '',
              record.iccid ?? '',
            ].join('  ')}\n`,
          )
      }
      if (count === 0) io.say(en.commandLine.none)
      return exit.pass
    }),
}

/** By the word on the screen or the one in the record. */
function outcomeOf(asked: string | undefined): Outcome | undefined {
  if (asked === undefined) return undefined
  const wanted = asked.toLowerCase()
  const found = Outcome.options.find((one) => one.toLowerCase() === wanted || en.outcome[one].toLowerCase() === wanted)
  const words = Outcome.options.map((one) => en.outcome[one]).join(', ')
  if (!found) throw usage(`--outcome is one of ${words}`, 'outcome')
  return found
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
      for (const line of storyOfJob(record)) io.answer(line)
      return exit.pass
    }),
}

export const jobResume: Command = {
  name: 'job resume',
  does: 'goes on with a job that was interrupted, stopped or failed',
  usage: `JOB [--reader R] ${keyUsage} ${pinUsage} [--again though another job wrote the card since] [--wait S]`,
  options: {
    ...keyOptions,
    ...pinOptions,
    reader: { type: 'string' },
    again: { type: 'boolean' },
    wait: { type: 'string' },
  },
  positionals: true,
  run: (args, io) =>
    withCards(args, io, async (ask, station) => {
      const asked = jobOf(args.positionals)
      const reader = text(args.values, 'reader') ?? (await itsReader(asked, ask, station, io))
      const again = args.values.again === true
      const job = await ask.job.resume({ job: asked, again, ...(reader && { reader }) })
      const record = await follow(ask, job, secondsOf(args.values) * 1000, io)
      tell(record, io)
      return exitOf(record)
    }),
}

/** Where the card of a job is now, if it is in another reader than it was. */
async function itsReader(job: JobId, ask: Ask, station: Station, io: Io): Promise<string | undefined> {
  const { iccid, reader } = await ask.records.get({ job })
  const found = iccid && (await readerWith(station, iccid))
  if (!found || found === reader) return undefined
  io.say(en.commandLine.looksFor(found))
  return found
}
