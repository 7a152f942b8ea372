import type { ReaderState, StationState } from '../../../shared/contract'
import type { Failure } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import { JobId, type JobRecord, phases } from '../../../shared/job'
import { lineSceneOf } from './line'
import type { Scene } from './world'

const template = {
  name: 'nordwind',
  sha256: 'ab'.repeat(32),
  title: 'Nordwind Mobile',
  format: 'cp',
  from: 'station',
} as const
const harbour = {
  name: 'harbour',
  sha256: 'ef'.repeat(32),
  title: 'Harbour Telecom',
  format: 'dm1',
  from: 'station',
} as const
const others = [
  { name: 'nordwind-2', sha256: 'cd'.repeat(32), title: 'Nordwind, DM 2.0', format: 'dm2', from: 'station' },
  harbour,
] as const

const station: StationState = {
  bench: true,
  server: { url: 'https://dm.nordwind.example/dm', state: 'reachable' },
  owed: 0,
  hasCardKey: true,
  templates: [template],
}

const endings = ['3447167', '3448272', '3449383', '3450494', '3451505', '3452616', '3453727', '3454838']

export const readerAt = (number: number, hasCard: boolean): ReaderState => ({
  name: `Virtual PCD 00 ${String(number - 1).padStart(2, '0')}`,
  number,
  held: 'free',
  ...(hasCard
    ? {
        card: 'present',
        atrHex: '3b9f96801fc78031e073fe211b66d00177970d00',
        iccid: `894902000012${endings[number % 8]}`,
      }
    : { card: 'none' }),
})

const table = (count: number, cards: readonly number[]): readonly ReaderState[] =>
  Array.from({ length: count }, (_, at) => readerAt(at + 1, cards.includes(at + 1)))

export const recordAt = (index: number, change: Partial<JobRecord>): JobRecord => {
  const startedAt = Date.UTC(2026, 10, 21, 13, 32) - index * 47_000
  return {
    job: JobId.parse(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`),
    kind: 'write',
    outcome: 'PASS',
    device: parseDevice(imeis[index % imeis.length] ?? 'imei:490154203237518'),
    iccid: `894902000012${endings[index % 8]}`,
    atr: '3b9f96801fc78031e073fe211b66d00177970d00',
    reader: `Virtual PCD 00 0${index % 4}`,
    template: { name: 'nordwind', sha256: template.sha256 },
    format: 'cp',
    sha256: '9c1f'.repeat(16),
    bytes: 412,
    phases: phases.map((name, at) => ({ name, outcome: 'done', ms: [62, 4210, 3120, 804, 260][at] ?? 0 })),
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

const imeis = ['imei:356938035643809', 'imei:490154203237518', 'imei:352099001761481', 'meid:A000000FF09FA6'] as const

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
      return by === 0 ? { name, outcome: 'failed', ms: 410 } : { name, outcome: 'done', ms: 320 }
    }),
    ...change,
  })

const past: readonly JobRecord[] = [
  recordAt(1, {}),
  stoppedAt(2, 'write', { code: 'card.too-small', needBytes: 412, haveBytes: 256 }, {}),
  recordAt(3, {
    outcome: 'OWED',
    registration: { state: 'pending', attempts: 3, nextAttemptAt: Date.UTC(2026, 10, 21, 13, 40) },
  }),
  stoppedAt(4, 'write', { code: 'reader.lost', reader: 'Virtual PCD 00 02' }, { outcome: 'ERROR' }),
  stoppedAt(5, 'verify', { code: 'card.mismatch', offset: 128 }, {}),
  stoppedAt(6, 'write', { code: 'job.cancelled' }, { outcome: 'CANCELLED' }),
  ...Array.from({ length: 18 }, (_, at) => recordAt(at + 7, {})),
]

const torn = stoppedAt(0, 'write', { code: 'card.removed', reader: 'Virtual PCD 00 00' }, { torn: true })
const { failure: _, ...ended } = stoppedAt(0, 'verify', { code: 'job.cancelled' }, {})
const interrupted: JobRecord = { ...ended, outcome: 'INTERRUPTED' }

const scenes: Readonly<Record<string, Partial<Scene>>> = {
  one: {},
  several: { readers: { service: 'up', readers: [...table(4, [1, 3])] } },
  none: { readers: { service: 'up', readers: [...table(4, [])] } },
  asking: { station: { ...station, templates: [{ ...template, name: 'asking' }] } },
  composer: { station: { ...station, templates: [harbour, { ...others[0], from: 'product' }] } },
  returned: { station: { ...station, templates: [harbour] }, readers: { service: 'up', readers: [...table(4, [3])] } },
  eight: { readers: { service: 'up', readers: [...table(8, [1, 2, 4, 5])] } },
  sixteen: { readers: { service: 'up', readers: [...table(16, [1, 2, 4, 5, 9])] } },
  down: { readers: { service: 'down', readers: [] } },
  'no-reader': { readers: { service: 'up', readers: [] }, station: { ...station, bench: false } },
  templates: { station: { ...station, templates: [template, ...others] } },
  'no-key': { station: { ...station, hasCardKey: false } },
  'typed-key': { station: { ...station, wanted: 'card-key' } },
  away: {
    station: {
      ...station,
      owed: 41,
      server: { ...station.server, state: 'unreachable', since: Date.now() - 1_560_000 },
    },
  },
  torn: { jobs: [torn, ...past] },
  interrupted: { jobs: [interrupted, ...past] },
  empty: { jobs: [] },
}

/** `?scene=torn`: the station as it stands when the window opens. */
export const sceneOf = (search: string): Scene => ({
  station,
  readers: { service: 'up', readers: [...table(4, [1])] },
  jobs: past,
  ...lineSceneOf(search),
  ...scenes[new URLSearchParams(search).get('scene') ?? 'one'],
})
