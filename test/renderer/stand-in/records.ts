import type { Failure } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { JobId, type JobRecord, phases } from '../../../shared/job'
import { hashAt, iccidAt, imeiAt, wallClock } from './numbers'

export const recordAt = (index: number, change: Partial<JobRecord>): JobRecord => {
  const startedAt = wallClock - 120_000 - index * 47_000
  return {
    job: JobId.parse(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
    kind: 'write',
    outcome: 'PASS',
    device: index === 4 ? parseDevice('meid:A000000FF09FA6') : imeiAt(60 - index),
    iccid: iccidAt(60 - index),
    atr: '3b9f96801fc78031e073fe211b66d00177970d00',
    reader: `Virtual PCD 00 0${index % 4}`,
    template: { name: 'nordwind', sha256: hashAt(1) },
    format: 'cp',
    sha256: hashAt(index + 8),
    bytes: 412,
    phases: phases.map((name) => ({ name, outcome: 'done', ms: usualMs(index, name) })),
    commands: 41,
    keys: { adm1: { triesLeft: 3 } },
    accounts: [{ serverId: 'dm.nordwind.example', url: 'https://dm.nordwind.example/dm', name: 'Nordwind Mobile' }],
    registration: { state: 'accepted', id: 'r-77-2041' },
    torn: false,
    bench: true,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(startedAt + 8456).toISOString(),
    ...change,
  }
}

const usual: Readonly<Record<string, number>> = { compose: 62, write: 4210, verify: 3120, rehearse: 804, register: 260 }

/** What a phase takes of a card: some cards are quicker than others, the first one is the usual one. */
export const usualMs = (index: number, phase: string): number =>
  Math.round((usual[phase] ?? 180) * (1 + ((index * 29) % 17) / 60))

/** A job stopped at a phase: those before it are done, those after it never began. */
export const stoppedAt = (
  index: number,
  at: (typeof phases)[number],
  failure: Failure,
  change: Partial<JobRecord>,
): JobRecord =>
  recordAt(index, {
    failure,
    outcome: 'FAIL',
    accounts: [],
    registration: { state: 'none' },
    phases: phases.map((name) => {
      const by = phases.indexOf(name) - phases.indexOf(at)
      if (by > 0) return { name, outcome: 'waiting' }
      return by === 0 ? { name, outcome: 'failed', ms: 410 } : { name, outcome: 'done', ms: usualMs(index, name) }
    }),
    ...change,
  })
