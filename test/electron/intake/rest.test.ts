import { chmodSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { keptSecret, readSecret } from '../../../electron/intake/private-file'
import { serveRest } from '../../../electron/intake/rest'
import { imeiNumber } from '../../shared/intake/support'
import { failureOf, freshDir, imei, openInbox, send, sendPart } from './support'

async function open(given: unknown = undefined) {
  const opened = openInbox(given)
  const token = keptSecret(join(opened.dir, 'till.token'))
  const { port, close } = await serveRest(0, { ...opened, token })
  onTestFinished(close)
  const url = `http://127.0.0.1:${port}/v1/sales`
  const headers = { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' }
  const post = async (body: unknown, more: Readonly<Record<string, string>> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const sent = await send(url, 'POST', { ...headers, ...more }, text)
    return { ...sent, json: JSON.parse(sent.body) as unknown }
  }
  return { ...opened, url, headers, post }
}

const sale = { reference: 'T-1', imei, phone: '+49 170 1234567' }

describe('a till', () => {
  test('that meets a bug is answered by 500, the log tells it, and the next request is answered', async () => {
    const opened = openInbox()
    const token = keptSecret(join(opened.dir, 'till.token'))
    const takeAll = () => {
      throw new TypeError('a bug')
    }
    const { port, close } = await serveRest(0, { ...opened, inbox: { ...opened.inbox, takeAll }, token })
    onTestFinished(close)
    const headers = { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' }
    for (const _ of [1, 2])
      expect((await send(`http://127.0.0.1:${port}/v1/sales`, 'POST', headers, JSON.stringify(sale))).status).toBe(500)
    expect(opened.said).toEqual(Array(2).fill(expect.stringMatching(/^intake: a fault of ours, TypeError at /)))
  })
  test('posts a sale, which is registered; told twice it is one', async () => {
    const { post, inbox, ordered } = await open()
    expect(await post(sale)).toMatchObject({ status: 201, json: { result: 'new', state: 'due', why: 'trusted' } })
    await inbox.settled()
    expect(await post(sale)).toMatchObject({ status: 200, json: { result: 'again', state: 'ordered' } })
    expect(ordered).toHaveLength(1)
  })
  test('may begin with a byte order mark', async () => {
    const { post } = await open()
    expect(await post(`\uFEFF${JSON.stringify(sale)}`)).toMatchObject({ status: 201 })
  })
  test('asks what became of it', async () => {
    const { post, url, headers, inbox } = await open()
    await post({ ...sale, reference: 'T/1#ä' })
    await inbox.settled()
    const found = await send(`${url}/${encodeURIComponent('T/1#ä')}`, 'GET', headers)
    expect([found.status, JSON.parse(found.body)]).toMatchObject([200, { reference: 'T/1#ä', state: 'ordered' }])
    expect(await send(`${url}/nothing`, 'GET', headers)).toMatchObject({ status: 404 })
    expect(await send(`${url}/%E0%A4%A`, 'GET', headers)).toMatchObject({ status: 404 })
  })
  test('is told the number of a job once it is ordered, and not before', async () => {
    const opened = openInbox()
    const token = keptSecret(join(opened.dir, 'till.token'))
    const entry = { id: 1, source: 'pos', reference: 'T-1', why: 'trusted', job: 'a-job' }
    for (const state of ['due', 'ordering', 'ordered', 'held']) {
      const inbox = { ...opened.inbox, byReference: () => ({ ...entry, state }) } as unknown as typeof opened.inbox
      const { port, close } = await serveRest(0, { ...opened, inbox, token })
      const headers = { authorization: `Bearer ${token.reveal()}` }
      const { body } = await send(`http://127.0.0.1:${port}/v1/sales/T-1`, 'GET', headers)
      expect(JSON.parse(body).job, state).toBe(state === 'ordered' ? 'a-job' : undefined)
      await close()
    }
  })
  test('posts many, and each has its answer', async () => {
    const { post } = await open()
    await post(sale)
    const many = [
      sale,
      { ...sale, phone: '+491707654321' },
      { reference: 'T-2', imei: '1' },
      { reference: 'T-3', imei: imeiNumber(3) },
    ]
    expect(await post(many)).toMatchObject({
      status: 200,
      json: {
        results: [
          { line: 1, result: 'again' },
          { line: 2, result: 'conflict' },
          { line: 3, result: 'invalid' },
          { line: 4, result: 'new' },
        ],
      },
    })
  })
  test.for([
    ['a reference that was another sale', { ...sale, phone: '+491707654321' }, 409],
    ['a device number that does not fit', { ...sale, imei: '490154203237510' }, 422],
    ['no sale', 7, 422],
    ['no JSON', '{', 400],
    ['more than a thousand', Array.from({ length: 1001 }, () => sale), 413],
    ['more than a megabyte', `"${'x'.repeat(1_000_001)}"`, 413],
  ] as const)('is told that %s is none', async ([, body, status]) => {
    const { post } = await open()
    await post(sale)
    expect(await post(body)).toMatchObject({ status })
  })
  test('is told that a body without a length before it is too long as soon as it is', async () => {
    const { url, headers } = await open()
    const { status, end } = sendPart(url, headers, `"${'x'.repeat(1_100_000)}`, false)
    expect(await status).toBe(413)
    end()
  })
  test('is told that bytes which are not UTF-8 are none', async () => {
    const { url, headers } = await open()
    expect(await send(url, 'POST', headers, Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toMatchObject({ status: 400 })
  })
})

describe('who is no till', () => {
  test('has no token, and after some tries is not even answered that', async () => {
    const { url, headers, post, audited } = await open({ till: { wrongTokensPerMinute: 2 } })
    const wrong = { ...headers, authorization: `${headers.authorization}0` }
    expect((await send(url, 'POST', wrong, '{}')).status).toBe(401)
    expect((await send(url, 'POST', { 'content-type': 'application/json' }, '{}')).status).toBe(401)
    expect((await send(url, 'POST', wrong, '{}')).status).toBe(429)
    expect(audited.map(({ act }) => act)).toEqual(['intake.token-refused', 'intake.token-refused'])
    expect((await post(sale)).status).toBe(201)
  })
  test('is a page in the browser of this machine', async () => {
    const { post } = await open()
    expect((await post(sale, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(sale, { host: 'rebound.example' })).status).toBe(403)
    expect((await post(sale, { 'content-type': 'text/plain' })).status).toBe(415)
  })
})

test('more sales than a shop can make are asked to wait', async () => {
  const { post, clock } = await open({ till: { salesPerMinute: 2 } })
  expect((await post([sale, { ...sale, reference: 'T-2' }])).status).toBe(200)
  expect(await post({ ...sale, reference: 'T-3' })).toMatchObject({ status: 429, headers: { 'retry-after': '60' } })
  clock.at += 60_000
  expect((await post({ ...sale, reference: 'T-3' })).status).toBe(201)
})

describe('the token file', () => {
  test('is made for its owner alone and stays the same', () => {
    const path = join(freshDir(), 'deep', 'till.token')
    const token = keptSecret(path).reveal()
    expect(token).toMatch(/^[0-9a-f]{64}$/)
    expect([statSync(path).mode & 0o777, keptSecret(path).reveal()]).toEqual([0o600, token])
  })
  test('is not taken where others may read it, where it is a link, or holds no token', () => {
    const path = join(freshDir(), 'till.token')
    keptSecret(path)
    symlinkSync(path, `${path}.link`)
    expect(failureOf(() => readSecret(`${path}.link`))).toMatchObject({ code: 'request.invalid' })
    chmodSync(path, 0o640)
    expect(failureOf(() => readSecret(path))).toMatchObject({ reason: expect.stringContaining('others may read it') })
    writeFileSync(`${path}.short`, 'short\n', { mode: 0o600 })
    expect(failureOf(() => readSecret(`${path}.short`))).toMatchObject({ code: 'request.invalid' })
  })
})
