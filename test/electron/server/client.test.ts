import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DmServer } from '../../../electron/bench/server/server'
import type { ServerAccess } from '../../../electron/home'
import { openDatabase } from '../../../electron/records/sqlite'
import { createDmServerClient, type DmServerClient } from '../../../electron/server/client'
import { hashOf } from '../../../electron/server/proof'
import { startTestServer } from '../../support/dm-server'
import { accessAs, failureOf, freshDir, freshImei, requestFor, strangerTo } from './support'

const dir = freshDir()
const held: { server?: DmServer } = {}
const server = (): DmServer => held.server ?? expect.fail('no server')
const clients: DmServerClient[] = []
const clientOf = (access: ServerAccess = server(), deadlineMs = 5000): DmServerClient => {
  const client = createDmServerClient(
    { url: access.url, ca: access.ca, cert: access.cert, key: access.key },
    { deadlineMs },
  )
  clients.push(client)
  return client
}
const registrations = (): unknown => {
  const db = openDatabase(`${dir}/server.db`)
  const row = db.get('SELECT count(*) AS n FROM registration')
  db.close()
  return row
}

beforeAll(async () => {
  held.server = await startTestServer({ dir, now: Date.now })
})
beforeEach(() => server().setMode('up'))
afterAll(async () => {
  for (const client of clients) client.close()
  await held.server?.close()
})

test('a device is registered, looked up, shown and given back', async () => {
  const client = clientOf()
  const imei = freshImei()
  await client.health()
  const registered = await client.register(requestFor(imei), 'life')
  const { id } = registered
  expect(registered).toMatchObject({ state: 'accepted', requestSha256: hashOf(requestFor(imei)) })
  expect(await client.register(requestFor(imei), 'life')).toEqual(registered)
  expect(await client.lookup([{ type: 'imei', value: imei }])).toMatchObject([{ id, state: 'accepted' }])
  expect(await client.release(id)).toMatchObject({ id, state: 'released' })
  expect((await client.status(id)).history?.map(({ state }) => state)).toEqual(['received', 'accepted', 'released'])
})

test('a station that gave up on a slow server asks again and has registered once', async () => {
  await server().setMode('slow', { delayMs: 60_000 })
  const request = requestFor(freshImei())
  const before = registrations()
  const late = await failureOf(clientOf(server(), 150).register(request, 'slow'))
  expect(late).toEqual({ code: 'server.unreachable', reason: 'no answer within 0.15 s' })
  expect(registrations()).not.toEqual(before)
  const once = registrations()
  await server().setMode('up')
  expect(await clientOf().register(request, 'slow')).toMatchObject({ state: 'accepted' })
  expect(registrations()).toEqual(once)
})

test('a slow answer comes as soon as the server is up again', async () => {
  await server().setMode('slow')
  const before = JSON.stringify(registrations())
  const answer = clientOf().register(requestFor(freshImei()), 'in-flight')
  await expect.poll(() => JSON.stringify(registrations()), { interval: 5 }).not.toBe(before)
  await server().setMode('up')
  expect(await answer).toMatchObject({ state: 'accepted' })
})

test('a server that is gone cannot be reached, and is found again when it is back', async () => {
  const client = clientOf()
  await client.health()
  await server().setMode('down')
  expect(await failureOf(client.health())).toEqual({
    code: 'server.unreachable',
    reason: 'nothing listens at the address',
  })
  await server().setMode('up')
  await client.health()
})

test('a server that goes while it is asked cuts the connection', async () => {
  await server().setMode('slow')
  const before = JSON.stringify(registrations())
  const answer = failureOf(clientOf().register(requestFor(freshImei()), 'cut'))
  await expect.poll(() => JSON.stringify(registrations()), { interval: 5 }).not.toBe(before)
  await server().setMode('down')
  expect(await answer).toEqual({ code: 'server.unreachable', reason: 'the connection was cut' })
})

test('modes asked for at once come one after the other', async () => {
  await Promise.all([
    server().setMode('down'),
    server().setMode('up'),
    server().setMode('down'),
    server().setMode('up'),
  ])
  expect(server().mode()).toBe('up')
  await clientOf().health()
})

test('the mode asked for last is the one that stays', async () => {
  await server().setMode('down')
  await Promise.all([server().setMode('up'), server().setMode('down')])
  expect(server().mode()).toBe('down')
  expect(await failureOf(clientOf().health())).toMatchObject({ code: 'server.unreachable' })
})

test('a refusal is told in words, and says whether and when to come again', async () => {
  const client = clientOf()
  const request = requestFor(freshImei())
  await server().setMode('refuse')
  expect(await failureOf(client.register(request, 'refused'))).toEqual({
    code: 'server.refused',
    status: 403,
    reason: 'No registrations are left on this ticket',
    retryable: false,
    problem: 'ticket-exhausted',
    sentence: 'order-more',
  })
  await server().setMode('refuse', { as: 'rate-limited', retryAfterMs: 2000 })
  expect(await failureOf(client.register(request, 'refused'))).toMatchObject({
    status: 429,
    retryable: true,
    retryAfterMs: 2000,
  })
  await server().setMode('refuse', { as: 'maintenance' })
  expect(await failureOf(client.register(request, 'refused'))).toMatchObject({ status: 503, retryable: true })
  await server().setMode('up')
  expect(await client.register(request, 'refused')).toMatchObject({ state: 'accepted' })
})

test('a device of another tenant is refused for good', async () => {
  const imei = freshImei()
  await clientOf().register(requestFor(imei), 'ours')
  const other = clientOf(await accessAs('other-client', server(), dir))
  expect(await failureOf(other.register(requestFor(imei), 'theirs'))).toMatchObject({
    code: 'server.refused',
    status: 409,
    retryable: false,
  })
})

test('a station with a certificate that the server does not know is refused for good', async () => {
  const stranger = await strangerTo(server(), freshDir())
  expect(await failureOf(clientOf(stranger).register(requestFor(freshImei()), 'stranger'))).toMatchObject({
    code: 'server.refused',
    status: 495,
    retryable: false,
  })
})
