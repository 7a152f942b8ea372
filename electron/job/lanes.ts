// Readers that work by themselves: a card comes in, gets an identity of the batch, is written and proven, and goes out.
import type { Batch, BatchId, RejectReason } from '../../shared/batch'
import { Failed, type Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobRecord } from '../../shared/job'
import type { LineState } from '../../shared/lane'
import { lineOf, oldestWanting, wantsItsCard } from '../../shared/line'
import type { Readers } from '../reader/readers'
import type { Batches } from '../records/batches'
import type { Journal } from '../records/journal'
import type { Insertions } from './insertions'
import type { Jobs } from './jobs'
import { beginCard, type LaneCardDeps, refuseCard } from './lane-card'
import { createTable } from './lane-table'
import { createTally } from './lane-tally'

export type LanesDeps = Omit<LaneCardDeps, 'jobs' | 'journal' | 'batches'> & {
  readonly readers: Pick<Readers, 'state' | 'watch' | 'stayOf'>
  readonly jobs: LaneCardDeps['jobs'] & Pick<Jobs, 'cardIn'>
  readonly journal: Pick<Journal, 'record' | 'open' | 'watch'>
  readonly batches: LaneCardDeps['batches'] & Pick<Batches, 'get' | 'list' | 'stop' | 'reject' | 'version'>
  /** A person takes a piece out; it is in the audit before it is done. */
  readonly setAside: Batches['reject']
  readonly isBench: boolean
  readonly log: (line: string) => void
}

export type Lanes = Required<Insertions> & {
  readonly state: () => LineState
  /** Calls back at each change; returns the way to stop. */
  readonly watch: (tell: () => void) => () => void
  /** The batch that all lanes work for. Another one than before has to be armed again. */
  readonly choose: (batch: BatchId | undefined) => void
  /** Whether cards start by themselves: a person's word, for this batch and as long as this program lives. */
  readonly arm: (isArmed: boolean) => void
  /** A device for the lane that asks for one. Fails with `request.invalid` where it cannot have it. */
  readonly scanned: (device: DeviceId, lane?: number) => void
  /** A person sets the card of a lane aside. */
  readonly reject: (lane: number, reason: RejectReason) => void
  readonly close: () => void
}

/** How soon what another process did to a batch is looked for. */
const LOOK_MS = 300

export function createLanes(deps: LanesDeps): Lanes {
  const { readers, jobs, journal, batches, now } = deps
  const table = createTable(readers, now)
  const tally = createTally(now)
  const watchers = new Set<() => void>()
  let chosen = onlyOpen(batches.list(deps.isBench))
  let isArmed = false
  let turn: NodeJS.Immediate | undefined

  const batch = (): Batch | undefined => chosen && batches.get(chosen)
  /** The batch, while its cards start by themselves. */
  const awake = (): Batch | undefined => {
    const it = isArmed ? batch() : undefined
    return it?.state === 'running' ? it : undefined
  }

  /** Once for all that happens in one turn. */
  function tell(): void {
    turn ??= setImmediate(() => {
      turn = undefined
      beginWaiting()
      for (const watcher of watchers) watcher()
    })
  }

  function beginWaiting(): void {
    for (const { reader, stay } of table.seats()) {
      const it = stay?.is === 'met' ? awake() : undefined
      if (it && works(it, reader) && stay?.is === 'met') begin(it, reader, stay.iccid)
    }
  }

  /** What cannot be noted befalls every card: the line stops. */
  function begin(it: Batch, reader: string, iccid: string): void {
    try {
      table.put(reader, beginCard({ order: it.order, reader, iccid }, deps))
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      stop(it, error.failure)
    }
  }

  /** No further card is begun. Where even that cannot be noted, nothing is armed any more. */
  function stop({ order }: Batch, failure: Failure): void {
    deps.log(`batch ${order.batch} stops: ${failure.code}`)
    try {
      batches.stop(order.batch, failure)
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      isArmed = false
    }
    tell()
  }

  function count(record: JobRecord, it: Batch): void {
    const tripped = tally.note(record, it.order.breaker)
    if (tripped && it.state === 'running') stop(it, tripped)
  }

  function state(): LineState {
    const it = batch()
    const left = it ? journal.open().filter((record) => record.batch === chosen && wantsItsCard(record)) : []
    const seats = table.seats().filter(({ reader }) => !it || works(it, reader))
    return lineOf({
      batch: it,
      isArmed,
      pace: tally.pace(),
      lanes: seats.map((seat) => {
        const { stay, reader } = seat
        if (!stay) return { ...seat, record: left.find((one) => one.reader === reader) }
        return stay.is === 'began' ? { ...seat, record: journal.record(stay.job) } : seat
      }),
    })
  }

  const stopReaders = readers.watch((now) => {
    table.look(now)
    tell()
  })
  const stopJournal = journal.watch((job) => {
    const it = batch()
    const record = it && journal.record(job)
    if (it && record && record.batch === chosen) count(record, it)
    tell()
  })
  let seen = batches.version()
  const timer = setInterval(() => {
    const version = batches.version()
    if (version !== seen) tell()
    seen = version
  }, LOOK_MS)

  return {
    state,
    watch: (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
    choose: (next) => {
      if (next !== undefined) batches.get(next)
      if (next === chosen) return
      chosen = next
      isArmed = false
      tally.clear()
      table.tidy()
      tell()
    },
    arm: (armed) => {
      if (armed && chosen === undefined) throw refused('batch', 'choose a batch before it is armed')
      isArmed = armed
      tally.forgive()
      tell()
    },
    scanned: (device, lane) => {
      const it = awake()
      const asking = lane ?? oldestWanting(state().lanes)
      const seat = table.seats().find(({ number }) => number === asking)
      if (!it || seat?.stay?.is !== 'wanting') throw refused('device', 'no lane asks for a device')
      const { iccid } = seat.stay
      table.put(seat.reader, beginCard({ order: it.order, reader: seat.reader, iccid, device }, deps))
      tell()
    },
    reject: (lane, reason) => {
      const at = state().lanes.find(({ number }) => number === lane)?.lane
      if (!chosen || !at || !('iccid' in at) || at.iccid === undefined)
        throw refused('lane', `lane ${lane} has no card of this batch`)
      deps.setAside(chosen, { iccid: at.iccid }, reason)
      tell()
    },
    cardIn: (reader, iccid) => {
      const job = goneOn(() => jobs.cardIn(reader, iccid), deps.log)
      table.put(reader, job ? { is: 'began', job, since: now() } : { is: 'met', iccid })
      tell()
    },
    unread: (reader, failure) => {
      const it = awake()
      if (!it || !works(it, reader) || !isBad(failure)) return
      const stay = refuseCard({ reader, bench: it.order.bench }, failure, deps)
      table.put(reader, stay)
      if (it.counts.unused > 0) batches.reject(it.order.batch, {}, 'card')
      const record = stay.is === 'began' ? journal.record(stay.job) : undefined
      if (record) count(record, it)
      tell()
    },
    close: () => {
      clearInterval(timer)
      clearImmediate(turn)
      stopReaders()
      stopJournal()
    },
  }
}

/** Where there is but one batch to work for, nobody has to choose it. */
const onlyOpen = (all: readonly Batch[]): BatchId | undefined => {
  const [only, ...others] = all.filter(({ state }) => state !== 'closed')
  return others.length === 0 ? only?.order.batch : undefined
}

const works = ({ order }: Batch, reader: string): boolean =>
  order.carrier !== 'file' && (order.readers.length === 0 || order.readers.includes(reader))

/** A card that left before it was read is no bad card. */
const isBad = ({ code }: Failure): boolean => /^(card|bytes)\./.test(code) && !/^card\.(absent|removed)$/.test(code)

/** A job that may not go on any more is no reason to leave its card alone. */
function goneOn<T>(work: () => T | undefined, log: (line: string) => void): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    log(error.failure.code)
    return undefined
  }
}

const refused = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })
