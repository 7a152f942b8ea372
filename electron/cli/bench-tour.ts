import { Failed } from '../../shared/failure'
import { tour as words } from '../../shared/text/en/tour'
import { type Command, exit, type Io } from './command'
import type { RefusedLine } from './tour/refusals'
import type { SequenceLine } from './tour/sequence'
import type { Stage } from './tour/stage'
import type { WayLine } from './tour/ways'

/** All ways of bootstrap on one bench, each to its end; what a device says must be what the DM Server says. */
export const benchTour: Command = {
  name: 'bench tour',
  does: 'a guided tour: every way of bootstrap, every source of identity, and what is refused',
  usage: '',
  options: {},
  run: async (_, io) => {
    const began = performance.now()
    const { withStage } = await import('./tour/stage')
    return withStage(io, async (stage) => {
      io.say(words.begins(stage.bench.arrivals))
      const ways = await tourWays(stage)
      const sequence = await tourSequence(stage)
      const refusals = await tourRefusals(stage)
      const rows = await disagreeing(ways.lines, stage)
      const wrong = ways.wrong + sequence.wrong + refusals.wrong + rows
      const seconds = Number(((performance.now() - began) / 1000).toFixed(1))
      io.out({
        outcome: wrong === 0 ? 'PASS' : 'FAIL',
        devices: ways.lines.length,
        ...{ sequence: sequence.count, refused: refusals.count, wrong, seconds },
        ...(stage.bench.arrivals && { arrivals: stage.bench.arrivals }),
      })
      io.answer(words.ends(ways.lines.length, seconds.toFixed(1)))
      return wrong === 0 ? exit.pass : exit.fail
    })
  },
}

async function tourWays(stage: Stage) {
  const { openSources } = await import('./tour/sources')
  const { takeWays } = await import('./tour/ways')
  const sources = await openSources(stage)
  const lines: WayLine[] = []
  try {
    for await (const line of takeWays(stage, sources)) {
      goOn(stage.io)
      lines.push(line)
      stage.io.out(line)
      if (line.state === 'managed') stage.io.say(words.managed(line.device, line.session?.messages ?? 0))
    }
  } finally {
    await sources.close()
  }
  return { lines, wrong: lines.filter(({ state }) => state !== 'managed').length }
}

/** The server's own rows have the last word. */
async function disagreeing(lines: readonly WayLine[], { rowOf, io }: Stage): Promise<number> {
  const rows = await Promise.all(lines.map(async (line) => ({ line, row: await rowOf(line.device) })))
  const others = rows.filter(({ line, row }) => row?.state !== line.state || row?.source !== line.source)
  for (const { line, row } of others)
    io.say(
      words.notManaged(
        line.device,
        `${line.state}, ${line.source}`,
        `${row?.state ?? 'nothing'}, ${row?.source ?? ''}`,
      ),
    )
  return others.length
}

async function tourSequence(stage: Stage) {
  const { takeSequences } = await import('./tour/sequence')
  const lines: SequenceLine[] = []
  for await (const line of takeSequences(stage)) {
    goOn(stage.io)
    lines.push(line)
    stage.io.out(line)
    tellSequence(line, stage.io)
  }
  return { count: lines.length, wrong: lines.filter(({ takes, expected }) => takes !== expected).length }
}

function tellSequence({ card, factory, server, takes, expected }: SequenceLine, { say }: Io): void {
  say(words.sequence(card, words.is(factory), words.is(server), takes))
  if (takes !== expected) say(words.wrong(`${expected} was to be taken`))
}

async function tourRefusals(stage: Stage) {
  const { takeRefusals } = await import('./tour/refusals')
  const { removeCard } = await import('./tour/sequence')
  const { io } = stage
  const lines: RefusedLine[] = []
  for await (const line of takeRefusals(stage)) {
    goOn(io)
    lines.push(line)
    io.out(line)
    io.say(words.refused(line.refused, line.by, line.why))
  }
  const taken = lines.filter(({ why, accounts, sessions }) => why === '' || accounts + sessions > 0)
  for (const { refused, by } of taken) io.say(words.wrong(`${refused} of ${by} was taken`))
  const removed = await removeCard(stage)
  io.out(removed)
  io.say(words.accounts(removed.accountsBefore, removed.accounts))
  const isGone = removed.accountsBefore > 0 && removed.accounts === 0
  return { count: lines.length, wrong: taken.length + (isGone ? 0 : 1) }
}

/** Whoever has seen enough leaves between two stations. */
function goOn({ signal }: Io): void {
  if (signal.aborted) throw new Failed({ code: 'job.cancelled' })
}
