import { Failed, type Failure } from '../../shared/failure'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import type { Journal } from '../records/journal'
import type { Outbox, Owed } from '../records/outbox'
import type { Registrations } from '../records/registrations'
import type { BatchOutcome } from '../server/batch'
import type { Standing } from '../server/client'
import type { GivingBack } from '../server/give-back'
import { noteGone } from './registrations'

export type DeliverDeps = {
  readonly journal: Journal
  readonly outbox: Outbox
  readonly registrations: Registrations
  /** Tells the DM Server, each for itself; the job is the idempotency key. */
  readonly register: (owed: readonly Owed[], signal: AbortSignal) => Promise<readonly BatchOutcome[]>
  /** Gives back what has to be before this one is registered. */
  readonly release: (owed: GivingBack, signal: AbortSignal) => Promise<readonly Standing[]>
  readonly now: () => number
  /** From 0 to 1: how much earlier than the longest wait. */
  readonly random: () => number
  readonly owner: string
  readonly log: (line: string) => void
  /** Told what the server did last, for the page. */
  readonly onServer: (state: 'reachable' | 'unreachable') => void
}

export type Delivery = {
  /** Looks at the outbox now instead of at the next turn. */
  readonly hurry: () => void
  readonly close: () => Promise<void>
}

/** How often rows of other processes are looked for. */
const TURN_MS = 1000
const HOUR_MS = 3_600_000
/** As many go in one batch, and as many go alone at once: to see whether a server is back, no more are needed. */
const MOST = 1000
const HANDFUL = 8

/**
 * Empties the outbox for as long as this process lives, longest waiting first, and waits while the server is away. In two
 * lanes: while the answers of one are noted, the server is at work for the other.
 */
export function startDelivery(deps: DeliverDeps): Delivery {
  const ending = new AbortController()
  const lanes = [startLane(deps, ending.signal), startLane(deps, ending.signal)]
  const hurry = (): void => {
    for (const lane of lanes) lane.hurry()
  }
  return {
    hurry,
    close: async () => {
      ending.abort()
      hurry()
      await Promise.all(lanes.map(({ ended }) => ended))
    },
  }
}

function startLane(
  deps: DeliverDeps,
  signal: AbortSignal,
): { readonly hurry: () => void; readonly ended: Promise<void> } {
  const state = { wake: (): void => undefined, isHurried: false }
  const rest = async (ms: number): Promise<void> => {
    if (!state.isHurried && !signal.aborted)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        state.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    state.isHurried = false
  }
  async function run(): Promise<void> {
    for (let silent = 0; !signal.aborted; ) {
      const turn = await deliverTurn(deps, silent === 0 ? MOST : HANDFUL, signal)
      if (turn !== 'idle') silent = turn === 'silent' ? silent + 1 : 0
      if (turn !== 'settled') await rest(turn === 'silent' ? backOffMs(silent, deps.random) : TURN_MS)
    }
  }
  return {
    ended: run(),
    hurry: () => {
      state.isHurried = true
      state.wake()
    },
  }
}

/** `silent`: the server did not answer. `later`: something went back into the outbox. */
export type Turn = 'idle' | 'settled' | 'later' | 'silent'

/** Takes what is due and notes what became of it. Nothing is called registered before the server's proof is on disk. */
export async function deliverTurn(deps: DeliverDeps, most: number, signal: AbortSignal): Promise<Turn> {
  const { journal, outbox, owner, now } = deps
  const owed = outbox.take(owner, now(), most)
  if (owed.length === 0) return 'idle'
  const outcomes = await outcomesOf(owed, deps, signal)
  journal.atomically((append) => {
    for (const [at, one] of owed.entries()) note(one, outcomes[at] ?? unanswered, deps, append)
  })
  const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []))
  const [passing, ...more] = failures.filter((failure) => !isFinal(failure))
  if (passing && !signal.aborted) deps.log(en.commandLine.waits(more.length + 1, wordsOf(passing).what))
  const isSilent = failures.length === owed.length && failures.every(({ code }) => code === 'server.unreachable')
  if (!signal.aborted) deps.onServer(isSilent ? 'unreachable' : 'reachable')
  if (isSilent) return 'silent'
  return passing ? 'later' : 'settled'
}

const unanswered: BatchOutcome = { failure: { code: 'server.unreachable', reason: 'nothing was answered' } }

/** What came of one that was taken: told, or what it replaces was given back. */
type Outcome = BatchOutcome | { readonly released: readonly Standing[] }

/** One that gives back first is told in a turn of its own, when that is on disk: else it would give itself back. */
async function outcomesOf(owed: readonly Owed[], deps: DeliverDeps, signal: AbortSignal): Promise<readonly Outcome[]> {
  const plain = owed.filter(({ releases }) => releases === undefined)
  const told = plain.length === 0 ? [] : await registered(plain, deps, signal)
  const outcomes = new Map<Owed, Outcome>(plain.map((one, at) => [one, told[at] ?? unanswered]))
  for (const one of owed) if (one.releases !== undefined) outcomes.set(one, await released(one, one.releases))
  return owed.map((one) => outcomes.get(one) ?? unanswered)

  async function released({ request }: Owed, releases: string): Promise<Outcome> {
    try {
      return { released: await deps.release({ releases, request }, signal) }
    } catch (error) {
      if (!(error instanceof Failed)) throw error
      return { failure: error.failure }
    }
  }
}

/** What befalls the whole request befalls each of them. */
async function registered(
  owed: readonly Owed[],
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
  const { outbox, registrations, now } = deps
  const { job, attempts, began, releases } = owed
  if ('released' in outcome) {
    for (const standing of outcome.released) noteGone(standing, deps, append)
    const done = { note: 'done', phase: 'release', ms: Math.max(0, now() - began) } as const
    append(job, done, { note: 'began', phase: 'register' })
    outbox.released(job, now())
    return
  }
  if ('receipt' in outcome) {
    const { id, state, version, requestSha256 } = outcome.receipt
    const done = { note: 'done', phase: 'register', ms: Math.max(0, now() - began) } as const
    append(job, { note: 'registered', id, state, version, requestSha256 }, done)
    registrations.keep(id, job, state)
    outbox.remove(job)
    return
  }
  const { failure } = outcome
  if (failure.code === 'job.cancelled') {
    outbox.putBack(job, now(), 0)
    return
  }
  if (isFinal(failure)) {
    append(job, { note: 'failed', phase: releases === undefined ? 'register' : 'release', failure })
    // The server's own "no" waits for a person; what is no request will never be one.
    if (failure.code === 'server.refused') outbox.hold(job)
    else outbox.remove(job)
    return
  }
  const waitMs = waitOf(attempts, failure, deps.random)
  outbox.putBack(job, now(), waitMs)
  append(job, { note: 'registration', state: 'pending', attempts, nextAttemptAt: now() + waitMs })
}

/** Only the server's own "no", or a request that is none, ends it; everything else may pass by itself. */
const isFinal = (failure: Failure): boolean =>
  failure.code === 'request.invalid' || (failure.code === 'server.refused' && !failure.retryable)

/** What the server asks for, and at most a tenth more: not all stations shall come back at the same moment. */
function waitOf(attempts: number, failure: Failure, random: () => number): number {
  if (failure.code === 'server.refused' && failure.retryAfterMs !== undefined)
    return Math.round(failure.retryAfterMs * (1 + random() / 10))
  return backOffMs(attempts, random)
}

/** 1 s, 2 s, 4 s and so on to an hour, each shortened by up to a half. */
const backOffMs = (attempts: number, random: () => number): number =>
  Math.round(Math.min(HOUR_MS, 1000 * 2 ** Math.min(attempts - 1, 12)) * (1 - random() / 2))
