import { defaultMaxListeners } from 'node:events'
import { expect, test } from 'vitest'
import { startDelivery } from '../../../electron/job/deliver'
import { deliverTurn } from '../../../electron/job/deliver-turn'
import { noteStanding } from '../../../electron/job/follow'
import { diskWaitMs } from '../../../electron/noting'
import { Failed } from '../../../shared/failure'
import { recordOf } from '../../../shared/record'
import { imeiOf, jobOf } from '../../support/registration-world'
import { away, hourMs, refusing, signal, world } from './deliver-world'

test('what the server has proved is registered, with its proof, and the record is the fold of its notes', async () => {
  const { deps, owe, server } = world()
  const job = owe(1)
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  const record = deps.journal.record(job)
  expect(record).toMatchObject({ outcome: 'PASS', registration: { state: 'accepted', version: 2 } })
  expect(record?.registration.requestSha256).toBe(
    server.side().registry.find(`IMEI:${imeiOf(1).slice(5)}`)?.requestSha256,
  )
  expect(recordOf(job, deps.journal.notes(job))).toEqual(record)
  expect(await deliverTurn(deps, 1000, signal)).toBe('idle')
})

test('what the server has answered is noted when the disk takes it again, and is asked for once', async () => {
  const { deps, owe, calls } = world()
  const job = owe(1)
  const said: string[] = []
  const disk = { refusals: 2 }
  const atomically: typeof deps.journal.atomically = (work) => {
    if (disk.refusals-- > 0) throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'it is full' })
    return deps.journal.atomically(work)
  }
  const log = (line: string) => void said.push(line)
  // A wait of no length.
  const full = { ...deps, journal: { ...deps.journal, atomically }, log, random: () => 2 }
  expect(await deliverTurn(full, 1000, signal)).toBe('settled')
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS' })
  expect([calls.length, said]).toEqual([
    1,
    Array(2).fill('what the server answered could not be noted yet, disk.failed'),
  ])
})

test('a turn that a full disk or a bug ends is not the last', async () => {
  const { deps, owe } = world()
  const said: string[] = []
  const wrong: Error[] = [
    new TypeError('imei 490154203237518'),
    new Failed({ code: 'disk.failed', path: 'station.db', reason: 'it is full' }),
  ]
  const take: typeof deps.outbox.take = (...asked) => {
    const error = wrong.pop()
    if (error) throw error
    return deps.outbox.take(...asked)
  }
  const job = owe(1)
  const log = (line: string) => void said.push(line)
  const delivery = startDelivery({ ...deps, outbox: { ...deps.outbox, take }, log, random: () => 2 })
  await expect.poll(() => deps.journal.record(job)?.outcome).toBe('PASS')
  await delivery.close()
  expect(said.sort()).toEqual([
    expect.stringMatching(/^the outbox could not be looked at, disk.failed$/),
    expect.stringMatching(/^the outbox could not be looked at: a fault of ours, TypeError at /),
  ])
  expect(said.join()).not.toContain('4901542')
})

test('a turn that a bug ends leaves nothing leased: what it had is told in a later one', async () => {
  const { deps, owe } = world()
  const jobs = [owe(1), owe(2)]
  const bugs = [new TypeError('of ours')]
  const register: typeof deps.register = async (...asked) => {
    const bug = bugs.pop()
    if (bug) throw bug
    return deps.register(...asked)
  }
  const at = { ...deps, register, random: () => 2 }
  await expect(deliverTurn(at, 1000, signal)).rejects.toThrow(TypeError)
  expect(await deliverTurn(at, 1000, signal)).toBe('settled')
  for (const job of jobs) expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS' })
})

test('a disk that is full for long is tried again every few seconds', () =>
  expect([1, 2, 3, 4, 20].map((tries) => diskWaitMs(tries, () => 0))).toEqual([1000, 2000, 4000, 5000, 5000]))

test.for([
  'the server’s certificate has expired, or this clock is wrong',
  'the server’s certificate is not from our certificate authority',
])('where %s, what is owed waits, its record says why, and nothing is lost', async (reason) => {
  const { deps, owe, line, clock, server } = world()
  const job = owe(1)
  const trouble = { code: 'server.refused', status: 495, reason, retryable: false } as const
  line.answer = async () => {
    throw new Failed(trouble)
  }
  expect(await deliverTurn(deps, 1000, signal)).toBe('silent')
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'OWED', registration: { state: 'pending', trouble } })
  line.answer = server.handle
  clock.now += hourMs
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS', registration: { state: 'accepted' } })
  expect(deps.journal.record(job)?.registration).not.toHaveProperty('trouble')
})

test('a receipt for another request proves nothing', async () => {
  const { deps, owe, line } = world()
  const job = owe(1)
  line.answer = async () => ({
    status: 201,
    headers: {},
    body: JSON.stringify({ id: 'r-1', state: 'accepted', version: 1, requestSha256: 'f'.repeat(64) }),
  })
  await deliverTurn(deps, 1000, signal)
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'ERROR', registration: { state: 'rejected' } })
})

test('a handful goes one by one, more of them as one batch', async () => {
  const { deps, owe, calls } = world()
  for (let number = 0; number < 8; number++) owe(number)
  await deliverTurn(deps, 1000, signal)
  expect(calls).toEqual(Array.from({ length: 8 }, () => 'POST v1/registrations'))
  calls.length = 0
  for (let number = 8; number < 17; number++) owe(number)
  await deliverTurn(deps, 1000, signal)
  expect(calls[0]).toBe('POST v1/registration-batches')
  expect(calls.at(-1)).toBe('GET v1/operations/ID/results')
  expect(deps.outbox.size()).toBe(0)
})

test('one of a batch that is refused is refused alone', async () => {
  const { deps, owe, server } = world()
  const taken = world()
  taken.owe(4)
  await server.handle(
    { method: 'POST', path: 'v1/registrations', headers: keyed('theirs'), body: JSON.stringify(requestIn(taken, 4)) },
    'other-shop',
  )
  for (let number = 0; number < 12; number++) owe(number)
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  const outcomes = Array.from({ length: 12 }, (_, number) => deps.journal.record(jobOf(number))?.outcome)
  expect(outcomes.filter((outcome) => outcome === 'PASS')).toHaveLength(11)
  expect(deps.journal.record(jobOf(4))).toMatchObject({
    outcome: 'ERROR',
    failure: { problem: 'identity-claimed', sentence: 'device-taken' },
    registration: { state: 'conflict' },
  })
  expect(deps.outbox.held().map(({ job }) => job)).toEqual([jobOf(4)])
})

test('what the server refuses for another cause is in nobody’s list, and in the outbox no longer', async () => {
  const { deps, owe, line } = world()
  const job = owe(1)
  line.answer = async () => ({
    status: 422,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ type: 'urn:bootstation:problem:template-unknown', title: 'No', status: 422 }),
  })
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'ERROR', registration: { state: 'rejected' } })
  expect([deps.outbox.held(), deps.outbox.size()]).toEqual([[], 0])
})

const keyed = (key: string) => ({ 'content-type': 'application/json', 'idempotency-key': key })
function requestIn({ deps }: ReturnType<typeof world>, number: number): unknown {
  const owed = deps.outbox.take(deps.owner, deps.now(), 9).find(({ job }) => job === jobOf(number))
  return owed && 'request' in owed ? owed.request : undefined
}

test('a server that takes no batches is told one by one', async () => {
  const { deps, owe, server, line } = world()
  for (let number = 0; number < 20; number++) owe(number)
  line.answer = (call) => (call.path.includes('batches') ? refusing(404, 'not-found')() : server.handle(call))
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  expect(deps.outbox.size()).toBe(0)
})

test('of one device the second registration waits for the first, and the server sees them in order', async () => {
  const { deps, owe, line, server, clock } = world()
  const [first, second] = [owe(1, imeiOf(1), '8949000000000000017'), owe(2, imeiOf(1), '8949000000000000025')]
  line.answer = away
  await deliverTurn(deps, 1000, signal)
  expect(deps.journal.record(second)?.registration).toEqual({ state: 'pending' })
  delete line.answer
  clock.now += 2000
  for (const _ of [first, second]) await deliverTurn(deps, 1000, signal)
  const kept = server.side().registry.find(`IMEI:${imeiOf(1).slice(5)}`)
  expect(kept?.request.card?.iccid).toBe('8949000000000000025')
  expect(kept?.history.map(({ state }) => state)).toEqual(['received', 'accepted', 'received', 'accepted'])
})

test('no signal is listened to by more requests at once than Node allows without a warning', async () => {
  const { deps, owe } = world()
  for (let number = 1; number <= 16; number++) owe(number)
  const listening = new Map<AbortSignal, number>()
  const state = { isAsked: (): void => undefined }
  const asked = new Promise<void>((resolve) => {
    state.isAsked = resolve
  })
  const delivery = startDelivery({
    ...deps,
    outbox: { ...deps.outbox, take: (owner, now) => deps.outbox.take(owner, now, 8) },
    register: (owed, of) => {
      listening.set(of, (listening.get(of) ?? 0) + owed.length)
      if ([...listening.values()].reduce((sum, count) => sum + count) === 16) state.isAsked()
      return new Promise((resolve) => of.addEventListener('abort', () => resolve([])))
    },
  })
  await asked
  await delivery.close()
  expect(Math.max(...listening.values())).toBeLessThanOrEqual(defaultMaxListeners)
})

test('a server that tells no version with where a registration stands is no news each time', async () => {
  const { deps, owe } = world()
  const job = owe(1)
  await deliverTurn(deps, 1000, signal)
  const id = deps.journal.record(job)?.registration.id ?? expect.fail('no registration')
  const told = (state: 'accepted' | 'contacted') => noteStanding(deps, { id, state, version: undefined })
  expect([told('accepted'), told('contacted'), told('contacted')]).toEqual([false, true, false])
})
