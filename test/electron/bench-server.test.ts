import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DmServer } from '../../electron/bench/server/server'
import type { ServerAccess } from '../../electron/home'
import { openDatabase } from '../../electron/records/sqlite'
import { startTestServer } from '../support/dm-server'
import { accessAs, freshDir, freshImei, type Raw, raw, requestFor, strangerTo } from './server/support'

const dir = freshDir()
const held: { server?: DmServer; other?: ServerAccess } = {}
const server = (): DmServer => held.server ?? expect.fail('no server')

beforeAll(async () => {
  held.server = await startTestServer({ dir, now: Date.now })
  held.other = await accessAs('other-shop', held.server, dir)
})
afterAll(() => held.server?.close())

const json = { 'content-type': 'application/json' }
const post = (body: unknown, key: string, access: ServerAccess = server()): Promise<Raw> =>
  raw(access, 'POST', '/v1/registrations', { ...json, 'idempotency-key': key }, JSON.stringify(body))
const lookup = (type: string, value: string, access: ServerAccess = server()): Promise<Raw> =>
  raw(access, 'POST', '/v1/registrations/lookup', json, JSON.stringify({ identities: [{ type, value }] }))
const identities = (...values: [string, string][]) => values.map(([type, value]) => ({ type, value }))
const rows = (sql: string): unknown => {
  const db = openDatabase(`${dir}/server.db`)
  const found = db.get(sql)
  db.close()
  return found
}

test('a new device is created, accepted, and found where Location says', async () => {
  const created = await post(requestFor('490154203237518'), 'new')
  expect(created).toMatchObject({ status: 201, type: 'application/json', json: { state: 'accepted' } })
  const shown = await raw(server(), 'GET', created.location ?? '')
  expect(shown).toMatchObject({
    status: 200,
    json: { expectedDevId: 'IMEI:490154203237518', card: {}, bootstrap: { format: 'dm2' } },
  })
})

test('the same key fifty times at once is one registration with one answer', async () => {
  const before = rows('SELECT count(*) AS n FROM registration')
  const request = requestFor(freshImei())
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(request, 'fifty')))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect(answers[0]).toMatchObject({ status: 201 })
  expect(rows('SELECT count(*) - 1 AS n FROM registration')).toEqual(before)
})

test('a key is for one payload, whichever order its members come in', async () => {
  const imei = freshImei()
  const { bootstrap, ...rest } = requestFor(imei)
  const first = await post({ ...rest, bootstrap }, 'order')
  expect(await post({ bootstrap, ...rest }, 'order')).toEqual(first)
  expect(await post(requestFor(imei, '8949000000000000025'), 'order')).toMatchObject({
    status: 422,
    type: 'application/problem+json',
    json: { type: 'urn:bootstation:problem:idempotency-key-reused', retryable: false },
  })
})

test('a key belongs to the one who used it', async () => {
  expect(await post(requestFor(freshImei()), 'shared-key')).toMatchObject({ status: 201 })
  expect(await post(requestFor(freshImei()), 'shared-key', held.other)).toMatchObject({ status: 201 })
})

test('a registration without a key is not taken', async () => {
  const sent = await raw(server(), 'POST', '/v1/registrations', json, JSON.stringify(requestFor(freshImei())))
  expect(sent).toMatchObject({ status: 400, json: { type: 'urn:bootstation:problem:idempotency-key-missing' } })
})

test('a device that comes again is the same device, with its new card', async () => {
  const imei = freshImei()
  const first = await post(requestFor(imei, '8949000000000000017'), 'card-1')
  const again = await post(requestFor(imei, '8949000000000000025'), 'card-2')
  expect(again).toMatchObject({
    status: 200,
    location: first.location,
    json: { state: 'accepted', version: 4 },
  })
  expect(await raw(server(), 'GET', again.location ?? '')).toMatchObject({
    json: { card: { iccid: '8949000000000000025' }, history: [{}, {}, { cause: 'registered again' }, {}] },
  })
})

test('an IMEI and its IMEISV are one device', async () => {
  const imei = freshImei()
  const first = await post(requestFor(imei), 'imei')
  const version = { ...requestFor(imei), identities: identities(['imeisv', `${imei.slice(0, 14)}07`]) }
  expect(await post(version, 'imeisv')).toMatchObject({ status: 200, location: first.location })
  expect(await lookup('imei', imei.slice(0, 14))).toMatchObject({
    json: { registrations: [{ id: first.location?.split('/').at(-1) }] },
  })
})

test('another’s device is not given, not shown and not told', async () => {
  const imei = freshImei()
  const mine = await post(requestFor(imei), 'mine')
  expect(await post(requestFor(imei), 'theirs', held.other)).toMatchObject({
    status: 409,
    json: { type: 'urn:bootstation:problem:identity-claimed', by: 'other-tenant', retryable: false },
  })
  expect(await raw(held.other ?? server(), 'GET', mine.location ?? '')).toMatchObject({ status: 404 })
  expect(await raw(held.other ?? server(), 'POST', `${mine.location}/release`)).toMatchObject({ status: 404 })
  expect(await lookup('imei', imei, held.other)).toMatchObject({ status: 200, json: { registrations: [] } })
})

test('a device given back is for whoever comes next', async () => {
  const imei = freshImei()
  const mine = await post(requestFor(imei), 'give')
  expect(await raw(server(), 'POST', `${mine.location}/release`)).toMatchObject({
    status: 200,
    json: { state: 'released' },
  })
  expect(await raw(server(), 'POST', `${mine.location}/release`)).toMatchObject({
    status: 200,
    json: { state: 'released' },
  })
  expect(await post(requestFor(imei), 'take', held.other)).toMatchObject({ status: 201, json: { state: 'accepted' } })
  expect(await post(requestFor(imei), 'too-late')).toMatchObject({ status: 409 })
})

test('two registered devices do not become one', async () => {
  const [left, right] = [freshImei(), freshImei()]
  await post(requestFor(left), 'left')
  await post(requestFor(right), 'right')
  const both = { ...requestFor(left), identities: identities(['imei', left], ['imei', right]) }
  expect(await post(both, 'both')).toMatchObject({ status: 409, json: { by: 'same-tenant' } })
})

test('a wrong check digit is told with the right one', async () => {
  const request = { ...requestFor('490154203237518'), identities: identities(['imei', '490154203237517']) }
  expect(await post(request, 'digit')).toMatchObject({
    status: 422,
    type: 'application/problem+json',
    json: { type: 'urn:bootstation:problem:identity-invalid', digit: '8' },
  })
})

test.for([
  ['imei', '49015420323751X'],
  ['imei', '000000000000000'],
  ['meid', '12345'],
  ['phone', '+491711234567'],
] as const)('%s:%s is no identity', async ([type, value]) => {
  const request = { ...requestFor(freshImei()), identities: identities([type, value]) }
  expect(await post(request, `bad-${value}`)).toMatchObject({
    status: 422,
    json: { type: 'urn:bootstation:problem:identity-invalid' },
  })
})

test('a DevID that no identity gives is refused', async () => {
  const request = { ...requestFor(freshImei()), expectedDevId: `IMEI:${freshImei()}` }
  expect(await post(request, 'devid')).toMatchObject({
    status: 422,
    json: { type: 'urn:bootstation:problem:devid-mismatch' },
  })
})

test('what is not JSON, not said to be, or not a registration is a 4xx and not a crash', async () => {
  const keyed = { ...json, 'idempotency-key': 'junk' }
  expect(await raw(server(), 'POST', '/v1/registrations', keyed, '{"identities":[')).toMatchObject({ status: 400 })
  expect(await raw(server(), 'POST', '/v1/registrations', keyed, '"text"')).toMatchObject({ status: 400 })
  expect(await raw(server(), 'POST', '/v1/registrations', { 'idempotency-key': 'junk' }, '{}')).toMatchObject({
    status: 415,
  })
  expect(await raw(server(), 'PUT', '/v1/registrations', keyed, '{}')).toMatchObject({ status: 405 })
  expect(await raw(server(), 'GET', '/v2')).toMatchObject({ status: 404 })
})

test('a body over 64 KB is refused, announced or not', async () => {
  const body = Buffer.alloc(64 * 1024 + 1, 0x20)
  const keyed = { ...json, 'idempotency-key': 'big' }
  const announced = { ...keyed, 'content-length': String(body.length) }
  expect(await raw(server(), 'POST', '/v1/registrations', announced, body)).toMatchObject({ status: 413 })
  const neverSent = { ...keyed, 'content-length': '100000000' }
  expect(await raw(server(), 'POST', '/v1/registrations', neverSent)).toMatchObject({ status: 413 })
  const chunked = { ...keyed, 'transfer-encoding': 'chunked' }
  expect(await raw(server(), 'POST', '/v1/registrations', chunked, body)).toMatchObject({ status: 413 })
})

test('only a certificate from the bench’s CA is let in, except where devices come', async () => {
  const stranger = await strangerTo(server(), freshDir())
  expect(await raw(stranger, 'GET', '/v1/health')).toMatchObject({
    status: 495,
    json: { type: 'urn:bootstation:problem:certificate-refused', retryable: false },
  })
  expect(await raw(stranger, 'POST', '/dm')).toMatchObject({ status: 415 })
  expect(await raw(server(), 'GET', '/v1/health')).toMatchObject({ status: 200, json: { status: 'ok' } })
})

test('a line that does not speak TLS is dropped and hurts nobody', async () => {
  const socket = connect(Number(new URL(server().url).port), '127.0.0.1')
  socket.write('GET / HTTP/1.1\r\n\r\n')
  await new Promise((resolve) =>
    socket
      .on('close', resolve)
      .on('error', () => undefined)
      .resume(),
  )
  expect(await raw(server(), 'GET', '/v1/health')).toMatchObject({ status: 200 })
})
