import { EventPublisher } from '@orpc/server'
import type { Batch } from '../../../shared/batch'
import { Choice, Choices, type StationSettings, usualChoices } from '../../../shared/choices'
import type { JobId, JobRecord } from '../../../shared/job'
import type { LineState } from '../../../shared/lane'
import type { ReadersState, StationState } from '../../../shared/station-state'

export type Scene = {
  readonly station: StationState
  readonly readers: ReadersState
  readonly jobs: readonly JobRecord[]
  readonly line: LineState
  readonly batches: readonly Batch[]
}

/** A station without a world behind it: what it knows, and whoever follows it. */
export type World = {
  readonly now: {
    station: StationState
    readers: ReadersState
    settings: StationSettings
    readonly jobs: Map<JobId, JobRecord>
    line: LineState
    batches: readonly Batch[]
    /** Entries of the inbox that somebody else was quicker with. */
    readonly decided: Set<number>
  }
  readonly told: EventPublisher<{
    station: StationState
    readers: ReadersState
    settings: StationSettings
    record: JobRecord
    line: LineState
  }>
  /** How long a phase takes, and where the next job goes wrong. */
  readonly manner: {
    phaseMs: number
    failAt: JobRecord['phases'][number]['name'] | undefined
    isTorn: boolean
    /** What a person has to say before it goes on. */
    wants: 'pin' | 'try' | undefined
  }
}

export const createWorld = ({ station, readers, jobs, line, batches }: Scene): World => ({
  now: {
    station,
    readers,
    settings: settingsOf(location.search),
    line,
    batches,
    decided: new Set(),
    jobs: new Map(jobs.map((record) => [record.job, record])),
  },
  told: new EventPublisher(),
  manner: { phaseMs: 300, failAt: undefined, isTorn: false, wants: undefined },
})

export const home = '/home/line/.local/share/bootstation'
export const server = 'https://dm.nordwind.example/dm'

const told: StationSettings['told'] = {
  home,
  by: 'bench',
  server,
  cardKeys: { from: 'file', place: `${home}/bench/adm` },
  readers: 'bench',
}

/** `?language=ar&density=glove`: as it was chosen when the window opens. */
export const settingsOf = (search: string): StationSettings => ({
  choices: Choices.parse({
    ...usualChoices,
    ...Choice.parse(Object.fromEntries([...new URLSearchParams(search)].filter(([name]) => name in Choice.shape))),
  }),
  told,
})

export function chooseIn({ now, told: tell }: World, choice: Choice): Choices {
  const choices = Choices.parse({ ...now.settings.choices, ...choice })
  now.settings = { ...now.settings, choices }
  tell.publish('settings', now.settings)
  return choices
}

export function tellStation({ now, told }: World, change: Partial<StationState>): void {
  now.station = { ...now.station, ...change }
  told.publish('station', now.station)
}

export function tellReaders({ now, told }: World, readers: ReadersState): void {
  now.readers = readers
  told.publish('readers', readers)
}

export function tellLine({ now, told }: World, line: LineState): void {
  now.line = line
  told.publish('line', line)
}

export const tellReader = (world: World, number: number, change: Partial<ReadersState['readers'][number]>): void =>
  tellReaders(world, {
    ...world.now.readers,
    readers: world.now.readers.readers.map((reader) => (reader.number === number ? { ...reader, ...change } : reader)),
  })

export function tellRecord({ now, told }: World, record: JobRecord): JobRecord {
  now.jobs.set(record.job, record)
  told.publish('record', record)
  return record
}
