import { Failed, type Failure } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import type { JobId, JobRecord, Kind, Noted, Order } from '../../shared/job'
import { because } from '../../shared/reason'
import { isAtServer, isOfOneCard, lacksMessage, waitsForItsCard } from '../../shared/record'
import { untilNoted } from '../noting'
import type { Journal } from '../records/journal'
import { type JobDeps, runJob } from './run'

export type JobsDeps = JobDeps & {
  readonly journal: Journal
  readonly isBench: boolean
  readonly owner: string
  readonly newId: () => JobId
  readonly random: () => number
  readonly log: (line: string) => void
}

export type Jobs = {
  /** Notes the order and runs it. Throws `disk.failed` if it cannot be noted: then nothing was begun. */
  readonly start: (order: Order, as?: JobId) => JobId
  /** Notes an order that no message could be made for, or whose card cannot be met, so that a record says so. */
  readonly refuse: (order: Order, failure: Failure, as?: JobId) => JobId
  /**
   * Begins an interrupted or failed job again, at any reader: it finds out what is still to do. Fails with
   * `request.superseded` where another job has written or emptied its card since then, unless it is to be done `again`.
   */
  readonly resume: (job: JobId, how?: { readonly reader?: string | undefined; readonly again?: boolean }) => JobId
  /** Stops between two phases, never inside a write. Fails with `request.invalid` for a job of another program; one that has ended is left as it is. */
  readonly cancel: (job: JobId) => void
  /** Goes on with the job that this card left, if there is one. */
  readonly cardIn: (reader: string, iccid: string) => JobId | undefined
  /** What keeps a job's end from being noted: its record stands still until then, and its card is free. */
  readonly brokenBy: (job: JobId) => Failure | undefined
  readonly watchBroken: (onBroken: () => void) => () => void
  /** When no card is being written, or undefined while none is. */
  readonly untilSafe: () => Promise<unknown> | undefined
  readonly close: () => Promise<void>
}

export function createJobs(deps: JobsDeps): Jobs {
  const { journal, isBench, owner, random } = deps
  const running = new Map<JobId, { readonly stop: AbortController; readonly ended: Promise<void> }>()

  const failing = new Set<JobId>()
  const closing = new AbortController()
  const noting = new Map<JobId, Promise<void>>()
  const broken = new Map<JobId, Failure>()
  const onBroken = new Set<() => void>()

  /** A card of the bench is no card of the station, nor is its DM Server the station's. */
  function checkPlace({ bench }: Pick<Order, 'bench'>): void {
    if (bench !== isBench) throw refused(because('what is of a training bench is done there, and nothing else is'))
  }

  function run(job: JobId, order: Order, left?: readonly string[]): JobId {
    const stop = new AbortController()
    // Whoever waits for the end takes no bug along: it stays unhandled, and ends the program.
    const ended = new Promise<void>((end) => {
      void runJob({ job, order, left, signal: stop.signal }, deps)
        .then(
          (note) => void noting.set(job, noteEnd(job, note)),
          (error: unknown) => endWith(error, job),
        )
        .finally(() => {
          running.delete(job)
          end()
        })
    })
    running.set(job, { stop, ended })
    return job
  }

  /** No card waits for the disk: until it takes the end of a job, its record stands still. The next start calls it interrupted. */
  async function noteEnd(job: JobId, note: () => void): Promise<void> {
    const onFailure = (failed: Failed): void => {
      deps.log(endLine(`the end of job ${job} could not be noted yet`, failed))
      broken.set(job, failed.failure)
      for (const tell of onBroken) tell()
    }
    const noted = (): void => {
      note()
      broken.delete(job)
    }
    try {
      await untilNoted(noted, { onFailure, random, signal: closing.signal })
    } catch (error) {
      if (!(error instanceof Failed)) throw error
    } finally {
      noting.delete(job)
    }
  }

  /** A bug ends the program, and not before the cards in the other readers are whole. */
  async function endWith(error: unknown, job: JobId): Promise<never> {
    failing.add(job)
    const others = [...running].filter(([other]) => !failing.has(other)).map(([, one]) => one)
    for (const { stop } of others) stop.abort()
    await Promise.all(others.map(({ ended }) => ended))
    throw error
  }

  /** Looked at and begun in one commit: no two programs go on with one job. */
  function resume(job: JobId, reader?: string, left?: readonly string[]): JobId {
    const order = journal.atomically((append) => {
      const { record, order } = resumable(job)
      const at = reader ?? record.reader
      append(job, { note: 'resumed', owner, reader: at })
      return { ...order, reader: at, ...cardOf(record) }
    })
    return run(job, order, left)
  }

  function resumable(job: JobId): { readonly record: JobRecord; readonly order: Order } {
    const record = journal.record(job)
    const order = orderOf(journal, job)
    if (!record || !order) throw refused(because('there is no job {}', job))
    checkPlace(order)
    if (running.has(job) || record.outcome === 'running') throw refused(because('this job is running'))
    if (!isOfOneCard(record)) throw new Failed({ code: 'card.unnumbered', reader: record.reader })
    if (record.outcome === 'PASS' || record.outcome === 'OWED')
      throw refused(because('this job has nothing left to do but to wait'))
    if (lacksMessage(order)) throw refused(because('no message was made for this job; there is nothing to go on with'))
    return { record, order }
  }

  /** What its holder told for a job that does not begin is for no other. */
  function forgetPin({ iccid }: { readonly iccid?: string | undefined }): void {
    if (iccid !== undefined) deps.keys.forgetPin(iccid)
  }

  return {
    start: (order, job = deps.newId()) => {
      try {
        checkPlace(order)
        journal.append(job, { note: 'ordered', order, owner })
      } catch (error) {
        forgetPin(order)
        throw error
      }
      return run(job, order)
    },
    refuse: (order, failure, job = deps.newId()) => {
      forgetPin(order)
      const ordered = { note: 'ordered', order, owner } as const
      const began = { note: 'began', phase: 'compose' } as const
      if (isOfCard(failure)) journal.append(job, ordered, { note: 'failed', failure })
      else journal.append(job, ordered, began, { note: 'failed', phase: 'compose', failure })
      return job
    },
    resume: (job, { reader, again = false } = {}) => {
      try {
        const by = again ? undefined : supersededBy(journal, job)
        if (by) throw superseded(by)
        return resume(job, reader)
      } catch (error) {
        if (!running.has(job)) forgetPin(journal.record(job) ?? {})
        throw error
      }
    },
    cancel: (job) => {
      const here = running.get(job)
      if (!here && !noting.has(job) && journal.record(job)?.outcome === 'running')
        throw refused(because('this job runs in another program, which has to stop it'))
      here?.stop.abort()
    },
    cardIn: (reader, iccid) => {
      const waiting = journal.leftOn(iccid, isBench).find(waitsForItsCard)
      if (!waiting || running.has(waiting.job)) return undefined
      deps.log(`job ${waiting.job} goes on: its card is back`)
      return resume(waiting.job, reader, leftBy(journal, waiting.job))
    },
    brokenBy: (job) => broken.get(job),
    watchBroken: (tell) => {
      onBroken.add(tell)
      return () => onBroken.delete(tell)
    },
    untilSafe: () => (running.size === 0 ? undefined : Promise.all([...running.values()].map(({ ended }) => ended))),
    close: async () => {
      for (const { stop } of running.values()) stop.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
      closing.abort()
      await Promise.all(noting.values())
    },
  }
}

/** The job that has written or emptied this card since. */
function supersededBy(journal: Journal, job: JobId): JobRecord | undefined {
  const record = journal.record(job)
  if (!record?.iccid) return undefined
  const { iccid, bench, kind } = record
  if (kind === 'prepare') return undefined
  if (record.finishedBy) return journal.record(record.finishedBy)
  const before = lastAtCard(journal, job)
  return journal.newestOf(
    { iccid, bench },
    (one) => rewriting.includes(one.kind) && lastAtCard(journal, one.job) > before,
  )
}

const rewriting: readonly Kind[] = ['write', 'blank', 'rebootstrap']
const isOfCard = ({ code }: Failure): boolean => /^(card|bytes)\./.test(code)

const refused = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'job', reason })

/** The place of what it last noted of its card, or of its order: clocks are set, and a registration ends when the server answers. */
const lastAtCard = (journal: Journal, job: JobId): number => journal.notes(job).findLast(isAtCard)?.seq ?? 0
const isAtCard = ({ note }: Noted): boolean =>
  note.note === 'ordered' ||
  note.note === 'card' ||
  note.note === 'touched' ||
  (note.note === 'done' && note.phase !== 'compose' && !isAtServer(note.phase))

const superseded = ({ job, device, iccid = '' }: JobRecord): Failed =>
  new Failed({ code: 'request.superseded', iccid, job, ...(device && { device }) })

/** A job belongs to the card it met first: on another card it would be another job. */
const cardOf = ({ iccid }: JobRecord): Pick<Order, 'iccid'> | undefined => (iccid ? { iccid } : undefined)

/** What was on the card when this job first touched it: nothing else is replaced unasked. */
const leftBy = (journal: Journal, job: JobId): readonly string[] =>
  journal.notes(job).flatMap(({ note }) => (note.note === 'touched' ? (note.before ?? []) : []))

function orderOf(journal: Journal, job: JobId): Order | undefined {
  const [first] = journal.notes(job)
  return first?.note.note === 'ordered' ? first.note.order : undefined
}
