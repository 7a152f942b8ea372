import { Failed, type Failure } from '../../shared/failure'
import type { Note, Phase } from '../../shared/job'

/** How a job's phases come to be on disk. */
export type PhaseLog = {
  /**
   * `began` is on disk before the work, what goes `ahead` goes on meanwhile; `done` is with the next note. Nothing begins
   * once the signal is aborted.
   */
  readonly phase: <T>(name: Phase, work: () => Promise<T>, ahead?: () => Promise<void>) => Promise<T>
  /** On disk when it returns, with all that was to be noted later. */
  readonly note: (...notes: readonly Note[]) => void
  readonly later: (...notes: readonly Note[]) => void
  /** From now on each phase notes how many commands it took, however it ends. */
  readonly count: (commands: () => number) => void
  /** On disk with the next note. */
  readonly failed: (failure: Failure) => void
}

export type PhaseLogDeps = {
  /** One commit, on disk when it returns. */
  readonly append: (...notes: readonly Note[]) => void
  readonly now: () => number
  readonly signal: AbortSignal
}

export function createPhaseLog({ append, now, signal }: PhaseLogDeps): PhaseLog {
  let current: { readonly name: Phase; readonly since: number } | undefined
  let waiting: readonly Note[] = []
  let commands = () => 0
  let counted = 0

  const later = (...notes: readonly Note[]): void => {
    waiting = [...waiting, ...notes]
  }
  const note = (...notes: readonly Note[]): void => {
    const all = [...waiting, ...notes]
    if (all.length > 0) append(...all)
    waiting = []
  }
  const laterCommands = (): void => {
    const count = commands() - counted
    counted += count
    if (count > 0) later({ note: 'commands', count })
  }

  return {
    note,
    later,
    count: (from) => {
      commands = from
    },
    phase: async (name, work, ahead) => {
      if (signal.aborted) throw new Failed({ code: 'job.cancelled' })
      const since = now()
      const begin = async (): Promise<void> => note({ note: 'began', phase: name })
      const [ready, begun] = await Promise.allSettled([ahead?.(), begin()])
      if (begun.status === 'rejected') throw begun.reason
      current = { name, since }
      if (ready.status === 'rejected') throw ready.reason
      const result = await work()
      laterCommands()
      later({ note: 'done', phase: name, ms: now() - since })
      current = undefined
      return result
    },
    failed: (failure) => {
      laterCommands()
      const where = current && { phase: current.name, ms: now() - current.since }
      later({ note: 'failed', failure, ...where })
    },
  }
}
