// What is given back for a card that is bootstrapped anew, in the order in which the DM Server sees it.
import { expect, test } from 'vitest'
import { deliverTurn } from '../../../electron/job/deliver-turn'
import { ownerOf } from '../../../electron/records/owner'
import type { Call } from '../../../electron/server/call'
import type { Answer } from '../../../electron/server/exchange'
import { Failed } from '../../../shared/failure'
import type { DeviceId } from '../../../shared/identity/device'
import type { JobId } from '../../../shared/job'
import { recordOf } from '../../../shared/record'
import {
  freshFolder,
  imeiOf,
  jobOf,
  openTestOutbox,
  openTestServer,
  requestFor,
} from '../../support/registration-world'

const signal = new AbortController().signal
const iccid = '8949000000000000017'
const away = async (): Promise<never> => {
  throw new Failed({ code: 'server.unreachable', reason: 'nothing listens at the address' })
}

function world() {
  const dir = freshFolder()
  const clock = { now: 1_800_000_000_000 }
  const server = openTestServer(dir, () => clock.now)
  const calls: string[] = []
  const line: { answer?: (call: Call) => Promise<Answer> } = {}
  const send = async (call: Call): Promise<Answer> => {
    calls.push(call.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID'))
    return (line.answer ?? server.handle)(call)
  }
  const station = openTestOutbox(
    dir,
    () => clock.now,
    () => 0,
    send,
  )
  const { journal, outbox } = station.deps
  /** A card of one device that is bootstrapped anew for another, or for the same. */
  const anew = (number: number, device: DeviceId, releases: DeviceId): JobId => {
    const job = jobOf(number)
    const { template, sha256 } = { template: 'training', sha256: 'a'.repeat(64) }
    journal.atomically((append) => {
      append(
        job,
        {
          note: 'ordered',
          owner: ownerOf(process.pid),
          order: {
            kind: 'rebootstrap',
            device,
            reader: 'R1',
            template: { name: template, sha256 },
            format: 'dm2',
            variables: {},
            add: false,
            bench: false,
          },
        },
        { note: 'began', phase: 'release' },
      )
      outbox.add(job, requestFor(device, iccid), device, clock.now, releases)
    })
    return job
  }
  /** A device that is given back alone, or handed over. */
  const part = (number: number, device: DeviceId, to?: string): JobId => {
    const job = jobOf(number)
    const kind = to === undefined ? 'release' : 'transfer'
    const order = { kind, device, reader: '', variables: {}, add: false, bench: false, ...(to && { to }) } as const
    journal.atomically((append) => {
      append(job, { note: 'ordered', owner: ownerOf(process.pid), order }, { note: 'began', phase: kind })
      outbox.giveBack(job, device, clock.now, to)
    })
    return job
  }
  const turns = async (): Promise<void> => {
    for (let turn = 'settled'; turn === 'settled'; ) turn = await deliverTurn(station.deps, 1000, signal)
  }
  const standingOf = (device: DeviceId) => server.side().registry.find(`IMEI:${device.slice(5)}`)
  return { ...station, clock, server, calls, line, anew, part, turns, standingOf }
}

test('the old is given back before the new is registered, each noted before the next is asked', async () => {
  const { owe, anew, turns, calls, deps, standingOf } = world()
  const first = owe(1, imeiOf(1), iccid)
  await turns()
  calls.length = 0
  const job = anew(2, imeiOf(2), imeiOf(1))
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  expect(calls).toEqual(['v1/registrations/lookup', 'v1/registrations/ID/release'])
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'OWED', registration: { state: 'pending' } })
  expect(deps.journal.record(first)).toMatchObject({ registration: { state: 'released' } })
  expect(standingOf(imeiOf(1))).toBeUndefined()
  await turns()
  expect(calls.slice(2)).toEqual(['v1/registrations'])
  const record = deps.journal.record(job)
  expect(record).toMatchObject({ outcome: 'PASS', registration: { state: 'accepted' } })
  expect(record?.phases.slice(-2)).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }])
  expect(recordOf(job, deps.journal.notes(job))).toEqual(record)
})

test('a registration whose answer was lost is never given back by its own job', async () => {
  const { owe, anew, turns, deps, server, line, standingOf, clock } = world()
  owe(1, imeiOf(1), iccid)
  await turns()
  const job = anew(2, imeiOf(1), imeiOf(1))
  line.answer = async (call) => {
    const answer = await server.handle(call)
    return call.path === 'v1/registrations' ? away() : answer
  }
  await turns()
  const made = standingOf(imeiOf(1))
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'OWED' })
  delete line.answer
  clock.now += 10_000
  await turns()
  expect(standingOf(imeiOf(1))).toEqual(made)
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS', registration: { id: made?.id, state: 'accepted' } })
})

test('an answer to the giving back that was lost is asked for again, and nothing is given back twice', async () => {
  const { owe, anew, turns, deps, server, line, clock, standingOf } = world()
  owe(1, imeiOf(1), iccid)
  await turns()
  const held = standingOf(imeiOf(1))
  const job = anew(2, imeiOf(2), imeiOf(1))
  line.answer = async (call) => {
    const answer = await server.handle(call)
    return call.path.endsWith('/release') ? away() : answer
  }
  await turns()
  expect(deps.journal.record(job)?.phases.at(-2)).toMatchObject({ name: 'release', outcome: 'running' })
  delete line.answer
  clock.now += 10_000
  await turns()
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS' })
  const kept = server.side().registry.get(held?.id ?? '')
  expect(kept?.history.map(({ state }) => state)).toEqual(['received', 'accepted', 'released'])
})

test('a device whose first registration still waits is given back only after it', async () => {
  const { owe, anew, turns, line, clock, standingOf, deps } = world()
  const first = owe(1, imeiOf(1), iccid)
  anew(2, imeiOf(2), imeiOf(1))
  const later = owe(3, imeiOf(1), '8949000000000000025')
  line.answer = away
  await turns()
  delete line.answer
  clock.now += 10_000
  await turns()
  await turns()
  expect([first, later].map((job) => deps.journal.record(job)?.outcome)).toEqual(['PASS', 'PASS'])
  expect(deps.journal.record(first)?.registration.state).toBe('released')
  expect(standingOf(imeiOf(1))?.request.card?.iccid).toBe('8949000000000000025')
  expect(standingOf(imeiOf(2))?.request.card?.iccid).toBe(iccid)
})

test('what the server will not give back ends the job, nothing is registered, and no number stays in the outbox', async () => {
  const { owe, anew, turns, deps, server, line, standingOf } = world()
  owe(1, imeiOf(1), iccid)
  await turns()
  const job = anew(2, imeiOf(2), imeiOf(1))
  line.answer = async (call) =>
    call.path.endsWith('/release')
      ? {
          status: 403,
          headers: { 'content-type': 'application/problem+json' },
          body: JSON.stringify({ type: 'urn:bootstation:problem:forbidden', title: 'No', status: 403 }),
        }
      : server.handle(call)
  await turns()
  const record = deps.journal.record(job)
  expect(record).toMatchObject({ outcome: 'ERROR', failure: { code: 'server.refused' } })
  expect(record?.phases.slice(-2)).toMatchObject([
    { name: 'release', outcome: 'failed' },
    { name: 'register', outcome: 'waiting' },
  ])
  expect(standingOf(imeiOf(1))?.state).toBe('accepted')
  expect(standingOf(imeiOf(2))).toBeUndefined()
  expect(deps.outbox.held()).toEqual([])
})

test('registered, handed over and registered again reach the server in the order they were said, after days offline', async () => {
  const { owe, part, turns, line, clock, deps, standingOf } = world()
  line.answer = away
  const jobs = [
    owe(1, imeiOf(1), iccid),
    part(2, imeiOf(1)),
    owe(3, imeiOf(1), iccid),
    part(4, imeiOf(1), 'other-shop'),
  ]
  for (let hour = 0; hour < 50; hour++) {
    await turns()
    clock.now += 3_600_000
  }
  expect(deps.outbox.size()).toBe(4)
  delete line.answer
  await turns()
  expect(jobs.map((job) => deps.journal.record(job)?.outcome)).toEqual(['PASS', 'PASS', 'PASS', 'PASS'])
  expect(deps.outbox.size()).toBe(0)
  const theirs = standingOf(imeiOf(1))
  expect(theirs).toMatchObject({ tenant: 'other-shop', state: 'accepted' })
  expect(theirs?.history.map(({ state }) => state)).toEqual(['received', 'accepted', 'accepted'])
})

test.for(['v1/registrations/lookup', '/transfer'] as const)(
  'a handing over whose answer to %s was lost is done once, and known to be done',
  async (lost) => {
    const { owe, part, turns, line, clock, deps, server, standingOf } = world()
    const first = owe(1, imeiOf(1), iccid)
    await turns()
    const job = part(2, imeiOf(1), 'other-shop')
    line.answer = async (call) => {
      const answer = await server.handle(call)
      return call.path.endsWith(lost) ? away() : answer
    }
    await turns()
    expect(deps.journal.record(job)).toMatchObject({ outcome: 'OWED', registration: { state: 'pending' } })
    delete line.answer
    clock.now += 10_000
    await turns()
    expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS', phases: [{ name: 'transfer', outcome: 'done' }] })
    expect(deps.journal.record(first)?.registration.state).toBe('released')
    expect(standingOf(imeiOf(1))?.history.filter(({ cause }) => cause.includes('handed'))).toHaveLength(1)
  },
)

test('nothing is called given back where the server never had it, and nothing stays in the way', async () => {
  const { owe, part, turns, deps } = world()
  const [job, other] = [part(1, imeiOf(1)), part(2, imeiOf(1), 'other-shop')]
  const next = owe(3, imeiOf(1), iccid)
  await turns()
  for (const one of [job, other])
    expect(deps.journal.record(one)).toMatchObject({
      outcome: 'ERROR',
      failure: { code: 'server.refused', status: 404 },
    })
  expect(deps.journal.record(next)).toMatchObject({ outcome: 'PASS' })
  expect(deps.outbox.size()).toBe(0)
})
