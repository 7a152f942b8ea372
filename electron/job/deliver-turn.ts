// One turn of the outbox: what is due is told, and what became of it is noted with it.
import { Failed, type Failure } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import { isUnreadable } from '../../shared/unreadable'
import { untilNoted } from '../noting'
import type { Journal } from '../records/journal'
import type { Outbox, Owed, OwedRegistration } from '../records/outbox'
import type { Registrations } from '../records/registrations'
import type { BatchOutcome } from '../server/batch'
import type { Standing } from '../server/client'
import type { GiveBack, Parted } from '../server/give-back'
import { noteGone } from './registrations'
import { backOffMs, isFinal, isUnasked, waitOf } from './waits'

export type DeliverDeps = {
  readonly journal: Journal
  readonly outbox: Outbox
  readonly registrations: Registrations
  /** Tells the DM Server, each for itself; the job is the idempotency key. */
  readonly register: (owed: readonly OwedRegistration[], signal: AbortSignal) => Promise<readonly BatchOutcome[]>
  readonly giveBack: GiveBack
  readonly now: () => number
  /** From 0 to 1: how much earlier than the longest wait. */
  readonly random: () => number
  readonly owner: string
  readonly log: (line: string) => void
  /** Told what the server did last, for the page. */
  readonly onServer: (state: 'reachable' | 'unreachable') => void
}

/** `silent`: the server could not be asked. `later`: something went back into the outbox. */
export type Turn = 'idle' | 'settled' | 'later' | 'silent'

/** Takes what is due and notes what became of it. Nothing is called registered before the server's proof is on disk. */
export async function deliverTurn(deps: DeliverDeps, most: number, signal: AbortSignal): Promise<Turn> {
  const { outbox, owner, now } = deps
  const owed = outbox.take(owner, now(), most)
  if (owed.length === 0) return 'idle'
  const outcomes = await tellThem(owed, deps, signal)
  const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []))
  const [passing, ...more] = failures.filter((failure) => !isFinal(failure))
  if (passing && !signal.aborted) deps.log(en.commandLine.waits(more.length + 1, wordsOf(passing).what))
  const isSilent = failures.length === owed.length && failures.every(isUnasked)
  if (!signal.aborted) deps.onServer(isSilent ? 'unreachable' : 'reachable')
  if (isSilent) return 'silent'
  return passing ? 'later' : 'settled'
}

/** What was told is noted with its answers. A bug leaves nothing leased to a program that lives on. */
async function tellThem(owed: readonly Owed[], deps: DeliverDeps, signal: AbortSignal): Promise<readonly Outcome[]> {
  const { journal, outbox, now } = deps
  const alone = new Set<Owed>()
  try {
    const outcomes = await outcomesOf(owed, deps, signal)
    await noted(deps, signal, () => noteAll(owed, outcomes, alone, deps))
    return outcomes
  } catch (error) {
    await noted(deps, signal, () =>
      journal.atomically(() => {
        for (const { job, attempts } of owed.filter((one) => !alone.has(one)))
          outbox.putBack(job, now(), backOffMs(attempts, deps.random))
      }),
    )
    throw error
  }
}

/** All at once. Where one of them has a record that cannot be read, each for itself: that one is told, and holds up no other. Those that were noted `alone` are not noted again. */
function noteAll(owed: readonly Owed[], outcomes: readonly Outcome[], alone: Set<Owed>, deps: DeliverDeps): void {
  const noting = (one: Owed, append: Journal['append']): void =>
    note(one, outcomes[owed.indexOf(one)] ?? unanswered, deps, append)
  const { journal, outbox, log } = deps
  const left = owed.filter((one) => !alone.has(one))
  try {
    journal.atomically((append) => {
      for (const one of left) noting(one, append)
    })
  } catch (error) {
    if (!isUnreadable(error)) throw error
    for (const one of left) {
      noteAlone(one)
      alone.add(one)
    }
  }

  function noteAlone(one: Owed): void {
    try {
      journal.atomically((append) => noting(one, append))
    } catch (error) {
      if (!isUnreadable(error)) throw error
      log(endLine(`what the server answered to job ${one.job} cannot be noted`, error))
      outbox.putAside(one.job)
    }
  }
}

/** What the server has answered is kept until the disk takes it: these rows are leased, and nobody else would ask again. */
const noted = ({ log, random }: DeliverDeps, signal: AbortSignal, note: () => void): Promise<void> =>
  untilNoted(note, {
    onFailure: (failed) => log(endLine('what the server answered could not be noted yet', failed)),
    random,
    signal,
  })

const unanswered: BatchOutcome = { failure: { code: 'server.unreachable', reason: 'nothing was answered' } }

/** What came of one that was taken. */
type Outcome = BatchOutcome | Parted

const isPlain = (one: Owed): one is OwedRegistration => one.act === 'register' && one.releases === undefined

/** One that gives back first is told in a turn of its own, when that is on disk: else it would give itself back. */
async function outcomesOf(owed: readonly Owed[], deps: DeliverDeps, signal: AbortSignal): Promise<readonly Outcome[]> {
  const plain = owed.filter(isPlain)
  const told = plain.length === 0 ? [] : await registered(plain, deps, signal)
  const outcomes = new Map<Owed, Outcome>(plain.map((one, at) => [one, told[at] ?? unanswered]))
  for (const one of owed) if (!isPlain(one)) outcomes.set(one, await givenBack(one, deps, signal))
  return owed.map((one) => outcomes.get(one) ?? unanswered)
}

async function givenBack(one: Owed, { giveBack }: DeliverDeps, signal: AbortSignal): Promise<Outcome> {
  try {
    if (one.act === 'give-back') return await giveBack.parting(one, signal)
    return { released: await giveBack.making({ releases: one.releases ?? '', request: one.request }, signal) }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return { failure: error.failure }
  }
}

/** What befalls the whole request befalls each of them. */
async function registered(
  owed: readonly OwedRegistration[],
  { register }: DeliverDeps,
  signal: AbortSignal,
): Promise<readonly BatchOutcome[]> {
  try {
    return await register(owed, signal)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return owed.map(() => ({ failure: error.failure }))
  }
}

function note(owed: Owed, outcome: Outcome, deps: DeliverDeps, append: Journal['append']): void {
  if ('released' in outcome) noteReleased(owed, outcome.released, deps, append)
  else if ('found' in outcome) deps.outbox.found(owed.job, outcome.found, deps.now())
  else if ('receipt' in outcome) noteReceipt(owed, outcome.receipt, deps, append)
  else if (outcome.failure.code === 'job.cancelled') deps.outbox.putBack(owed.job, deps.now(), 0)
  else if (isFinal(outcome.failure)) noteEnd(owed, outcome.failure, deps, append)
  else noteWait(owed, outcome.failure, deps, append)
}

function noteReleased(owed: Owed, gone: readonly Standing[], deps: DeliverDeps, append: Journal['append']): void {
  const { job } = owed
  for (const standing of gone) noteGone(standing, deps, append)
  append(job, { note: 'done', phase: phaseOf(owed), ms: Math.max(0, deps.now() - owed.began) })
  if (owed.act === 'register') {
    append(job, { note: 'began', phase: 'register' })
    deps.outbox.released(job, deps.now())
    return
  }
  const [{ id, version } = {}] = gone
  append(job, { note: 'registration', state: 'released', ...(id && { id }), ...(version && { version }) })
  deps.outbox.remove(job)
}

type Told = Extract<BatchOutcome, { receipt: unknown }>['receipt']

function noteReceipt({ job, began }: Owed, receipt: Told, deps: DeliverDeps, append: Journal['append']): void {
  const { id, state, version, requestSha256 } = receipt
  const done = { note: 'done', phase: 'register', ms: Math.max(0, deps.now() - began) } as const
  append(job, { note: 'registered', id, state, version, requestSha256 }, done)
  deps.registrations.keep(id, job, state)
  deps.outbox.remove(job)
}

/** A device that is somebody's already waits for a person; another "no" is for whoever begins the job again. */
function noteEnd(owed: Owed, failure: Failure, { outbox }: DeliverDeps, append: Journal['append']): void {
  append(owed.job, { note: 'failed', phase: phaseOf(owed), failure })
  const isClaimed = failure.code === 'server.refused' && failure.problem === 'identity-claimed'
  if (isClaimed && owed.act === 'register') outbox.hold(owed.job)
  else outbox.remove(owed.job)
}

function noteWait({ job, attempts }: Owed, failure: Failure, deps: DeliverDeps, append: Journal['append']): void {
  const waitMs = waitOf(attempts, failure, deps.random)
  deps.outbox.putBack(job, deps.now(), waitMs)
  append(job, {
    note: 'registration',
    state: 'pending',
    attempts,
    nextAttemptAt: deps.now() + waitMs,
    trouble: failure,
  })
}

function phaseOf(owed: Owed): 'register' | 'release' | 'transfer' {
  if (owed.act === 'register') return owed.releases === undefined ? 'register' : 'release'
  return owed.to === undefined ? 'release' : 'transfer'
}
