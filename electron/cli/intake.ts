import { z } from 'zod'
import { EntryState } from '../../shared/intake/entry'
import { maskedDevice } from '../../shared/intake/mask'
import { en } from '../../shared/text/en'
import { pathsOf } from '../home'
import { type Sources, serveIntake } from '../intake/serve'
import type { Station } from '../station-parts'
import { type Command, exit, type Io, needed, text, usage, type Values, withStation } from './command'

const words = en.intake

export const intakeServe: Command = {
  name: 'intake serve',
  does: 'takes identities from tills, a self-service page, the network and a voice prompt, until SIGTERM',
  usage:
    '[--rest PORT] [--web PORT] [--network PORT] [--network-folder DIR] [--voice PORT] [--till-folder DIR]; port 0 is any',
  options: {
    rest: { type: 'string' },
    web: { type: 'string' },
    network: { type: 'string' },
    voice: { type: 'string' },
    'till-folder': { type: 'string' },
    'network-folder': { type: 'string' },
  },
  run: (args, io) => {
    const sources = sourcesOf(args.values)
    if (Object.keys(sources).length === 0) throw usage(`name a source: ${intakeServe.usage}`)
    return withStation(args, io, async (_ask, station) => {
      const { tillToken, networkKey } = pathsOf(io.home)
      const { close, places, detections } = await serveIntake(sources, {
        inbox: station.inbox(),
        rules: station.intakeRules,
        tillToken,
        networkKey,
        sendText: await sendTextOf(station, io),
        audit: station.journal.audit,
        now: Date.now,
        log: io.say,
      })
      try {
        io.out({ ready: true, pid: process.pid, ...places })
        for (const [name, place] of Object.entries(places))
          io.say(en.commandLine.intakeAt(name, typeof place === 'string' ? place : place.url))
        io.say(en.commandLine.intakeOpen)
        await aborted(io.signal)
      } finally {
        await close()
        io.out({ ended: true, network: detections.counts() })
      }
      return exit.pass
    })
  },
}

function sourcesOf(values: Values): Sources {
  const port = (name: string): number | undefined => {
    const given = text(values, name)
    const port = Number(given)
    if (given !== undefined && (!/^\d{1,5}$/.test(given) || port > 65_535))
      throw usage(`--${name} is a port, 0 is any`, name)
    return given === undefined ? undefined : port
  }
  const sources = {
    rest: port('rest'),
    web: port('web'),
    network: port('network'),
    voice: port('voice'),
    tillFolder: text(values, 'till-folder'),
    networkFolder: text(values, 'network-folder'),
  }
  return Object.fromEntries(Object.entries(sources).filter(([, value]) => value !== undefined))
}

/** A bench has a phone of its own, where what was sent can be read. */
async function sendTextOf(station: Station, { home }: Io) {
  if (!station.isBench) return undefined
  const { createBenchPhone } = await import('../bench/phone')
  return createBenchPhone(pathsOf(home).benchPhone, Date.now)
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

const page = 500

export const intakeList: Command = {
  name: 'intake list',
  does: 'what came in, newest first: from whom, how far trusted, what became of it and why',
  usage: '[--state held] [--text PART]',
  options: { state: { type: 'string' }, text: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const state = EntryState.optional().safeParse(text(args.values, 'state'))
      if (!state.success) throw usage(`--state is one of ${EntryState.options.join(', ')}`, 'state')
      for (let offset = 0; ; offset += page) {
        const query = {
          text: text(args.values, 'text') ?? '',
          state: state.data ? [state.data] : [],
          limit: page,
          offset,
        }
        const { entries } = await ask.intake.search(query)
        for (const entry of entries) {
          io.out(entry)
          const { id, source, device, outcome, why } = entry
          if (!io.isJson)
            io.print(
              `${en.commandLine.entry(id, source, maskedDevice(device), words.became(entry.state, outcome), words.why[why])}\n`,
            )
        }
        if (entries.length < page) return exit.pass
      }
    }),
}

export const intakeShow: Command = {
  name: 'intake show',
  does: 'one entry, and why this device got this message',
  usage: 'ENTRY',
  options: {},
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const entry = await ask.intake.get({ entry: entryOf(args.positionals) })
      io.out(entry)
      if (!io.isJson) io.print(`${JSON.stringify(entry, undefined, 2)}\n`)
      return exit.pass
    }),
}

const deciding = (act: 'allow' | 'refuse', does: string): Command => ({
  name: `intake ${act}`,
  does,
  usage: 'ENTRY --reason WORDS',
  options: { reason: { type: 'string' } },
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask, station) => {
      const asked = { entry: entryOf(args.positionals), reason: needed(args.values, 'reason') }
      await ask.intake[act](asked)
      const ended = new Promise((resolve) => io.signal.addEventListener('abort', resolve))
      await Promise.race([station.inbox().settled(), ended])
      const entry = await ask.intake.get({ entry: asked.entry })
      io.out(entry)
      io.answer(`${words.became(entry.state, entry.outcome)}. ${words.why[entry.why]}.`)
      return exit.pass
    }),
})

export const intakeAllow = deciding('allow', 'registers what waits for a person, and keeps the reason')
export const intakeRefuse = deciding('refuse', 'refuses what waits for a person, and keeps the reason')

function entryOf(positionals: readonly string[]): number {
  const entry = z.coerce.number().int().min(1).safeParse(positionals[0])
  if (!entry.success) throw usage('name the entry, as `intake list` prints it', 'entry')
  return entry.data
}
