import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { DmServer } from '../../../../electron/bench/server/server'
import type { ServerAccess } from '../../../../electron/home'
import { openApiDocument } from '../../../../shared/registration/openapi'
import { startTestServer } from '../../../support/dm-server'
import { accessAs, freshDir, freshImei, type Raw, raw, requestFor } from '../../server/support'

const dir = freshDir()
const held: { server?: DmServer; other?: ServerAccess } = {}
const server = (): DmServer => held.server ?? expect.fail('no server')
const other = (): ServerAccess => held.other ?? expect.fail('nobody else')

beforeAll(async () => {
  held.server = await startTestServer({ dir, now: Date.now })
  held.other = await accessAs('other-shop', held.server, dir)
})
afterAll(() => held.server?.close())

const json = { 'content-type': 'application/json' }
const ndjson = { 'content-type': 'application/x-ndjson' }
const keys = { last: 0 }
const keyed = () => ({ 'idempotency-key': `k-${keys.last++}` })
const post = (
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  access: ServerAccess = server(),
) => raw(access, 'POST', path, { ...json, ...headers }, typeof body === 'string' ? body : JSON.stringify(body))
const register = async (imei = freshImei(), access?: ServerAccess): Promise<string> =>
  (await post('/v1/registrations', requestFor(imei), keyed(), access)).location?.split('/').at(-1) ??
  expect.fail('no id')
const typeOf = ({ json: body }: Raw): unknown =>
  body !== null && typeof body === 'object' && 'type' in body ? String(body.type).split(':').at(-1) : undefined

test('the server gives out the document that it keeps to', async () => {
  const shown = await raw(server(), 'GET', '/v1/openapi.json')
  expect(shown).toMatchObject({ status: 200, type: 'application/json' })
  expect(shown.json).toEqual(JSON.parse(JSON.stringify(openApiDocument())))
})

test('what a request may not have, or has wrong, is pointed at', async () => {
  const wrong = {
    ...requestFor(freshImei()),
    colour: 'red',
    source: 'mars',
    identities: [{ type: 'imei', value: 5, 'a/b': 1 }],
  }
  expect(await post('/v1/registrations', wrong, keyed())).toMatchObject({
    status: 400,
    json: {
      type: 'urn:bootstation:problem:request-invalid',
      retryable: false,
      sentence: 'tell-us',
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '#/colour' }),
        expect.objectContaining({ pointer: '#/source' }),
        expect.objectContaining({ pointer: '#/identities/0/value' }),
        expect.objectContaining({ pointer: '#/identities/0/a~1b' }),
      ]),
    },
  })
})

test('a document deeper than any of ours is refused, as a batch and as one, and the server lives on', async () => {
  const deep = (levels: number) => `{"items":${'['.repeat(levels)}${']'.repeat(levels)}}`
  expect(await post('/v1/registration-batches', deep(100_000), keyed())).toMatchObject({ status: 400 })
  expect(await post('/v1/registrations', deep(20_000), keyed())).toMatchObject({ status: 400 })
  expect((await raw(server(), 'GET', '/v1/health')).status).toBe(200)
})

test('what is not UTF-8, is compressed, or has two keys is not guessed at', async () => {
  const send = (body: string | Buffer, headers: Readonly<Record<string, string | string[]>>) =>
    raw(server(), 'POST', '/v1/registrations', { ...json, ...headers } as Readonly<Record<string, string>>, body)
  const request = () => ({ ...requestFor(freshImei()), customerRef: 'Köln' })
  expect((await send(Buffer.from(JSON.stringify(request()), 'latin1'), keyed())).status).toBe(400)
  const packed = { ...keyed(), 'content-encoding': 'gzip' }
  expect((await send(JSON.stringify(request()), packed)).status).toBe(415)
  expect((await send(JSON.stringify(request()), { 'idempotency-key': ['k-a', 'k-b'] })).status).toBe(400)
  expect((await send(JSON.stringify(request()), { ...keyed(), 'content-encoding': 'identity' })).status).toBe(201)
})

test('forms, methods and addresses that are not there are refused by their own numbers', async () => {
  const accept = (type: string) => raw(server(), 'GET', '/v1/health', { accept: type })
  expect(await accept('text/html')).toMatchObject({ status: 406 })
  expect(await accept('application/json;q=0')).toMatchObject({ status: 406 })
  for (const type of ['*/*', 'application/*;q=0.5', 'text/html, application/json'])
    expect((await accept(type)).status).toBe(200)
  expect(await post('/v1/registrations', '<a/>', { ...keyed(), 'content-type': 'text/xml' })).toMatchObject({
    status: 415,
  })
  expect(await post('/v1/registrations', 'a\nb', { ...keyed(), ...ndjson })).toMatchObject({ status: 415 })
  expect(await raw(server(), 'DELETE', '/v1/registrations/x')).toMatchObject({ status: 405, allow: 'GET' })
  expect(await raw(server(), 'GET', '/v1/registrations?identity=imei:490154203237518')).toMatchObject({
    status: 405,
    allow: 'POST',
  })
  expect(await raw(server(), 'GET', '/v1/registrations/nobody')).toMatchObject({ status: 404 })
  expect(await raw(server(), 'GET', '/v1/registrations/a%20b')).toMatchObject({ status: 404 })
  expect(await raw(server(), 'GET', '/v1/nothing')).toMatchObject({ status: 404 })
})

test('a registration is given back, in either spelling and however often, with what happened to it', async () => {
  const id = await register()
  const given = await post(`/v1/registrations/${id}:release`, { reason: 'returned' })
  expect(given).toMatchObject({ status: 200, json: { id, state: 'released', version: 3 } })
  expect(await raw(server(), 'POST', `/v1/registrations/${id}/release`)).toMatchObject({
    status: 200,
    json: { version: 3 },
  })
  expect(await raw(server(), 'GET', `/v1/registrations/${id}`)).toMatchObject({
    json: { history: [{ state: 'received' }, { state: 'accepted' }, { state: 'released', cause: 'returned' }] },
  })
  expect(await post(`/v1/registrations/${id}/transfer`, { to: 'other-shop' }, keyed())).toMatchObject({ status: 409 })
})

test('a device handed over is the other’s, once, though the answer was lost', async () => {
  const id = await register()
  const key = keyed()
  const path = `/v1/registrations/${id}/transfer`
  const handed = await post(path, { to: 'other-shop' }, key)
  expect(handed).toMatchObject({ status: 200, json: { id, state: 'accepted', version: 3 } })
  expect(await post(path, { to: 'other-shop' }, key)).toEqual(handed)
  expect(await post(path, { to: 'third-shop' }, key)).toMatchObject({ status: 422 })
  expect(await post(path, { to: 'other-shop' }, keyed())).toMatchObject({ status: 404 })
  expect(await raw(server(), 'GET', `/v1/registrations/${id}`)).toMatchObject({ status: 404 })
  expect(await raw(other(), 'GET', `/v1/registrations/${id}`)).toMatchObject({
    status: 200,
    json: { history: [{}, {}, { cause: 'handed from station to other-shop' }] },
  })
})

const done = async (operation: Raw): Promise<Raw> => {
  const look = () => raw(server(), 'GET', operation.location ?? '')
  await expect.poll(async () => (await look()).json, { interval: 5, timeout: 5000 }).toMatchObject({ state: 'done' })
  return look()
}
const item = (line: number, imei: string, key = `item-${imei}`) => ({ line, key, registration: requestFor(imei) })
const lines = (...items: readonly unknown[]) =>
  items.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')

test.for(['lines', 'one document'] as const)(
  'a batch as %s is done item by item: what is wrong with one harms no other',
  async (form) => {
    const wrongDigit = [{ type: 'imei', value: '490154203237517' }]
    const [first, last, theirs] = [freshImei(), freshImei(), freshImei()]
    await register(theirs, other())
    const items = [
      item(10, first),
      { line: 20, key: 'wrong-digit', registration: { ...requestFor(first), identities: wrongDigit } },
      { line: 30, key: 'no-registration' },
      item(40, theirs),
      { key: `item-${last}`, registration: requestFor(last) },
    ]
    const started =
      form === 'lines'
        ? await post('/v1/registration-batches', `${lines(...items, 'no json')}\n\n`, { ...ndjson, ...keyed() })
        : await post('/v1/registration-batches', { items }, keyed())
    const total = form === 'lines' ? 6 : 5
    expect(started).toMatchObject({ status: 202, json: { state: 'pending', progress: { total, done: 0 } } })
    const operation = await done(started)
    expect(operation).toMatchObject({ json: { progress: { total, done: total, failed: total - 2 } } })
    const results = await raw(server(), 'GET', `${started.location}/results`, { accept: 'application/x-ndjson' })
    expect(results).toMatchObject({
      status: 200,
      type: 'application/x-ndjson',
      json: [
        { line: 10, key: `item-${first}`, status: 201, registration: { state: 'accepted' } },
        { line: 20, key: 'wrong-digit', status: 422, problem: { digit: '8', sentence: 'check-identity' } },
        { line: 30, key: 'no-registration', status: 400, problem: { errors: [{ pointer: '#/registration' }] } },
        { line: 40, status: 409, problem: { by: 'other-tenant', sentence: 'device-taken' } },
        { line: 5, key: `item-${last}`, status: 201 },
        ...(form === 'lines' ? [{ line: 6, status: 400 }] : []),
      ],
    })
  },
)

test('an item that was registered alone, or in another batch, is not registered again', async () => {
  const imei = freshImei()
  const alone = await post('/v1/registrations', requestFor(imei), { 'idempotency-key': 'twice' })
  for (const _ of ['first', 'second']) {
    const started = await post('/v1/registration-batches', lines(item(1, imei, 'twice')), { ...ndjson, ...keyed() })
    await done(started)
    const results = await raw(server(), 'GET', `${started.location}/results`)
    expect(results.json).toEqual([{ line: 1, key: 'twice', status: 201, registration: alone.json }])
  }
})

test('the same batch twice is one operation; another under its key is refused', async () => {
  const key = keyed()
  const body = lines(item(1, freshImei()))
  const first = await post('/v1/registration-batches', body, { ...ndjson, ...key })
  expect((await post('/v1/registration-batches', body, { ...ndjson, ...key })).location).toBe(first.location)
  expect(await post('/v1/registration-batches', lines(item(1, freshImei())), { ...ndjson, ...key })).toMatchObject({
    status: 422,
  })
})

test('a batch has one to 10,000 items, and belongs to who sent it', async () => {
  const send = (body: string) => post('/v1/registration-batches', body, { ...ndjson, ...keyed() })
  expect(await send('\n\n')).toMatchObject({ status: 400 })
  expect(await post('/v1/registration-batches', { things: [] }, keyed())).toMatchObject({ status: 400 })
  expect(await send('{}\n'.repeat(10_001))).toMatchObject({ status: 413 })
  expect(await post('/v1/registration-batches', 'x', ndjson)).toMatchObject({ status: 400 })
  const mine = await send(lines(item(1, freshImei())))
  expect(await raw(other(), 'GET', mine.location ?? '')).toMatchObject({ status: 404 })
  expect(await raw(other(), 'GET', `${mine.location}/results`)).toMatchObject({ status: 404 })
})

test('a bootstrap is asked for by who registered the device, and nothing of it is in the answer', async () => {
  const imei = freshImei()
  const ask = (devId: string, access = server() as ServerAccess) =>
    post('/v1/bootstrap-requests', { mcc: '262', mnc: '02', devId }, keyed(), access)
  expect(await ask(`IMEI:${imei}`)).toMatchObject({ status: 403 })
  const id = await register(imei)
  expect(await ask(`IMEI:${imei}`)).toMatchObject({ status: 202, json: { id } })
  expect(await ask(`IMEI:${imei}`, other())).toMatchObject({ status: 403 })
  expect(await ask('nonsense')).toMatchObject({ status: 403 })
})

test('who asks too often is told when to come again, and nobody else is', async () => {
  const at = Date.now()
  const busy = await startTestServer({ dir: freshDir(), now: () => at, rate: { perSecond: 0.5, burst: 3 } })
  const health = (access: ServerAccess) => raw(access, 'GET', '/v1/health')
  for (const _ of [1, 2, 3]) expect((await health(busy)).status).toBe(200)
  expect(await health(busy)).toMatchObject({
    status: 429,
    retryAfter: '2',
    json: { retryable: true, sentence: 'wait' },
  })
  await busy.close()
})

test('steps of a registration are legal, counted once, and told', async () => {
  const { registry } = server()
  const id = await register()
  const told: string[] = []
  const stop = registry.onChange((kept) => told.push(kept.state))
  expect(registry.advance(id, 'managed', 'too early')).toBe('illegal')
  expect(registry.advance(id, 'contacted', 'a session')).toBe('forward')
  expect(registry.advance(id, 'contacted', 'a session')).toBe('already')
  expect(registry.advance(id, 'managed', 'a session')).toBe('forward')
  expect(registry.advance(id, 'contacted', 'again')).toBe('already')
  expect(registry.advance('nobody', 'contacted', 'x')).toBe('unknown')
  stop()
  expect(told).toEqual(['contacted', 'managed'])
  expect(typeOf(await post(`/v1/registrations/${id}/transfer`, {}, keyed()))).toBe('request-invalid')
  expect(await raw(server(), 'GET', `/v1/registrations/${id}`)).toMatchObject({
    json: { state: 'managed', version: 4 },
  })
})

test('a bug in one request is a 500 and told in the log without what was sent, and ends no other', async () => {
  const [clock, logged]: [{ isBroken: boolean }, string[]] = [{ isBroken: false }, []]
  const now = (): number => {
    if (clock.isBroken) throw new TypeError('a word that was sent')
    return Date.now()
  }
  const broken = await startTestServer({ dir: freshDir(), now, log: (line) => void logged.push(line) })
  onTestFinished(broken.close)
  clock.isBroken = true
  expect((await post('/v1/registrations', requestFor(freshImei()), keyed(), broken)).status).toBe(500)
  clock.isBroken = false
  expect((await raw(broken, 'GET', '/v1/health')).status).toBe(200)
  expect(logged.join()).not.toContain('a word')
  expect(logged).toEqual([expect.stringMatching(/^dm server: a fault of ours, TypeError at /)])
})
