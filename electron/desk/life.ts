// The whole life of a device by any of its identities, from records, registrations and intake.
import { Failed } from '../../shared/failure'
import { type DeviceId, identityOf } from '../../shared/identity/device'
import { maskedPhone } from '../../shared/intake/mask'
import type { JobRecord } from '../../shared/job'
import type { Life, LifeEvent } from '../../shared/life'
import { RegistrationState } from '../../shared/registration/state'
import type { Inbox } from '../intake/inbox'
import type { RegistrationDesk } from '../job/registrations'
import type { Journal } from '../records/journal'
import type { Lookup } from '../records/lookup'
import { identitiesIn, type Known } from './life-identity'

export type LifeDeps = {
  readonly journal: Pick<Journal, 'record' | 'notes'>
  readonly lookup: Pick<Lookup, 'search'>
  readonly inbox: () => Pick<Inbox, 'ofDevice' | 'ofPhone'>
  readonly registrations: Pick<RegistrationDesk, 'status'>
  readonly countryCode?: string | undefined
  readonly bench: boolean
}

/** More of one device or card is not told. */
const MOST = 500

/** Fails with `request.invalid` where the text is no identity, and with `disk.failed`. A server that is away is no failure. */
export async function lifeOf(asked: string, deps: LifeDeps): Promise<Life> {
  const { devices, cards } = await identitiesIn(asked, knownTo(deps))
  const ofDevices = await eachOf(devices, (device) => jobsOfDevice(device, deps))
  const theirs = unique([...cards, ...ofDevices.flatMap(({ iccid }) => iccid ?? [])])
  const ofCards = await eachOf(theirs, (iccid) => jobsOfCard(iccid, deps))
  const holder = holderOf(cards[0] ?? theirs[0], newestFirst([...ofDevices, ...ofCards])) ?? devices[0]
  const ofAsked = ofCards.filter(({ iccid }) => iccid !== undefined && cards.includes(iccid))
  const jobs = newestFirst([
    ...ofDevices,
    ...ofAsked,
    ...theirs.flatMap((iccid) => whileTheirs(devices, iccid, ofCards)),
  ])
  const all = unique([...devices, ...(devices.length === 0 && holder ? [holder] : [])])
  const told = await registrationsOf(all, jobs, deps)
  const events = [...jobs.map(jobEvent), ...told.events, ...all.flatMap((device) => intakeOf(device, deps))]
  return {
    devices: all,
    cards: theirs,
    ...(holder && { holder }),
    told: told.by,
    events: events.sort((one, other) => one.at - other.at),
  }
}

const knownTo = (deps: LifeDeps): Known => ({
  record: deps.journal.record,
  cardsLike: async (iccid) => (await searched(iccid, deps)).flatMap((record) => record.iccid ?? []),
  devicesOf: (phone) => devicesOf(phone, deps),
  countryCode: deps.countryCode,
})

const devicesOf = (phone: string, { inbox }: LifeDeps): readonly DeviceId[] =>
  unique(
    inbox()
      .ofPhone(phone, MOST)
      .map(({ device }) => device),
  )

const searched = async (text: string, { lookup, bench }: LifeDeps): Promise<readonly JobRecord[]> =>
  (await lookup.search({ text, outcome: [], bench, limit: MOST })).records
const jobsOfDevice = async (device: DeviceId, deps: LifeDeps): Promise<readonly JobRecord[]> =>
  (await searched(identityOf(device).value, deps)).filter((record) => record.device === device)
const jobsOfCard = async (iccid: string, deps: LifeDeps): Promise<readonly JobRecord[]> =>
  (await searched(iccid, deps)).filter((record) => record.iccid === iccid)
const eachOf = async <One, Found>(
  all: readonly One[],
  find: (one: One) => Promise<readonly Found[]>,
): Promise<Found[]> => (await Promise.all(all.map(find))).flat()

const newestFirst = (jobs: readonly JobRecord[]): readonly JobRecord[] =>
  [...new Map(jobs.map((record) => [record.job, record])).values()].sort((one, other) =>
    other.startedAt.localeCompare(one.startedAt),
  )

/** By the last job that made it a card of somebody's. */
const holderOf = (iccid: string | undefined, jobs: readonly JobRecord[]): DeviceId | undefined =>
  jobs.find((record) => iccid !== undefined && record.iccid === iccid && isGiven(record))?.device

/** It made the card one of its device. */
const isGiven = ({ kind, outcome }: JobRecord): boolean =>
  (kind === 'write' || kind === 'rebootstrap') && (outcome === 'PASS' || outcome === 'OWED')

/** What was done to a card as long as it was of these devices, and how it became another's. What came of it then is not their life. */
function whileTheirs(devices: readonly DeviceId[], iccid: string, jobs: readonly JobRecord[]): readonly JobRecord[] {
  let isTheirs = false
  return newestFirst(jobs.filter((record) => record.iccid === iccid))
    .toReversed()
    .filter((record) => {
      const wasTheirs = isTheirs
      if (isGiven(record)) isTheirs = record.device !== undefined && devices.includes(record.device)
      return wasTheirs
    })
}

const jobEvent = (record: JobRecord): LifeEvent => ({
  is: 'job',
  at: Date.parse(record.startedAt),
  job: record.job,
  kind: record.kind,
  outcome: record.outcome,
  failure: record.failure,
  device: record.device,
  iccid: record.iccid,
  reader: record.reader,
  template: record.template,
  before: record.before,
  accounts: record.accounts,
  replaces: record.replaces,
})

type Told = { readonly by: Life['told']; readonly events: readonly LifeEvent[] }

/** As the DM Server has them; while it is away, as far as this station heard. */
async function registrationsOf(
  devices: readonly DeviceId[],
  jobs: readonly JobRecord[],
  deps: LifeDeps,
): Promise<Told> {
  try {
    const events: LifeEvent[] = []
    for (const device of devices)
      for (const { id, history = [] } of (await deps.registrations.status(device)).standings)
        for (const { at, state, cause } of history)
          events.push({ is: 'registration', at: Date.parse(at), device, id, state, cause })
    return { by: 'server', events }
  } catch (error) {
    if (!(error instanceof Failed) || error.failure.code === 'disk.failed') throw error
    return { by: 'station', events: jobs.flatMap((record) => heardOf(record, devices, deps)) }
  }
}

function heardOf({ job, device }: JobRecord, asked: readonly DeviceId[], { journal }: LifeDeps): readonly LifeEvent[] {
  if (device === undefined || !asked.includes(device)) return []
  let id = ''
  return journal.notes(job).flatMap(({ at, note }): LifeEvent[] => {
    if (note.note === 'registered') id = note.id
    const said = note.note === 'registered' ? (note.state ?? 'accepted') : stateIn(note)
    const state = RegistrationState.safeParse(said)
    return state.success ? [{ is: 'registration', at, device, id, state: state.data }] : []
  })
}

const stateIn = (note: ReturnType<Journal['notes']>[number]['note']): string | undefined =>
  note.note === 'registration' ? note.state : undefined

/** What was ordered at this station is a job of its own. */
function intakeOf(device: DeviceId, { inbox }: LifeDeps): readonly LifeEvent[] {
  return inbox()
    .ofDevice(device, MOST)
    .filter(({ evidence }) => evidence !== 'counter')
    .map(({ id, source, evidence, state, why, device: named, phone, firstAt }) => ({
      ...{ is: 'intake', at: firstAt, id, source, evidence, state, why, device: named },
      ...(phone !== undefined && { phone: maskedPhone(phone) }),
    }))
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)]
