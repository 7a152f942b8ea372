// What a card held before a server was added to it: while the job is torn, it is nowhere else. It holds secrets.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { JobId } from '../../shared/job'
import { writeWhole } from '../whole-file'
import { diskFailed, diskReasonOf } from './sqlite-errors'

/** A file of its owner's alone for each job that may have to put back what it found. */
export type Kept = {
  /** On disk when it returns. Fails with `disk.failed`. */
  readonly keep: (job: JobId, bytes: Uint8Array) => void
  /** Undefined where nothing is kept for this job, as at another station. */
  readonly of: (job: JobId) => Uint8Array | undefined
  /** When the card is whole again. Fails with `disk.failed`. */
  readonly drop: (job: JobId) => void
}

export function createKept(folder: string): Kept {
  const pathOf = (job: JobId): string => join(folder, job)
  return {
    keep: (job, bytes) => writeWhole(pathOf(job), bytes),
    of: (job) =>
      existsSync(pathOf(job)) ? guarded(pathOf(job), () => new Uint8Array(readFileSync(pathOf(job)))) : undefined,
    drop: (job) => guarded(folder, () => rmSync(pathOf(job), { force: true })),
  }
}

function guarded<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const reason = diskReasonOf(error)
    throw reason === undefined ? error : diskFailed(path, reason)
  }
}
