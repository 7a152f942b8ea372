import { expect, test } from 'vitest'
import { createServerSeen } from '../../../electron/desk/server-seen'
import { Failed, type Failure } from '../../../shared/failure'

const refused = (status: number): Failure => ({ code: 'server.refused', status, reason: 'no', retryable: false })

test.for<[string, Failure, 'reachable' | 'unreachable']>([
  ['does not answer', { code: 'server.unreachable', reason: 'nothing listens' }, 'unreachable'],
  ['has a certificate that does not hold', refused(495), 'unreachable'],
  ['answers that it has no such page', refused(404), 'reachable'],
])('a server that %s is %s', async ([, failure, state]) => {
  const seen = createServerSeen({ url: 'https://dm.example', now: () => 1, onBack: () => undefined })
  const stop = seen.watch(() => Promise.reject(new Failed(failure)))
  await expect.poll(() => seen.state().state).toBe(state)
  stop()
})

test('it is back once, when it answers after it did not', () => {
  let back = 0
  const seen = createServerSeen({ url: 'https://dm.example', now: () => 1, onBack: () => back++ })
  for (const state of ['reachable', 'unreachable', 'unreachable', 'reachable', 'reachable'] as const) seen.told(state)
  expect(back).toBe(1)
})
