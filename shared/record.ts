import { blameOf, type Failure } from './failure'
import {
  type JobId,
  type JobRecord,
  type Kind,
  type Noted,
  type Order,
  type Outcome,
  type Phase,
  phasesOf,
  type Registration,
} from './job'

type PhaseRecord = JobRecord['phases'][number]

/** The record of a job: the fold of its notes and nothing else. Undefined before anything was ordered. */
export function recordOf(job: JobId, notes: readonly Noted[]): JobRecord | undefined {
  const [first, ...rest] = notes
  if (first?.note.note !== 'ordered') return undefined
  return rest.reduce(noted, ordered(job, first.note.order, first.at))
}

const iso = (at: number): string => new Date(at).toISOString()
const waiting = (kind: Kind): PhaseRecord[] => phasesOf[kind].map((name) => ({ name, outcome: 'waiting' }))

const ordered = (job: JobId, order: Order, at: number): JobRecord => ({
  job,
  kind: order.kind,
  outcome: 'running',
  ...(order.device && { device: order.device }),
  ...(order.iccid && { iccid: order.iccid }),
  reader: order.reader,
  ...(order.template && { template: order.template }),
  ...(order.format && { format: order.format }),
  phases: waiting(order.kind),
  commands: 0,
  keys: { adm1: { triesLeft: null } },
  accounts: [],
  registration: { state: 'none' },
  torn: false,
  ...(order.references && { references: order.references }),
  ...(order.cause && { cause: withoutPhone(order.cause) }),
  ...(order.batch && { batch: order.batch }),
  ...(order.green && { green: order.green }),
  bench: order.bench,
  startedAt: iso(at),
})

/**
 * Whether the card's own leaving stopped a job, or that of its reader, after its file was touched and before what is on it was proven. Such a
 * job goes on by itself when the card is back; a refused key, for one, is never tried again unasked.
 */
export const waitsForItsCard = (record: JobRecord): boolean => isLeft(record) && isOfOneCard(record)

/** Not so where its card carries no number: any other could be that one, and nothing goes on with it. */
export const isOfOneCard = ({ iccid, atr }: JobRecord): boolean => Boolean(iccid) || atr === undefined

/** Refused before a message could be made: its order names nothing to make one of, and it cannot go on. */
export const lacksMessage = ({ kind, device, template }: Pick<Order, 'kind' | 'device' | 'template'>): boolean =>
  phasesOf[kind].includes('compose') && (device === undefined || template === undefined)

const isLeft = ({ touched, outcome, failure, finishedBy }: JobRecord): boolean =>
  finishedBy === undefined &&
  touched === true &&
  failure !== undefined &&
  leavings.includes(failure.code) &&
  (outcome === 'FAIL' || outcome === 'ERROR')

/** Whether its card may hold what no job has proven, be it half a message. The next one that ends well there settles it. */
export const isLeftOnCard = ({ touched, torn, outcome, finishedBy }: JobRecord): boolean =>
  finishedBy === undefined && (outcome === 'INTERRUPTED' || ((touched === true || torn) && isFailed(outcome)))
const isFailed = (outcome: Outcome): boolean => outcome === 'FAIL' || outcome === 'ERROR' || outcome === 'CANCELLED'

const withoutPhone = ({ phone: _, ...cause }: NonNullable<Order['cause']>): JobRecord['cause'] => cause

const leavings: readonly string[] = ['card.removed', 'card.mute', 'reader.lost', 'reader.service-down', 'reader.busy']

/** One more note. What is written here is all that any screen, command or report can know of a job. */
export function noted(record: JobRecord, { at, note }: Noted): JobRecord {
  switch (note.note) {
    case 'ordered':
      return record
    case 'resumed': {
      const { failure: _, endedAt: __, ...rest } = record
      return { ...rest, outcome: 'running', reader: note.reader, phases: waiting(record.kind) }
    }
    case 'card':
      return { ...record, ...(note.iccid && { iccid: note.iccid }), atr: note.atrHex }
    case 'tries':
      return { ...record, keys: { adm1: { triesLeft: note.adm1 } } }
    case 'composed':
      return {
        ...record,
        sha256: note.sha256,
        bytes: note.bytes,
        ...(note.warnings && { warnings: note.warnings }),
      }
    case 'found':
      return { ...record, findings: [...new Set([...(record.findings ?? []), ...note.findings])] }
    case 'prepared':
      return { ...record, steps: note.steps }
    case 'touched': {
      const { finishedBy: _, ...rest } = record
      return { ...rest, torn: true, touched: true }
    }
    case 'commands':
      return { ...record, commands: record.commands + note.count }
    case 'met':
      return {
        ...record,
        before: record.before ?? note.accounts,
        ...(note.device && { replaces: record.replaces ?? note.device }),
      }
    case 'rehearsed':
      return { ...record, accounts: note.accounts }
    case 'began':
      return begun(phase(record, note.phase, { outcome: 'running' }), note.phase)
    case 'done':
      return finished(phase(record, note.phase, detailed('done', note)), note.phase, at)
    case 'registered': {
      const { note: _, ...proof } = note
      return { ...record, registration: { ...proof, state: note.state ?? 'accepted' } }
    }
    case 'registration': {
      const { note: _, ...standing } = note
      const { nextAttemptAt: __, trouble: ___, ...before } = record.registration
      return { ...record, registration: { ...before, ...standing } }
    }
    case 'decided': {
      const { note: _, ...decided } = note
      return { ...record, decisions: [...(record.decisions ?? []), { ...decided, at: iso(at) }] }
    }
    case 'failed':
      return failed(note.phase ? phase(record, note.phase, detailed('failed', note)) : record, note.failure, at)
    case 'interrupted':
      return { ...record, outcome: 'INTERRUPTED', phases: record.phases.map(stopped) }
    case 'rejected':
      return { ...record, rejected: note.reason }
    case 'finished-by':
      return {
        ...record,
        torn: false,
        touched: note.device !== undefined && note.device === record.device,
        finishedBy: note.job,
      }
    case 'withdrawn':
      return { ...record, touched: false }
  }
}

/** What needs the DM Server and no card any more. */
export const isAtServer = (name: Phase): boolean => name === 'release' || name === 'transfer' || name === 'register'

const detailed = (
  outcome: PhaseRecord['outcome'],
  { ms, detail }: { ms?: number | undefined; detail?: string | undefined },
) => ({
  outcome,
  ...(ms !== undefined && { ms }),
  ...(detail !== undefined && { detail }),
})

const stopped = (phase: PhaseRecord): PhaseRecord =>
  phase.outcome === 'running' ? { ...phase, outcome: 'interrupted' } : phase

const phase = (record: JobRecord, name: Phase, change: Omit<PhaseRecord, 'name'>): JobRecord => ({
  ...record,
  phases: record.phases.map((phase) => (phase.name === name ? { ...phase, ...change } : phase)),
})

/** From here on nothing but the DM Server's word is missing: the card is written, verified and rehearsed. */
function begun(record: JobRecord, name: Phase): JobRecord {
  if (!isAtServer(name)) return record
  const { failure: _, endedAt: __, ...rest } = record
  return { ...rest, outcome: 'OWED', registration: { state: 'pending' } }
}

function finished(record: JobRecord, name: Phase, at: number): JobRecord {
  if (name === phasesOf[record.kind].at(-1)) return { ...record, outcome: 'PASS', endedAt: iso(at) }
  return name === 'write' || name === 'prepare' ? { ...record, torn: false, touched: true } : record
}

function failed(record: JobRecord, failure: Failure, at: number): JobRecord {
  const tries = failure.code === 'card.locked' || failure.code === 'card.key-refused' ? failure.attemptsLeft : undefined
  const outcome: Outcome = blameOf(failure)
  const isAsItWas = failure.code === 'card.cannot-prepare'
  return {
    ...record,
    outcome,
    failure,
    // What a preparation could not do leaves the card to devices as it was.
    ...(isAsItWas && { torn: false, touched: false }),
    ...(tries !== undefined && { keys: { adm1: { triesLeft: tries } } }),
    // Before it was owed, nothing was asked of the server that it could refuse.
    ...(failure.code === 'server.refused' &&
      record.registration.state !== 'none' && { registration: refused(record.registration, failure) }),
    endedAt: iso(at),
  }
}

/** A device that is somebody's already waits for a person's word. */
function refused(
  { nextAttemptAt: _, trouble: __, ...before }: Registration,
  { problem }: Extract<Failure, { code: 'server.refused' }>,
): Registration {
  return { ...before, state: problem === 'identity-claimed' ? 'conflict' : 'rejected' }
}

/** The time the card took. The DM Server's is not in it: it may answer tomorrow. */
export function tookMs({ phases }: JobRecord): number | undefined {
  const times = phases.flatMap(({ name, ms }) => (isAtServer(name) || ms === undefined ? [] : [ms]))
  return times.length === 0 ? undefined : times.reduce((sum, ms) => sum + ms, 0)
}
