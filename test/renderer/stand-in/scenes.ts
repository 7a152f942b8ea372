import type { Failure } from '../../../shared/failure'
import type { JobRecord } from '../../../shared/job'
import type { StationState } from '../../../shared/station-state'
import { lineSceneOf, lineScenes } from './line'
import { hashAt, wallClock } from './numbers'
import { table } from './readers'
import { recordAt, stoppedAt } from './records'
import type { Scene } from './world'

const template = {
  name: 'nordwind',
  sha256: hashAt(1),
  title: 'Nordwind Mobile',
  format: 'cp',
  from: 'station',
} as const
const harbour = {
  name: 'harbour',
  sha256: hashAt(2),
  title: 'Harbour Telecom',
  format: 'dm1',
  from: 'station',
} as const
const others = [
  { name: 'nordwind-2', sha256: hashAt(4), title: 'Nordwind Mobile 2', format: 'dm2', from: 'station' },
  harbour,
] as const

const station: StationState = {
  bench: true,
  server: { url: 'https://dm.nordwind.example/dm', state: 'reachable' },
  owed: 0,
  hasCardKey: true,
  templates: [template],
}

/** What a server says in its own words is a technical detail. */
const unknownTemplate: Failure = {
  ...{ code: 'server.refused', status: 422, retryable: false, problem: 'template-unknown', sentence: 'ask-server' },
  reason: 'no template called nordwind is known to this tenant',
}

const past: readonly JobRecord[] = [
  recordAt(1, {}),
  stoppedAt(2, 'write', { code: 'card.too-small', needBytes: 412, haveBytes: 256 }, {}),
  recordAt(3, {
    outcome: 'OWED',
    registration: { state: 'pending', attempts: 3, nextAttemptAt: wallClock + 240_000 },
  }),
  stoppedAt(4, 'write', { code: 'reader.lost', reader: 'Virtual PCD 00 02' }, { outcome: 'ERROR' }),
  stoppedAt(5, 'verify', { code: 'card.mismatch', offset: 128 }, {}),
  stoppedAt(6, 'write', { code: 'job.cancelled' }, { outcome: 'CANCELLED' }),
  stoppedAt(7, 'register', unknownTemplate, { outcome: 'ERROR' }),
  ...Array.from({ length: 17 }, (_, at) => recordAt(at + 8, {})),
]

const torn = stoppedAt(0, 'write', { code: 'card.removed', reader: 'Virtual PCD 00 00' }, { torn: true, touched: true })
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
  'no-reader': { readers: { service: 'up', readers: [] } },
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
export function sceneOf(search: string): Scene {
  const name = new URLSearchParams(search).get('scene') ?? 'one'
  const usual: Scene = { ...lineSceneOf(search), station, jobs: past }
  return name in lineScenes
    ? usual
    : { ...usual, readers: { service: 'up', readers: [...table(4, [1])] }, ...scenes[name] }
}
