// Readers that work by themselves: a card comes in, gets an identity of the batch, is written and proven, and goes out.

import type { Batch, BatchId, RejectReason } from '../../shared/batch'
import { isStations } from '../../shared/breaker'
import { Failed, type Failure } from '../../shared/failure'
import type { DeviceId } from '../../shared/identity/device'
import type { JobId, JobRecord } from '../../shared/job'
import type { LineState } from '../../shared/lane'
import { isCards, isElsewhere, type LaneFacts, lineOf, oldestWanting, wantsItsCard } from '../../shared/line'
import { because } from '../../shared/reason'
import type { HolderPins } from '../card/pin'
import type { Readers } from '../reader/readers'
import type { Batches } from '../records/batches'
import type { Journal } from '../records/journal'
import type { Insertions } from './insertions'
import type { Jobs } from './jobs'
import { createBeginnings } from './lane-begin'
import { type LaneCardDeps, refuseUnread } from './lane-card'
import { createTable } from './lane-table'
import { createTally } from './lane-tally'

export type LanesDeps = Omit<LaneCardDeps, 'jobs' | 'journal' | 'batches'> & {
  readonly readers: Pick<Readers, 'state' | 'watch' | 'stayOf' | 'numberOf' | 'withCard'>
  readonly jobs: LaneCardDeps['jobs'] & Pick<Jobs, 'cardIn' | 'brokenBy' | 'watchBroken' | 'untilSafe'>
  readonly journal: Pick<Journal, 'record' | 'askedBack' | 'watch'>
  readonly batches: LaneCardDeps['batches'] & Pick<Batches, 'get' | 'list' | 'stop' | 'version' | 'hold' | 'letGo'>
  readonly keys: HolderPins
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
  /**
   * Whether cards start by themselves: a person's word, for this batch and as long as this program lives. Fails with
   * `batch.held` where another program works at its readers.
   */
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
  let isClosed = false
  let wasAwake = false
  let seen: number | undefined = batches.version()

  const batch = (): Batch | undefined => chosen && batches.get(chosen)
  /** The batch, while its cards start by themselves. */
  const awake = (): Batch | undefined => {
    const it = isArmed && !isClosed ? batch() : undefined
    return it?.state === 'running' ? it : undefined
  }

  /** Once for all that happens in one turn. */
  function tell(): void {
    turn ??= setImmediate(() => {
      turn = undefined
      quietly(beginWaiting)
      for (const watcher of watchers) watcher()
    })
  }

  /** Where nobody waits for an answer a failure is told once, and what to do is looked for again when the store is back. */
  function quietly(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      if (seen !== undefined) deps.log(`the line cannot look: ${error.failure.code}`)
      seen = undefined
    }
  }

  const { begin, beginFor } = createBeginnings({
    ...deps,
    ...{ table, count, stop, tell },
    isWaiting: (name) => leftIn(name) !== undefined,
    isClosed: () => isClosed,
  })

  function beginWaiting(): void {
    if (!wasAwake && awake()) {
      tally.forgive()
      beginAnew()
    }
    wasAwake = awake() !== undefined
    for (const seat of table.seats()) {
      const it = seat.stay?.is === 'met' || seat.stay?.is === 'unreadable' ? awake() : undefined
      if (it && works(it, seat.reader)) begin(it, seat)
    }
  }

  /** Another program may have the batch when the last of its cards here is whole. One that was armed meanwhile is kept. */
  function letGo(): void {
    const ended = isArmed ? undefined : jobs.untilSafe()
    if (!ended) batches.letGo(isArmed ? chosen : undefined)
    else
      void ended.then(() => {
        if (!isClosed) quietly(letGo)
      })
  }

  /** A person lets the line go on: what the station was not fit for is done with the cards that lie in the readers. */
  function beginAnew(): void {
    for (const { reader, stay } of table.seats()) {
      const record = stay?.is === 'began' ? recordOf(stay.job) : undefined
      const isStopped = record?.outcome === 'ERROR' && record.failure && isStations(record.failure)
      if (isStopped && record.iccid !== undefined) table.put(reader, { is: 'met', iccid: record.iccid })
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
      quietly(letGo)
    }
    tell()
  }

  function count(record: JobRecord, it: Batch): void {
    const tripped = tally.note(record, it.order.breaker)
    if (tripped && it.state === 'running') stop(it, tripped)
    // A person who lets it go on forgives what went wrong until then, also of cards that ended after it stopped.
    if (tripped || it.state !== 'running') tally.forgive()
  }

  const recordOf = (job: JobId | undefined): JobRecord | undefined => job && journal.record(job)

  /** What was left in this reader in the middle, by its card or its program, and goes on when the card is back. */
  const leftIn = (reader: string): JobRecord | undefined =>
    chosen && journal.askedBack(chosen, deps.isBench, reader).find(wantsItsCard)

  function state(): LineState {
    const it = batch()
    const seats = table.seats().filter(({ reader }) => !it || works(it, reader))
    return lineOf({
      batch: it,
      isArmed,
      pace: tally.pace(),
      lanes: seats.map((seat) => {
        const { stay, reader, asked } = seat
        if (!stay) return { ...seat, record: leftIn(reader) ?? recordOf(asked) }
        if (stay.is !== 'began' && stay.is !== 'asked') return seat
        // Its record stands still: that is the station's doing, and the card can be taken out.
        const failure = jobs.brokenBy(stay.job)
        if (failure) return { ...seat, stay: { is: 'unreadable', failure, since: stay.since } }
        return { ...seat, record: recordOf(stay.job) }
      }),
    })
  }

  /** The job that tells of a card which never answered, made where its lane did not begin it by itself. */
  function silentIn({ reader, stay }: LaneFacts, it: Batch | undefined): JobId | undefined {
    if (!it || it.state === 'closed' || stay?.is !== 'unreadable' || !isCards(stay.failure)) return undefined
    const told = refuseUnread({ order: it.order, reader, isReject: false }, stay.failure, deps)
    return told.is === 'asked' ? told.job : undefined
  }

  const stopReaders = readers.watch((now) => {
    table.look(now)
    tell()
  })
  const stopJournal = journal.watch((job) => {
    quietly(() => {
      const it = batch()
      const record = it && journal.record(job)
      if (it && record && record.batch === chosen && hasNumber(record)) count(record, it)
    })
    tell()
  })
  const stopBroken = jobs.watchBroken(tell)
  const look = (): void => {
    const version = batches.version()
    if (version !== seen) tell()
    seen = version
  }
  const timer = setInterval(() => quietly(look), LOOK_MS)

  return {
    state,
    watch: (onChange) => {
      watchers.add(onChange)
      return () => watchers.delete(onChange)
    },
    choose: (next) => {
      if (next !== undefined) batches.get(next)
      if (next === chosen) return
      isArmed = false
      letGo()
      chosen = next
      tally.clear()
      table.tidy()
      tell()
    },
    arm: (armed) => {
      if (armed && chosen === undefined) throw refused('batch', because('choose a batch before it is armed'))
      if (armed && chosen !== undefined) batches.hold(chosen)
      isArmed = armed
      if (!armed) letGo()
      tally.forgive()
      tell()
    },
    scanned: (device, lane) => {
      const it = awake()
      const asking = lane ?? oldestWanting(state().lanes)
      const seat = table.seats().find(({ number }) => number === asking)
      if (!it || seat?.stay?.is !== 'wanting') throw refused('device', because('no lane asks for a device'))
      beginFor(it, seat.reader, seat.stay.iccid, device)
      tell()
    },
    reject: (lane, reason) => {
      const seat = table.seats().find(({ number }) => number === lane)
      const at = state().lanes.find(({ number }) => number === lane)?.lane
      const waiting = seat && leftIn(seat.reader)
      const iccid = at && 'iccid' in at ? at.iccid : waiting?.iccid
      const it = batch()
      const silent = seat && iccid === undefined ? (seat.asked ?? silentIn(seat, it)) : undefined
      const one = at && 'job' in at ? recordOf(at.job) : undefined
      // It is the row of the list that is bad: its card was not touched, and gets the next device.
      const isUnfit = it?.order.identities === 'listed' && !one?.touched && one?.failure?.code === 'message.invalid'
      const isOthers = (one?.batch ?? chosen) !== chosen || (at !== undefined && isElsewhere(at))
      const isNoPiece = isOthers || isUnfit || (iccid === undefined && silent === undefined)
      if (!it || !seat || isNoPiece) throw refused('lane', because('lane {} has no card of this batch', lane))
      deps.setAside(it.order.batch, { iccid }, reason)
      const job = silent ?? seat.asked
      if (job) table.put(seat.reader, { is: 'began', job, since: now() })
      tell()
    },
    cardIn: (reader, iccid) => {
      const job = goneOn(() => jobs.cardIn(reader, iccid), deps.log)
      table.put(reader, job ? { is: 'began', job, since: now() } : { is: 'met', iccid })
      tell()
    },
    unread: (reader, failure) => {
      table.put(reader, { is: 'unreadable', failure, since: now() })
      tell()
    },
    close: () => {
      isClosed = true
      clearInterval(timer)
      clearImmediate(turn)
      stopReaders()
      stopJournal()
      stopBroken()
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

/** What is told of a card without a number counts when it is refused for good, and not before. */
const hasNumber = ({ iccid, device }: JobRecord): boolean => iccid !== undefined || device !== undefined

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
