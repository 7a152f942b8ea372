import { Failed, type Failure } from '../../shared/failure'
import type { JobId } from '../../shared/job'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import type { Journal } from '../records/journal'
import type { Outbox, Owed } from '../records/outbox'

export type DeliverDeps = {
  readonly journal: Journal
  readonly outbox: Outbox
  /** Tells the DM Server; the job is the idempotency key. */
  readonly register: (owed: Owed, signal: AbortSignal) => Promise<{ readonly id: string }>
  readonly now: () => number
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

/** Empties the outbox for as long as this process lives: one at a time, longest waiting first, and waits while the server is away. */
export function startDelivery(deps: DeliverDeps): Delivery {
  const ending = new AbortController()
  let wake = (): void => undefined

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      const owed = deps.outbox.take(deps.owner, deps.now())
      if (owed && (await deliver(owed, deps, ending.signal)) !== 'later') continue
      if (ending.signal.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TURN_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  const running = run()
  return {
    hurry: () => wake(),
    close: () => {
      ending.abort()
      wake()
      return running
    },
  }
}

async function deliver(owed: Owed, deps: DeliverDeps, signal: AbortSignal): Promise<'settled' | 'later'> {
  const { journal, outbox, now } = deps
  try {
    const { id } = await deps.register(owed, signal)
    const done = { note: 'done', phase: 'register', ms: now() - owed.began } as const
    journal.atomically((append) => {
      append(owed.job, { note: 'registered', id }, done)
      outbox.remove(owed.job)
    })
    deps.onServer('reachable')
    return 'settled'
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    const { failure } = error
    if (failure.code === 'server.unreachable') deps.onServer('unreachable')
    if (failure.code === 'server.refused') deps.onServer('reachable')
    if (isFinal(failure)) {
      refuse(owed.job, failure, deps)
      return 'settled'
    }
    const isOurEnd = failure.code === 'job.cancelled'
    outbox.putBack(owed.job, isOurEnd ? now() : now() + waitMs(owed.attempts, failure))
    if (!isOurEnd) deps.log(en.commandLine.waits(owed.job, wordsOf(failure).what))
    return 'later'
  }
}

/** Only the server's own "no", or a request that is none, ends it; everything else may pass by itself. */
const isFinal = (failure: Failure): boolean =>
  failure.code === 'request.invalid' || (failure.code === 'server.refused' && !failure.retryable)

/** Out of the outbox, and noted: a person decides, and `job resume` asks the server again. */
function refuse(job: JobId, failure: Failure, { journal, outbox }: DeliverDeps): void {
  journal.atomically((append) => {
    append(job, { note: 'failed', phase: 'register', failure })
    outbox.remove(job)
  })
}

/** 1, 2, 4, then every 5 seconds for ten minutes, then every 30; what the server asks for goes first. */
function waitMs(attempts: number, failure: Failure): number {
  if (failure.code === 'server.refused' && failure.retryAfterMs !== undefined) return failure.retryAfterMs
  if (attempts > 120) return 30_000
  return Math.min(5000, 500 * 2 ** Math.min(attempts, 10))
}
