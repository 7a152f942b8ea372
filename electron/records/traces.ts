import { appendFileSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Failed } from '../../shared/failure'
import type { JobId } from '../../shared/job'
import { because } from '../../shared/reason'
import { TraceLine } from '../../shared/trace'

/** The notes of one stay of a card. They are on disk when the card is powered off or lost, and when they end. */
export type Recording = {
  readonly note: (line: TraceLine) => void
  /** `code` is the failure it ended with. */
  readonly end: (code?: string) => void
}

/** A file of lines for each job, in order; a job that was resumed has several stays in one. */
export type Traces = {
  readonly begin: (job: JobId, reader: string) => Recording
  /** Undefined where a job has none, or had one once. */
  readonly read: (job: JobId) => readonly TraceLine[] | undefined
}

export type TracesDeps = {
  readonly folder: string
  readonly now: () => number
  readonly log: (line: string) => void
}

/** The last so many jobs, and for so long; those that failed for longer. */
const KEPT_JOBS = 200
const DAY_MS = 24 * 60 * 60 * 1000
const KEPT_MS = 7 * DAY_MS
const FAILED_KEPT_MS = 30 * DAY_MS

/** Nothing here fails a job: what the disk says goes to the log. */
export function createTraces({ folder, now, log }: TracesDeps): Traces {
  const pathOf = (job: JobId): string => join(folder, `${job}.jsonl`)
  let begun = 0

  return {
    begin: (job, reader) => {
      const sinceMs = now()
      const at = new Date(sinceMs).toISOString()
      let lines: TraceLine[] = [{ trace: 'begun', form: 1, at, reader, job }]
      const flush = (): void => {
        const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
        lines = []
        quietly(log, () => {
          mkdirSync(folder, { recursive: true, mode: 0o700 })
          appendFileSync(pathOf(job), text, { mode: 0o600 })
        })
      }
      if (begun++ % KEPT_JOBS === 0) quietly(log, () => sweep(folder, now()))
      return {
        note: (line) => {
          lines.push(line)
          if (line.trace === 'lost' || (line.trace === 'power' && line.is === 'off')) flush()
        },
        end: (code) => {
          lines.push({ trace: 'ended', ms: now() - sinceMs, ...(code !== undefined && { code }) })
          flush()
        },
      }
    },
    read: (job) => {
      const path = pathOf(job)
      const text = textOf(path)
      return text === undefined ? undefined : linesOf(text, path)
    },
  }
}

/** The lines of a trace. Fails with `disk.failed` on one that is none. */
export function linesOf(text: string, path: string): readonly TraceLine[] {
  try {
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => TraceLine.parse(JSON.parse(line)))
  } catch {
    throw new Failed({ code: 'disk.failed', path, reason: because('it is not a trace that this program writes') })
  }
}

function sweep(folder: string, nowMs: number): void {
  const files = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, ageMs: nowMs - statSync(path).mtimeMs }))
    .sort((left, right) => left.ageMs - right.ageMs)
  for (const [at, { path, ageMs }] of files.entries()) {
    if (at < KEPT_JOBS && ageMs < KEPT_MS) continue
    if (ageMs < FAILED_KEPT_MS && hasFailed(path)) continue
    unlinkSync(path)
  }
}

const hasFailed = (path: string): boolean => /"trace":"(lost|ended)".*"code":/.test(readFileSync(path, 'utf8'))

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return undefined
    throw new Failed({ code: 'disk.failed', path, reason: `cannot be read (${code})` })
  }
}

function quietly(log: (line: string) => void, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') log(`traces: ${codeOf(error)}`)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
