import { rmSync } from 'node:fs'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import { afterAll, expect, test, vi } from 'vitest'
import { createHandlers } from '../../electron/handlers'
import type { Station } from '../../electron/station-parts'
import type { Contract } from '../../shared/contract'
import { JobId } from '../../shared/job'
import { createTestHome, openTestStation } from '../support/station'

const home = createTestHome()
const { station, ask } = openTestStation({ home, cards: {} })
const { port1, port2 } = new MessageChannel()
const watching = new Set<unknown>()
const watch: Station['journal']['watch'] = (tell) => {
  const stop = station.journal.watch(tell)
  watching.add(stop)
  return () => {
    stop()
    watching.delete(stop)
  }
}
new RPCHandler(createHandlers({ ...station, journal: { ...station.journal, watch } })).upgrade(port2)
/** As the window asks. */
const page = createORPCClient<ContractRouterClient<Contract>>(new RPCLink({ port: port1 }))

afterAll(async () => {
  port1.close()
  await station.close()
  rmSync(home, { recursive: true })
})

const nobody = JobId.parse('00000000-0000-4000-8000-000000000000')

test.for([
  ['the window', page],
  ['the command line', ask],
] as const)('a failure inside a stream reaches %s as data', async ([, from]) => {
  const steps = await from.job.changes({ job: nobody })
  const error = await steps.next().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ORPCError)
  expect(error).toMatchObject({ code: 'FAILED', data: { code: 'request.invalid', path: 'job' } })
})

test.for([
  ['the window', page],
  ['the command line', ask],
] as const)('what does not fit the contract is a failure for %s', async ([, from]) => {
  const error = await from.device.life({ identity: 'x'.repeat(300) }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'FAILED', data: { code: 'request.invalid', path: 'identity' } })
})

test('a stream ends in the station when nobody follows it any more', async () => {
  const followed = [1, 2, 3].map(() => new AbortController())
  for (const { signal } of followed) {
    const steps = await page.records.changes(undefined, { signal })
    void steps.next().catch(() => undefined)
  }
  await vi.waitUntil(() => watching.size === 3)
  for (const one of followed) one.abort()
  await vi.waitUntil(() => watching.size === 0)
})
