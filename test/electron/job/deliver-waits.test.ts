import { expect, test } from 'vitest'
import { deliverTurn } from '../../../electron/job/deliver-turn'
import { away, hourMs, refusing, signal, world } from './deliver-world'

test('a server that is away is asked after 1, 2, 4 seconds and so on, after days every hour, and the record says when', async () => {
  const { deps, owe, line, clock, calls } = world()
  const job = owe(1)
  line.answer = away
  const waits: number[] = []
  for (let days = 0; days < 3 * 24 + 20; days++) {
    expect(await deliverTurn(deps, 1000, signal)).toBe('silent')
    const { registration } = deps.journal.record(job) ?? expect.fail('no record')
    expect(registration).toMatchObject({ state: 'pending', attempts: days + 1 })
    waits.push((registration.nextAttemptAt ?? 0) - clock.now)
    expect(await deliverTurn(deps, 1000, signal)).toBe('idle')
    clock.now = registration.nextAttemptAt ?? 0
  }
  expect(waits.slice(0, 14).map((ms) => ms / 1000)).toEqual([
    1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600,
  ])
  expect(Math.max(...waits)).toBe(hourMs)
  expect(calls).toHaveLength(waits.length)
  delete line.answer
  expect(await deliverTurn(deps, 1000, signal)).toBe('settled')
  expect(deps.journal.record(job)).toMatchObject({ outcome: 'PASS' })
  expect(deps.journal.record(job)?.registration).not.toHaveProperty('nextAttemptAt')
})

test('stations that lost the same server do not come back at the same moment', async () => {
  const waitWith = async (random: number) => {
    const { deps, owe, line, clock } = world(() => random)
    line.answer = away
    const job = owe(1)
    await deliverTurn(deps, 1000, signal)
    return (deps.journal.record(job)?.registration.nextAttemptAt ?? 0) - clock.now
  }
  expect([await waitWith(0), await waitWith(0.5), await waitWith(1)]).toEqual([1000, 750, 500])
})

test('Retry-After is waited for, to the second and hardly longer', async () => {
  const { deps, owe, line, clock } = world(() => 1)
  const job = owe(1)
  line.answer = refusing(429, 'rate-limited', { 'retry-after': '600' })
  expect(await deliverTurn(deps, 1000, signal)).toBe('later')
  expect(deps.journal.record(job)?.registration.nextAttemptAt).toBe(clock.now + 660_000)
  clock.now += 659_000
  expect(await deliverTurn(deps, 1000, signal)).toBe('idle')
})

test('a server that says at once, each time, is asked ever more seldom', async () => {
  const { deps, owe, line, clock } = world()
  const job = owe(1)
  line.answer = refusing(503, 'busy', { 'retry-after': '0' })
  const waits: number[] = []
  for (let turn = 0; turn < 4; turn++) {
    await deliverTurn(deps, 1000, signal)
    const next = deps.journal.record(job)?.registration.nextAttemptAt ?? 0
    waits.push(next - clock.now)
    clock.now = next
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000])
})

test('a server that falls silent while it is told one by one is left alone until another turn', async () => {
  const { deps, owe, line, calls } = world()
  for (let number = 0; number < 40; number++) owe(number)
  line.answer = (call) => (call.path.includes('batches') ? refusing(404, 'not-found')() : away())
  expect(await deliverTurn(deps, 1000, signal)).toBe('silent')
  expect(calls).toHaveLength(1 + 8)
  expect(deps.outbox.size()).toBe(40)
})
