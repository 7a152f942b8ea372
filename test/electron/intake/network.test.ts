import { createHmac } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Issued, issue, newKey } from '../../../electron/bench/server/certificate'
import { createDetections } from '../../../electron/intake/detections'
import type { Tls } from '../../../electron/intake/listener'
import { serveNetwork } from '../../../electron/intake/network'
import { createNetworkFolder } from '../../../electron/intake/network-folder'
import { Failed } from '../../../shared/failure'
import { secret } from '../../../shared/secret'
import { imeiNumber } from '../../shared/intake/support'
import { failureOf, openInbox, send, sendPart } from './support'

const key = 'k'.repeat(64)
const event = (n: number, more: Readonly<Record<string, unknown>> = {}) => ({
  imsi: `26201${String(n).padStart(10, '0')}`,
  imeisv: `${imeiNumber(n).slice(0, 14)}01`,
  msisdn: `4917${String(n).padStart(8, '0')}`,
  plmn: '26201',
  at: Date.UTC(2026, 10, 22, 11),
  ...more,
})
const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => event(from + n))

function gather(given: unknown = undefined) {
  const opened = openInbox(given)
  const detections = createDetections({ ...opened, rules: opened.rules.network })
  onTestFinished(detections.close)
  return { ...opened, detections, rules: opened.rules.network }
}

async function open(given: unknown = undefined) {
  const gathered = gather(given)
  const { port, close } = await serveNetwork({ host: '127.0.0.1', port: 0 }, undefined, {
    ...gathered,
    hmacKey: secret(key),
  })
  onTestFinished(close)
  const url = `http://127.0.0.1:${port}/v1/detections`
  const sign = (body: string, at = gathered.clock.at, by = key) =>
    `t=${at},v1=${createHmac('sha256', by).update(`${at}.${body}`).digest('hex')}`
  const post = async (value: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const body = typeof value === 'string' ? value : JSON.stringify(value)
    const sent = await send(
      url,
      'POST',
      { 'content-type': 'application/json', 'x-signature': sign(body), ...headers },
      body,
    )
    return { ...sent, json: JSON.parse(sent.body) as unknown }
  }
  return { ...gathered, url, sign, post }
}

describe('a core network', () => {
  test('is told to come again while the disk takes nothing, and what it told is kept once', async () => {
    const { post, all, inbox, detections, said } = await open()
    const { takeAll } = inbox
    const disk = new Failed({ code: 'disk.failed', path: 'intake.db', reason: 'the disk is full' })
    Object.assign(inbox, {
      takeAll: () => {
        throw disk
      },
    })
    expect([(await post(many(300))).status, (await post(event(1))).status, all()]).toEqual([503, 503, []])
    expect(said).toContain('intake: detections could not be kept, disk.failed')
    Object.assign(inbox, { takeAll })
    expect(await post(event(1))).toMatchObject({ status: 202, json: { taken: 0, folded: 1 } })
    await detections.settled()
    expect(all()).toHaveLength(300)
  })
  test('tells that a device showed up, and it is registered', async () => {
    const { post, all, inbox, ordered } = await open()
    expect(await post(event(1))).toMatchObject({ status: 202, json: { taken: 1, folded: 0, invalid: [] } })
    expect(all()).toMatchObject([
      { source: 'network', trust: 'proven', device: `imei:${imeiNumber(1)}`, phone: '+491700000001' },
    ])
    expect(JSON.stringify(all().map(({ reference }) => reference))).not.toContain('26201')
    await inbox.settled()
    expect(ordered).toHaveLength(1)
  })
  test('that sends more than is taken at once is answered before any of it is looked at', async () => {
    const { post } = await open()
    const began = process.cpuUsage()
    const flood = await post('{}\n'.repeat(200_000), { 'content-type': 'application/x-ndjson' })
    expect(flood.status).toBe(413)
    // Of the processor, so that a busy machine makes no difference; looked at, they take ten seconds.
    expect(process.cpuUsage(began).user).toBeLessThan(4_000_000)
  })
  test('tells it again and again, which is once', async () => {
    const { post, all } = await open()
    await post(event(1))
    expect(await post([event(1), event(1, { imeisv: undefined, imei: imeiNumber(1) })])).toMatchObject({
      json: { taken: 0, folded: 2 },
    })
    expect(all()).toMatchObject([{ count: 1 }])
  })
  test('tells many as lines, and a bad one is named', async () => {
    const { post, all } = await open()
    const lines = `${JSON.stringify(event(1))}\n{"imsi":1}\n${JSON.stringify(event(2))}\n`
    expect(await post(lines, { 'content-type': 'application/x-ndjson' })).toMatchObject({
      status: 202,
      json: { taken: 2, invalidCount: 1, invalid: [{ line: 2, reason: expect.stringMatching(/^imsi: /) }] },
    })
    expect(all()).toHaveLength(2)
  })
  test('whose clock is ahead is marked and waits, and what follows in time is not late', async () => {
    const { post, all, clock } = await open()
    await post(event(1, { at: clock.at + 3600_000 }))
    expect(all()).toMatchObject([{ state: 'held', why: 'clock-off', marks: ['clock-off'] }])
    clock.at += 1000
    await post(event(1, { at: clock.at, imeisv: `${imeiNumber(2).slice(0, 14)}01` }))
    expect(all()).toHaveLength(2)
  })
  test('whose events come out of order overturns nothing, and it is counted', async () => {
    const { post, all, detections } = await open()
    const at = Date.UTC(2026, 10, 22, 11)
    await post(event(1, { at }))
    await post(event(1, { at: at - 5000, imeisv: `${imeiNumber(2).slice(0, 14)}01` }))
    expect([all().length, detections.counts().late]).toEqual([1, 1])
  })
})

describe('who is no core network', () => {
  test('has not the key, or uses what was signed long ago', async () => {
    const { post, sign, clock, all, audited } = await open()
    const body = JSON.stringify(event(1))
    for (const signature of [
      '',
      't=1,v1=00',
      sign(body, clock.at, 'x'.repeat(64)),
      sign('{}'),
      sign(body, clock.at - 300_001),
    ])
      expect((await post(body, { 'x-signature': signature })).status).toBe(401)
    expect(all()).toEqual([])
    expect(audited.map(({ act }) => act)).toContain('intake.signature-refused')
  })
  test('cannot be heard without any proof, or without TLS from elsewhere', () => {
    const gathered = gather()
    expect(failureOf(() => serveNetwork({ host: '127.0.0.1', port: 0 }, undefined, gathered))).toMatchObject({
      reason: expect.stringContaining('prove'),
    })
    const signed = { ...gathered, hmacKey: secret(key) }
    expect(failureOf(() => serveNetwork({ host: '0.0.0.0', port: 0 }, undefined, signed))).toMatchObject({
      reason: expect.stringContaining('TLS'),
    })
  })

  describe('over mutual TLS', () => {
    const made: { ca?: Issued; server?: Issued; core?: Issued; stranger?: Issued } = {}
    beforeAll(async () => {
      const [caKey, otherKey] = await Promise.all([newKey(), newKey()])
      const now = Date.now()
      made.ca = issue({ is: 'ca', name: 'Core CA' }, caKey, now)
      made.server = issue(
        { is: 'server', name: 'localhost', names: ['localhost'], addresses: ['127.0.0.1'] },
        otherKey,
        now,
        made.ca,
      )
      made.core = issue({ is: 'client', name: 'amf-1' }, otherKey, now, made.ca)
      made.stranger = issue(
        { is: 'client', name: 'amf-1' },
        otherKey,
        now,
        issue({ is: 'ca', name: 'Core CA' }, otherKey, now),
      )
    })
    const posted = async (as: Issued | undefined) => {
      const gathered = gather()
      const tls: Tls = { cert: made.server?.cert ?? '', key: made.server?.key ?? '', ca: made.ca?.cert }
      const { port, close } = await serveNetwork({ host: '127.0.0.1', port: 0 }, tls, gathered)
      onTestFinished(close)
      return new Promise<string>((resolve) => {
        const options = {
          method: 'POST',
          ca: made.ca?.cert,
          agent: false,
          headers: { 'content-type': 'application/json' },
          ...(as && { cert: as.cert, key: as.key }),
        }
        const sent = request(`https://127.0.0.1:${port}/v1/detections`, options, async (response) =>
          resolve(`${response.statusCode} ${await text(response)}`),
        )
        sent.on('error', () => resolve('cut'))
        sent.end(JSON.stringify(event(1)))
      })
    }
    test('only a certificate of the authority is heard', async () => {
      expect(await posted(made.core)).toContain('"taken":1')
      expect(await posted(made.stranger)).toBe('cut')
      expect(await posted(undefined)).toBe('cut')
    })
  })
})

describe('a flood', () => {
  test('beyond so many a second is asked to wait', async () => {
    const { post, clock, all } = await open({ network: { eventsPerSecond: 1 } })
    expect((await post(many(10))).status).toBe(202)
    expect(await post(many(1, 50))).toMatchObject({ status: 429, headers: { 'retry-after': '10' }, json: { taken: 0 } })
    clock.at += 10_000
    expect((await post(many(1, 50))).status).toBe(202)
    expect(all()).toHaveLength(11)
  })
  test('beyond the room there is is asked to wait with what was taken, and takes the rest when told again', async () => {
    const { post, all, audited } = await open({ network: { mostWaiting: 20 } })
    expect(await post(many(30))).toMatchObject({ status: 429, json: { taken: 20 } })
    expect(audited.map(({ act }) => act)).toContain('intake.limit')
    expect(await post(many(30))).toMatchObject({ status: 202, json: { taken: 10, folded: 20 } })
    expect(all()).toHaveLength(30)
  })
  test('beyond so many requests at a time is asked to wait', async () => {
    const { post, url } = await open()
    const slow = Array.from({ length: 8 }, () => sendPart(url, { 'content-type': 'application/json' }, '[', false))
    await expect.poll(async () => (await post(event(1))).status).toBe(429)
    for (const { end } of slow) end()
    await expect.poll(async () => (await post(event(1))).status).toBe(202)
  })
  test('beyond what one request may hold is refused', async () => {
    const { post } = await open({ network: { eventsAtOnce: 5 } })
    expect((await post(many(6))).status).toBe(413)
    expect((await post('x'.repeat(4 * 1024 * 1024 + 1))).status).toBe(413)
    expect((await post('{')).status).toBe(400)
  })
  test('of a hundred thousand events takes bounded memory, and the newest state of each pair is kept', async () => {
    const { post, inbox, detections } = await open({
      network: { eventsPerSecond: 1_000_000 },
      registers: { network: 'never' },
    })
    const at = Date.UTC(2026, 10, 22, 11)
    const batch = (from: number) =>
      Array.from({ length: 5000 }, (_, n) => event((from + n) % 4000, { at: at + from + n }))
    await post(batch(0))
    const before = process.memoryUsage().heapUsed
    for (let from = 5000; from < 100_000; from += 5000) expect((await post(batch(from))).status).toBe(202)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(150_000_000)
    const { total } = inbox.search({ text: '', state: [], limit: 1, offset: 0 })
    const { taken, folded, refused } = detections.counts()
    expect([total, taken + folded, refused]).toEqual([4000, 100_000, 0])
  }, 60_000)
})

describe('a folder of the network', () => {
  test('has its events taken, more of them than wait at once, as those of a file', async () => {
    const {
      detections,
      dir: home,
      all,
      inbox,
    } = gather({ network: { mostWaiting: 30 }, registers: { network: 'never' } })
    const dir = join(home, 'events')
    const folder = createNetworkFolder(dir, detections, () => undefined)
    mkdirSync(dir, { recursive: true })
    writeFileSync(
      join(dir, 'a.ndjson'),
      many(100)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    )
    writeFileSync(
      join(dir, 'b.csv'),
      `imsi,imei,msisdn,at\n262011234567890,${imeiNumber(900)},491700000900,2026-11-22T11:00:00Z\n1,2,3,4\n`,
    )
    await folder.look()
    await folder.look()
    expect(inbox.search({ text: '', state: [], limit: 1, offset: 0 }).total).toBe(101)
    expect(all().at(-1)).toMatchObject({ evidence: 'network-file', trust: 'vouched' })
    expect([readdirSync(join(dir, 'done')), readFileSync(join(dir, 'refused', 'b.csv.reason.txt'), 'utf8')]).toEqual([
      ['a.ndjson'],
      expect.stringMatching(/^line 3: imsi/),
    ])
  })
})
