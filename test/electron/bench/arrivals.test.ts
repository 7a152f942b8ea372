// The page on which one watches devices arrive.
import { get } from 'node:http'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { type Arrivals, serveArrivals } from '../../../electron/bench/arrivals/serve'
import { curvesOf } from '../../../electron/bench/arrivals/timeline'
import { type Arrival, flowsOf } from '../../../electron/bench/arrivals/view'
import { openDmServer, type TestServer } from '../../support/bench-device'
import { freshImei } from '../server/support'

let bench: TestServer
let arrivals: Arrivals
beforeAll(async () => {
  bench = await openDmServer()
  arrivals = await serveArrivals({ registry: bench.server.registry, log: () => undefined })
  return () => arrivals.close()
})

const page = (path = '', host?: string) =>
  new Promise<{ readonly status: number | undefined; readonly policy: unknown; readonly body: string }>(
    (resolve, reject) => {
      get(`${arrivals.url}${path}`, { agent: false, ...(host && { headers: { host } }) }, (response) => {
        const policy = response.headers['content-security-policy']
        text(response).then((body) => resolve({ status: response.statusCode, policy, body }), reject)
      }).on('error', reject)
    },
  )

test('shows a device that was registered while it is open, and not its whole number', async () => {
  expect((await page()).body).toContain('Nobody yet')
  const imei = freshImei()
  await bench.register(imei)
  const { body } = await page()
  expect(body).toContain(`imei:${imei.slice(0, 8)}…${imei.slice(-4)}`)
  expect(body).not.toContain(imei)
  expect(body).toContain('Smartcard')
})

test('speaks the language of the browser, or the one that was asked for', async () => {
  const german = await fetch(arrivals.url, { headers: { 'accept-language': 'de-AT,en;q=0.5' } })
  expect(await german.text()).toContain('<html lang="de" dir="ltr">')
  const { body } = await page('?lang=ar')
  expect(body).toContain('<html lang="ar" dir="rtl">')
  expect(body).not.toContain('Point of sale')
})

test('tells what changes while somebody looks', async () => {
  const looking = new AbortController()
  const { body } = await fetch(`${arrivals.url}events`, { signal: looking.signal })
  const reader = (body ?? expect.fail('no stream')).pipeThrough(new TextDecoderStream()).getReader()
  const told = async (): Promise<string> => String((await reader.read()).value)
  await told()
  const imei = freshImei()
  await bench.register(imei)
  const event = await told()
  expect(JSON.parse(event.replace(/^data: /, ''))).toContain(`…${imei.slice(-4)}`)
  looking.abort()
})

test('brings all it needs along, and lets nothing else in', async () => {
  const { body, policy } = await page()
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'/)
  const named = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path)
  expect(named.sort()).toEqual(['/?lang=ar', '/?lang=de', '/live.js', '/style.css'])
  for (const path of named) expect((await page(path.slice(1))).status).toBe(200)
  expect(body).not.toMatch(/<script>|style="|\son\w+="/)
})

test('is not shown to a page of another name, and has nothing else', async () => {
  expect((await page('', 'evil.example')).status).toBe(403)
  expect((await page('etc/passwd')).status).toBe(404)
  expect((await fetch(arrivals.url, { method: 'POST' })).status).toBe(405)
})

test('draws how many had come by when, those of long ago as a sum', () => {
  const quarter = 15 * 60_000
  const [long, ago, now] = [1_000_000, 1_000_000 + quarter, 1_000_000 + 2 * quarter]
  const arrival = (...ats: readonly number[]): Arrival => ({
    ...{ id: '1', device: '', source: 'pos', path: 'sms', state: 'managed' },
    steps: ats.map((at, step) => ({ state: step === 0 ? 'received' : 'managed', at, cause: '' })),
  })
  const { fromMs, toMs, registered, managed } = curvesOf([
    arrival(long, ago + quarter / 2),
    arrival(ago + 1, now),
    arrival(now),
  ])
  expect([fromMs, toMs]).toEqual([ago, now])
  expect([registered[0], registered[1], registered.at(-2), registered.at(-1)]).toEqual([1, 2, 2, 3])
  expect([managed[0], managed[74], managed[75], managed.at(-1)]).toEqual([0, 0, 1, 2])
})

test('counts how many took a path', () => {
  const arrival: Arrival = { id: '1', device: '', source: 'pos', path: 'sms', state: 'sent', steps: [] }
  expect(flowsOf([arrival, { ...arrival, id: '2', state: 'managed' }])).toEqual([
    { from: 'source pos', to: 'way sms', count: 2 },
    { from: 'way sms', to: 'state sent', count: 1 },
    { from: 'way sms', to: 'state managed', count: 1 },
  ])
})
