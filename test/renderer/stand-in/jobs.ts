import type { Failure } from '../../../shared/failure'
import type { DeviceId } from '../../../shared/identity/device'
import { JobId, type JobRecord, type Phase, phasesOf } from '../../../shared/job'
import { because } from '../../../shared/reason'
import type { ReaderState } from '../../../shared/station-state'
import { hashAt } from './numbers'
import { recordAt, usualMs } from './records'
import { templates } from './templates'
import { tellReader, tellRecord, type World } from './world'

type Outcome = JobRecord['phases'][number]['outcome']

/** A job that runs through its phases by the clock, and goes wrong where the world says so. */
export function startJob(
  world: World,
  device: DeviceId,
  reader: ReaderState,
  { template, kind = 'write' }: { readonly template: string; readonly kind?: 'write' | 'rebootstrap' },
): JobId {
  const job = JobId.parse(crypto.randomUUID())
  const { endedAt: _, ...fresh } = recordAt(0, {
    job,
    kind,
    device,
    reader: reader.name,
    outcome: 'running',
    template: { name: template, sha256: hashAt(1) },
    accounts: [],
    registration: { state: 'none' },
    startedAt: new Date().toISOString(),
    ...(reader.iccid === undefined ? {} : { iccid: reader.iccid }),
    phases: phasesOf[kind].map((name) => ({ name, outcome: 'waiting' })),
  })
  tellRecord(world, fresh)
  void run(world, job, reader.number)
  return job
}

export function resumeJob(world: World, record: JobRecord): JobId {
  const { failure: _, endedAt: __, ...rest } = record
  tellRecord(world, {
    ...rest,
    outcome: 'running',
    torn: false,
    phases: rest.phases.map(({ name }) => ({ name, outcome: 'waiting' })),
  })
  const number = world.now.readers.readers.find(({ name }) => name === record.reader)?.number ?? 1
  void run(world, record.job, number)
  return record.job
}

async function run(world: World, job: JobId, number: number): Promise<void> {
  for (const { name: phase } of current(world, job).phases) {
    if (current(world, job).failure) return end(world, job, number, { outcome: 'CANCELLED' })
    setPhase(world, job, phase, 'running')
    tellReader(world, number, { held: phase === 'compose' || phase === 'register' ? 'free' : 'ours' })
    await new Promise((done) => setTimeout(done, world.manner.phaseMs))
    if (world.manner.failAt === phase) return fail(world, job, number, phase)
    setPhase(world, job, phase, 'done', usualMs(0, phase))
  }
  const isAway = world.now.station.server.state === 'unreachable'
  end(world, job, number, {
    outcome: isAway ? 'OWED' : 'PASS',
    accounts: accountsOf(current(world, job).template?.name),
    registration: isAway
      ? { state: 'pending', attempts: 1, nextAttemptAt: Date.now() + 48_000 }
      : { state: 'accepted', id: 'r-1' },
  })
}

/** As the template has them that the job is of. */
const accountsOf = (name: string | undefined): JobRecord['accounts'] =>
  templates
    .filter((one) => one.name === name)
    .flatMap(({ servers }) => servers.map(({ id }) => ({ serverId: id, url: `https://${id}/dm`, name: id })))

const current = ({ now }: World, job: JobId): JobRecord => now.jobs.get(job) ?? recordAt(0, { job })

function setPhase(world: World, job: JobId, phase: Phase, outcome: Outcome, ms?: number): void {
  const record = current(world, job)
  const timed = ms === undefined ? { name: phase, outcome } : { name: phase, outcome, ms }
  tellRecord(world, { ...record, phases: record.phases.map((one) => (one.name === phase ? timed : one)) })
}

function fail(world: World, job: JobId, number: number, phase: Phase): void {
  const reader = current(world, job).reader
  const failure = failureOf(world, phase, reader)
  setPhase(world, job, phase, 'failed', usualMs(0, phase))
  end(world, job, number, {
    outcome: phase === 'compose' ? 'ERROR' : 'FAIL',
    failure,
    torn: world.manner.isTorn,
    touched: world.manner.isTorn,
  })
}

function failureOf({ manner }: World, phase: Phase, reader: string): Failure {
  if (manner.isTorn) return { code: 'card.removed', reader }
  if (manner.wants === 'pin') return { code: 'card.needs-pin', path: '6421' }
  if (manner.wants === 'try') return { code: 'card.locked', attemptsLeft: 2 }
  if (phase === 'write') return { code: 'card.refused', command: 'UPDATE BINARY', sw: '6581' }
  if (phase !== 'compose') return { code: 'card.mismatch', offset: 128 }
  return { code: 'disk.failed', path: '/var/lib/bootstation/station.db', reason: because('the disk is full') }
}

function end(world: World, job: JobId, number: number, change: Partial<JobRecord>): void {
  tellReader(world, number, { held: 'free' })
  const record = current(world, job)
  const tookMs = record.phases.reduce((sum, { ms = 0 }) => sum + ms, 0)
  const endedAt = new Date(Date.parse(record.startedAt) + tookMs).toISOString()
  tellRecord(world, { ...record, ...change, endedAt })
}
