import { expect, test } from 'vitest'
import { askServer } from '../../../electron/server/ask'
import { Failed, type Failure } from '../../../shared/failure'

const refused = (retryable: boolean): Failure => ({ code: 'server.refused', status: 495, reason: 'no', retryable })
const askedOf = (failure?: Failure) =>
  askServer({
    health: async () => {
      if (failure) throw new Failed(failure)
    },
  })

test.for([
  undefined,
  { code: 'server.unreachable', reason: 'nothing listens at the address' },
  { code: 'job.cancelled' },
  refused(true),
] as const)('what may pass stops nobody before a card is changed: %o', async (failure) => {
  await expect(askedOf(failure)).resolves.toBeUndefined()
})

test.for([
  refused(false),
  { code: 'disk.failed', path: '/pki/station.pem', reason: 'it is not there' },
  { code: 'request.invalid', reason: 'that is no address' },
] as const)('what will not pass by itself does: $code', async (failure) => {
  await expect(askedOf(failure)).rejects.toMatchObject({ failure })
})

test('nobody waits for a server that says nothing', async () => {
  const began = performance.now()
  await askServer({
    health: (signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Failed({ code: 'job.cancelled' })))
      }),
  })
  expect(performance.now() - began).toBeGreaterThan(1000)
})
