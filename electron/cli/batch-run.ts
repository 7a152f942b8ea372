import { BatchId } from '../../shared/batch'
import type { Lane, LaneAt, LineState } from '../../shared/lane'
import { isOver } from '../../shared/line'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import { watchInsertions } from '../job/insertions'
import type { Station } from '../station-parts'
import { type Ask, type Command, exit, exitOfFailure, type Io, needed, usage, withCards } from './command'
import { keyOptions, keyUsage, pinFileOptions, pinFileUsage } from './key-source'
import { untilKnown } from './named-readers'

const words = en.lineRun

export const batchRun: Command = {
  name: 'batch run',
  does: 'the lanes of a batch without a window, until it has no more or SIGTERM',
  usage: `--batch B [--arm] ${keyUsage} ${pinFileUsage}`,
  more: [
    '--arm starts the batch, and lets its cards start by themselves.',
    'With --json each change of a lane is a line; the last is the batch.',
  ],
  options: { batch: { type: 'string' }, arm: { type: 'boolean' }, ...keyOptions, ...pinFileOptions },
  run: (args, io) =>
    withCards(args, io, async (ask, station) => {
      const batch = batchIn(needed(args.values, 'batch'))
      await ask.line.choose({ batch })
      // Held before anything is begun: whoever holds it already is told of.
      await ask.line.arm({ isArmed: args.values.arm === true })
      if (args.values.arm === true) await ask.batch.start({ batch })
      const stopCards = watchInsertions(station.readers(), station.lanes(), () => undefined)
      try {
        if (args.values.arm !== true) io.say(words.asleep)
        return await untilDone(ask, station, batch, io, stopCards)
      } finally {
        stopCards()
      }
    }),
}

function batchIn(named: string): BatchId {
  const batch = BatchId.safeParse(named)
  if (!batch.success) throw usage('this is no name of a batch', 'batch')
  return batch.data
}

/** Tells each lane as it changes, until nothing is left to do, the batch stopped itself, or a signal came. */
async function untilDone(ask: Ask, station: Station, batch: BatchId, io: Io, stopCards: () => void): Promise<number> {
  const told = new Map<number, string>()
  let last: LineState | undefined
  let isLast = false
  await untilKnown(station.readers())
  try {
    for await (const line of await ask.line.changes(undefined, { signal: io.signal })) {
      if (!last) io.say(words.opened(batch, line.lanes.length))
      last = line
      for (const lane of line.lanes) tell(lane, told, io)
      if (!isLast && line.next.act === 'take-out' && isOver(station.batches.get(batch))) {
        isLast = true
        io.say(words.onlyToTakeOut)
      }
      if (line.next.act === 'close' || line.state === 'stopped' || line.state === 'closed') break
    }
  } catch (error) {
    if (!io.signal.aborted) throw error
  }
  // No other card is begun, and those that are in work are finished.
  stopCards()
  await ask.line.arm({ isArmed: false })
  await station.jobs.untilSafe()
  for (const lane of station.lanes().state().lanes) tell(lane, told, io)
  const { counts, state, stoppedBy } = station.batches.get(batch)
  io.out({ batch, state, counts, ...(stoppedBy && { stoppedBy }) })
  io.answer(words.counts(counts))
  if (state === 'stopped' && stoppedBy) {
    const { what, doNow } = wordsOf(stoppedBy)
    io.say(`${what}\n${en.commandLine.doNow(doNow)}`)
    return exitOfFailure(stoppedBy)
  }
  return last?.next.act === 'close' || state === 'closed' ? exit.pass : exit.unsettled
}

function toDoAt(lane: LaneAt): string {
  if (lane.at !== 'take-out') return words.at[lane.at]
  return lane.elsewhere ? words.elsewhere(lane.elsewhere.batch) : words.done[lane.verdict]
}

function tell({ number, lane, reader }: Lane, told: Map<number, string>, { out, say }: Io): void {
  const text = JSON.stringify(lane)
  if (told.get(number) === text) return
  told.set(number, text)
  out({ lane: number, reader, ...lane })
  const device = 'device' in lane ? lane.device : undefined
  const toDo = toDoAt(lane)
  const what = 'verdict' in lane ? `${words.verdict(lane.verdict, device)}: ${toDo}` : toDo
  if (lane.at !== 'working' && lane.at !== 'reading') say(words.lane(number, what))
}
