// Changes at the DM Server, on their way to a station and into its records.
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { DmServer } from '../../../electron/bench/server/server'
import { startFollowing } from '../../../electron/job/follow'
import { createDmServerClient, type DmServerClient } from '../../../electron/server/client'
import { listenForEvents, type Told } from '../../../electron/server/event-listener'
import { subscribeToEvents } from '../../../electron/server/events'
import { checkSigned } from '../../../electron/server/signature'
import { Failed } from '../../../shared/failure'
import { recordOf } from '../../../shared/record'
import { RegistrationEvent } from '../../../shared/registration/schema'
import { startTestServer } from '../../support/dm-server'
import { freshFolder, imeiOf, jobOf, openTestOutbox, requestFor } from '../../support/registration-world'
import { failureOf, freshDir } from './support'

const held: { server?: DmServer; client?: DmServerClient } = {}
const server = (): DmServer => held.server ?? expect.fail('no server')
const client = (): DmServerClient => held.client ?? expect.fail('no client')
beforeAll(async () => {
  held.server = await startTestServer({ dir: freshDir(), now: Date.now })
  held.client = createDmServerClient(held.server)
})
afterAll(async () => {
  held.client?.close()
  await held.server?.close()
})

function settledLater() {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}

const numbers = { last: 0 }
const register = async (): Promise<string> => {
  const device = imeiOf(numbers.last++)
  return (await client().register(requestFor(device), `key-${device}`)).id
}
const move = (id: string): void => {
  for (const state of ['contacted', 'managed'] as const) server().registry.advance(id, state, 'a session')
}

type Taken = { readonly headers: IncomingMessage['headers']; readonly body: Buffer; readonly url: string }

/** A sink that agrees, and answers what it is told to. */
async function sinkAnswering(...answers: readonly { status: number; headers?: Record<string, string> }[]) {
  const taken: Taken[] = []
  const listener: RequestListener = async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(200, { 'webhook-allowed-origin': '*' }).end()
    const chunks: Buffer[] = []
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
    taken.push({ headers: request.headers, body: Buffer.concat(chunks), url: request.url ?? '' })
    const { status, headers } = answers[Math.min(taken.length, answers.length) - 1] ?? { status: 204 }
    response.writeHead(status, headers).end()
  }
  const http = createServer(listener)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => void http.close())
  const address = http.address()
  const port = address !== null && typeof address !== 'string' ? address.port : expect.fail('no port')
  return { taken, sink: `http://127.0.0.1:${port}/sink` }
}

const statesIn = (taken: readonly Taken[]) =>
  taken.map(({ body }) => RegistrationEvent.parse(JSON.parse(body.toString())).data.state)

test('a change is told in order, signed, without an identity, and again until it was taken', async () => {
  const { taken, sink } = await sinkAnswering(
    { status: 500 },
    { status: 429, headers: { 'retry-after': '0' } },
    { status: 204 },
  )
  const { id: subscription, key } = await client().subscribe({ sink, states: ['contacted', 'managed'] })
  const id = await register()
  move(id)
  await expect
    .poll(() => statesIn(taken), { timeout: 5000 })
    .toEqual(['contacted', 'contacted', 'contacted', 'managed'])
  const [first, , third] = taken
  expect(JSON.parse(String(first?.body))).toMatchObject({
    specversion: '1.0',
    type: 'org.example.omadm.registration.contacted.v1',
    subject: id,
    source: server().url,
    data: { id, state: 'contacted', version: 3, cause: 'a session' },
  })
  expect(first?.body).toEqual(third?.body)
  expect(String(first?.body)).not.toMatch(/imei|35693803/i)
  for (const { headers, body } of taken) {
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
    expect(checkSigned({ method: 'POST', uri: sink, headers: flat, body }, key)).toBeDefined()
  }
  await client().unsubscribe(subscription)
})

test('a sink that is gone is not told any more', async () => {
  const { taken, sink } = await sinkAnswering({ status: 410 })
  const { id: subscription } = await client().subscribe({ sink })
  move(await register())
  await expect.poll(() => taken.length).toBe(1)
  await expect.poll(() => failureOf(client().unsubscribe(subscription))).toMatchObject({ status: 404 })
  expect(taken).toHaveLength(1)
})

test('a sink that did not agree, or is not on this machine, is not told anything', async () => {
  const http = createServer((_, response) => void response.writeHead(200).end())
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(() => void http.close())
  const address = http.address()
  const port = address !== null && typeof address !== 'string' ? address.port : 0
  for (const sink of [`http://127.0.0.1:${port}/`, 'http://127.0.0.1:1/', 'https://example.com/'])
    expect(await failureOf(client().subscribe({ sink }))).toMatchObject({ status: 422, problem: 'sink-refused' })
})

test('what was not told when the server ended is told by the next', async () => {
  const dir = freshDir()
  const first = await startTestServer({ dir, now: Date.now })
  const theirs = createDmServerClient(first)
  onTestFinished(theirs.close)
  const { taken, sink } = await sinkAnswering({ status: 500 }, { status: 204 })
  await theirs.subscribe({ sink, states: ['contacted'] })
  const { id } = await theirs.register(requestFor(imeiOf(1)), 'key')
  first.registry.advance(id, 'contacted', 'a session')
  await expect.poll(() => taken.length).toBe(1)
  await first.close()
  const again = await startTestServer({ dir, now: Date.now })
  await expect.poll(() => statesIn(taken), { timeout: 5000 }).toEqual(['contacted', 'contacted'])
  await again.close()
})

test('a station believes its own server only, each event once, whatever its clock says', async () => {
  const told: Told[] = []
  // A clock that has nothing to do with the time of day.
  const listener = await listenForEvents(
    (one) => void told.push(one),
    () => performance.now() + 86_400_000,
    () => undefined,
  )
  onTestFinished(listener.close)
  const { taken, sink } = await sinkAnswering({ status: 204 })
  const { id: subscription, key, serverTime } = await client().subscribe({ sink, states: ['contacted'] })
  const mine = await client().subscribe({ sink: listener.sink, states: ['contacted'] })
  listener.trust(key, serverTime)
  const id = await register()
  move(id)
  await expect.poll(() => told).toMatchObject([{ id, state: 'contacted' }])
  await expect.poll(() => taken.length).toBe(1)
  const replayed = taken[0] ?? expect.fail('nothing was taken')
  const send = (headers: Record<string, string>, body: Buffer = replayed.body) =>
    fetch(listener.sink, { method: 'POST', headers, body })
  const headers = Object.fromEntries(
    ['content-type', 'content-digest', 'signature-input', 'signature'].map((name) => [
      name,
      String(replayed.headers[name]),
    ]),
  )
  // Signed for another sink: another target.
  expect((await send(headers)).status).toBe(401)
  expect((await send({ 'content-type': 'application/cloudevents+json' })).status).toBe(401)
  expect((await send({ ...headers, 'content-type': 'text/plain' })).status).toBe(415)
  expect((await fetch(listener.sink.replace(/.$/, 'x'), { method: 'POST' })).status).toBe(404)
  expect((await fetch(listener.sink)).status).toBe(405)
  expect(told).toHaveLength(1)
  for (const one of [subscription, mine.id]) await client().unsubscribe(one)
})

test.for(['told', 'asked for'] as const)('where a registration stands is %s and moves on the record', async (how) => {
  const { deps } = openTestOutbox(freshFolder(), Date.now, Math.random, () => expect.fail('nothing is sent'))
  const { journal, registrations } = deps
  const [job, device] = [jobOf(1), imeiOf(500 + how.length)]
  const receipt = await client().register(requestFor(device), `follow-${how}`)
  journal.append(job, {
    note: 'ordered',
    owner: 'x',
    order: { kind: 'register', device, reader: '', variables: {}, add: false, bench: false },
  })
  journal.append(job, { note: 'registered', ...receipt })
  registrations.keep(receipt.id, job, receipt.state)
  const away = new Failed({ code: 'server.unreachable', reason: 'away' })
  const subscribed = settledLater()
  const following = startFollowing({
    log: () => undefined,
    journal,
    registrations,
    random: () => 0,
    status: how === 'told' ? () => Promise.reject(away) : client().status,
    subscribe: async (onTold, signal) => {
      if (how === 'asked for') throw away
      const subscription = await subscribeToEvents(client(), onTold, signal, () => undefined)
      subscribed.resolve()
      return subscription
    },
  })
  onTestFinished(following.close)
  if (how === 'told') await subscribed.promise
  move(receipt.id)
  await expect
    .poll(() => journal.record(job)?.registration, { timeout: 8000 })
    .toMatchObject({ state: 'managed', version: 4 })
  expect(registrations.open(9)).toEqual([])
  expect(recordOf(job, journal.notes(job))).toEqual(journal.record(job))
})

test('what keeps registrations from being followed for long is said ever more seldom', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { deps } = openTestOutbox(freshFolder(), Date.now, Math.random, () => expect.fail('nothing is sent'))
  const said: string[] = []
  const open = () => {
    throw new Failed({ code: 'disk.failed', path: 'station.db', reason: 'the disk is full' })
  }
  const following = startFollowing({
    ...{ journal: deps.journal, registrations: { ...deps.registrations, open }, random: () => 0 },
    ...{ log: (line) => void said.push(line), status: () => expect.fail('nothing is asked') },
    subscribe: async () => ({ end: async () => undefined }),
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(said).toHaveLength(6)
  await following.close()
})
