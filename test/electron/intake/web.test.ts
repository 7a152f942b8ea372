import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serveWeb } from '../../../electron/intake/web'
import { Failed } from '../../../shared/failure'
import { intakePages } from '../../../shared/text/intake-pages'
import { imei, openInbox, send, sold } from './support'

async function open(given: unknown = undefined) {
  const opened = openInbox(given)
  const sent: { readonly to: string; readonly text: string }[] = []
  const phone = { failsWith: undefined as Error | undefined }
  const sendText = async (to: string, text: string) => {
    if (phone.failsWith) throw phone.failsWith
    sent.push({ to, text })
  }
  const { port, close } = await serveWeb({ host: '127.0.0.1', port: 0 }, undefined, { ...opened, sendText })
  onTestFinished(close)
  return {
    ...opened,
    sent,
    phone,
    base: `http://127.0.0.1:${port}`,
    code: () => /\d{6}/.exec(sent.at(-1)?.text ?? '')?.[0] ?? '',
  }
}
type Opened = Awaited<ReturnType<typeof open>>

/** What a browser keeps of one visit. */
async function visit({ base }: Pick<Opened, 'base'>, more: Readonly<Record<string, string>> = {}, path = '/') {
  const first = await send(base + path, 'GET', more)
  const cookie = [first.headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ')
  const csrf = /name="csrf" value="([^"]+)"/.exec(first.body)?.[1] ?? ''
  const post = (to: string, fields: Readonly<Record<string, string>> = {}, token = csrf) =>
    send(
      base + to,
      'POST',
      { ...more, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      String(new URLSearchParams({ csrf: token, ...fields })),
    )
  const get = (to: string) => send(base + to, 'GET', { ...more, cookie })
  return { first, cookie, post, get }
}
const typed = { imei, phone: '+49 170 1234567' }
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000')

describe('a customer', () => {
  test('says which device, proves the number, and only then anybody learns of it', async () => {
    const web = await open()
    const { post, get } = await visit(web)
    expect(await post('/start', typed)).toMatchObject({ status: 303, headers: { location: '/code' } })
    expect(web.all()).toEqual([])
    expect(web.sent).toMatchObject([{ to: '+491701234567', text: expect.stringMatching(/^\d{6} is your code/) }])
    expect((await get('/code')).status).toBe(200)
    expect(await post('/code', { code: ` ${web.code()} ` })).toMatchObject({
      status: 303,
      headers: { location: '/done' },
    })
    expect(web.all()).toMatchObject([{ source: 'web', evidence: 'code', trust: 'proven', phone: '+491701234567' }])
    await web.inbox.settled()
    expect(web.ordered).toHaveLength(1)
  })
  test('may use a code once', async () => {
    const web = await open()
    const { post } = await visit(web)
    await post('/start', typed)
    const code = web.code()
    await post('/code', { code })
    expect((await post('/code', { code })).status).toBe(410)
    expect(web.all()).toHaveLength(1)
  })
  test('has the code still when the disk does not take what it proves', async () => {
    const web = await open()
    const { post } = await visit(web)
    await post('/start', typed)
    const code = web.code()
    const { take } = web.inbox
    Object.assign(web.inbox, {
      take: () => {
        throw new Failed({ code: 'disk.failed', path: 'intake.db', reason: 'the disk is full' })
      },
    })
    for (let tries = 0; tries < 5; tries++)
      expect(await post('/code', { code })).toMatchObject({
        status: 503,
        body: expect.stringContaining('at the moment'),
      })
    Object.assign(web.inbox, { take })
    expect(await post('/code', { code })).toMatchObject({ status: 303, headers: { location: '/done' } })
    expect(web.all()).toHaveLength(1)
  })
  test('types digits of their own script', async () => {
    const web = await open()
    const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x0660 + Number(digit)))
    const { post } = await visit(web, { 'accept-language': 'ar-EG' })
    await post('/start', { imei: arabic(imei), phone: arabic(typed.phone) })
    expect(await post('/code', { code: arabic(web.code()) })).toMatchObject({ status: 303 })
  })
  test('is told what does not fit, with what was typed still there and harmless', async () => {
    const { post } = await visit(await open())
    const answer = await post('/start', { imei: '"><script>alert(1)</script>', phone: typed.phone })
    expect(answer.status).toBe(422)
    expect(answer.body).toContain('&quot;&gt;&lt;script&gt;')
    expect(answer.body).not.toContain('<script')
    expect((await post('/start', { imei, phone: '12' })).body).toContain('phone number does not fit')
  })
  test('reads the same whatever is known of number and device', async () => {
    const bodies = async (prepare: (web: Opened) => void) => {
      const web = await open({ blocked: { numbers: ['+4917099'] } })
      prepare(web)
      const { post, get } = await visit(web)
      const answers = [await post('/start', typed), await post('/code', { code: web.code() }), await get('/done')]
      return answers.map(({ status, body, headers }) => [status, headers.location, body])
    }
    const fresh = await bodies(() => undefined)
    expect(await bodies(({ inbox }) => void inbox.take(sold()))).toEqual(fresh)
    expect(await bodies(({ inbox }) => void inbox.take(sold({ phone: undefined })))).toEqual(fresh)
  })
  test('is not told when the number had its codes for today: none is sent', async () => {
    const web = await open({ web: { codesPerNumberPerDay: 2 } })
    const answers = []
    for (let times = 0; times < 3; times++) answers.push((await (await visit(web)).post('/start', typed)).status)
    expect([answers, web.sent.length]).toEqual([[303, 303, 303], 2])
    expect(web.audited.at(-1)).toMatchObject({ act: 'intake.limit', detail: expect.not.stringContaining('4567') })
  })
  test.for([
    [new Failed({ code: 'server.unreachable', reason: 'no centre for +491701234567' }), /^, server.unreachable$/],
    [new TypeError('no way to +491701234567'), /^: a fault of ours, TypeError at /],
  ] as const)('is not told of %s that kept a message, and the log has no number', async ([error, told]) => {
    const web = await open()
    web.phone.failsWith = error
    const { post } = await visit(web)
    expect((await post('/start', typed)).status).toBe(303)
    await expect.poll(() => web.said).toHaveLength(1)
    const [line = ''] = web.said
    expect(line.replace('intake: a code could not be sent', '')).toMatch(told)
    expect(line).not.toContain('1701234567')
  })
})

describe('the code', () => {
  test('is wrong so many times and then no longer right', async () => {
    const web = await open({ web: { triesPerCode: 3 } })
    const { post } = await visit(web)
    await post('/start', typed)
    const tries = []
    for (let times = 0; times < 3; times++) tries.push((await post('/code', { code: wrongFor(web.code()) })).status)
    expect(tries).toEqual([422, 422, 410])
    expect((await post('/code', { code: web.code() })).status).toBe(410)
    expect(web.all()).toEqual([])
  })
  test('is good for ten minutes', async () => {
    const web = await open()
    const { post } = await visit(web)
    await post('/start', typed)
    web.clock.at += 10 * 60_000
    expect((await post('/code', { code: web.code() })).status).toBe(410)
  })
  test('is for the browser that asked, and for no other', async () => {
    const web = await open()
    await (await visit(web)).post('/start', typed)
    const { post } = await visit(web)
    await post('/start', { ...typed, phone: '+491700000000' })
    const first = /\d{6}/.exec(web.sent[0]?.text ?? '')?.[0] ?? ''
    expect((await post('/code', { code: first === web.code() ? wrongFor(first) : first })).status).toBe(422)
  })
  test('is sent again after a while, and then the first is no longer good', async () => {
    const web = await open()
    const { post } = await visit(web)
    await post('/start', typed)
    expect((await post('/again')).status).toBe(429)
    web.clock.at += 30_000
    expect((await post('/again')).status).toBe(303)
    expect(web.sent).toHaveLength(2)
    const first = /\d{6}/.exec(web.sent[0]?.text ?? '')?.[0] ?? ''
    if (first !== web.code()) expect((await post('/code', { code: first })).status).toBe(422)
    expect((await post('/code', { code: web.code() })).status).toBe(303)
  })
  test('is not drawn for who asks too often, nor for all together too often', async () => {
    const many = await open({ web: { codesPerAddressPerHour: 1 } })
    const { post } = await visit(many)
    expect((await post('/start', typed)).status).toBe(303)
    expect((await post('/start', { ...typed, phone: '+491700000001' })).status).toBe(429)
    const day = await open({ web: { codesPerDay: 1 } })
    for (const phone of ['+491700000001', '+491700000002']) await (await visit(day)).post('/start', { imei, phone })
    expect(day.sent).toHaveLength(1)
  })
})

describe('the page', () => {
  test('takes no form that it did not give out', async () => {
    const web = await open()
    const { post } = await visit(web)
    const other = await visit(web)
    const token = /name="csrf" value="([^"]+)"/.exec(other.first.body)?.[1] ?? ''
    expect((await post('/start', typed, '')).status).toBe(403)
    expect((await post('/start', typed, token)).status).toBe(403)
    const body = String(new URLSearchParams({ csrf: token, ...typed }))
    expect((await send(`${web.base}/start`, 'POST', {}, body)).status).toBe(403)
    expect(web.sent).toEqual([])
  })
  test('runs nothing, loads nothing from elsewhere, and is in no frame', async () => {
    const { first } = await visit(await open())
    expect(first.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    expect(first.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    expect(first.body).not.toMatch(/<script|https?:|style=|\son\w+=/)
  })
  test.for([
    ['de-AT,de;q=0.9,en;q=0.5', 'de', 'ltr'],
    ['fr,ar;q=0.8,en;q=0.7', 'ar', 'rtl'],
    ['fr', 'en', 'ltr'],
    ['de;q=0, *;q=x, ', 'en', 'ltr'],
  ] as const)('for %s is in %s', async ([accept, language, direction]) => {
    const { first } = await visit(await open(), { 'accept-language': accept })
    expect(first.body).toContain(`<html lang="${language}" dir="${direction}">`)
  })
  test('keeps the language that was chosen, in the message too', async () => {
    const web = await open()
    const { post, get } = await visit(web, { 'accept-language': 'en' }, '/?lang=de')
    await post('/start', typed)
    expect((await get('/code')).body).toContain('lang="de"')
    expect(web.sent[0]?.text).toContain('ist Ihr Code')
  })
  test('has every word in every language', () => {
    const [en] = intakePages
    for (const page of intakePages) {
      expect(Object.keys(page)).toEqual(Object.keys(en))
      expect(page.message('123456')).toContain('123456')
    }
  })
  test('too many forms from one place are asked to wait', async () => {
    const web = await open({ web: { formsPerMinute: 2 } })
    const { post } = await visit(web)
    const answers = []
    for (let times = 0; times < 3; times++) answers.push((await post('/start', { imei: '1' })).status)
    expect(answers).toEqual([422, 422, 429])
  })
  test('any address and any form has an answer, and none is a fault of ours', async () => {
    const web = await open({ web: { formsPerMinute: 100_000, codesPerAddressPerHour: 100_000 } })
    const { post, cookie } = await visit(web)
    const path = fc.oneof(
      fc.stringMatching(/^\/[!-~]{0,30}$/),
      fc.constantFrom('//', '/constructor', '/__proto__', '/%', '/?lang=%E0', '/code?lang=constructor'),
    )
    await fc.assert(
      fc.asyncProperty(path, fc.string(), fc.string(), async (path, one, other) => {
        const got = await send(web.base + (path.startsWith('/') ? path : `/${path}`), 'GET', {
          cookie: `${cookie}; constructor=1; __proto__=2; lang=zz`,
        })
        expect(got.status).toBeLessThan(500)
        expect((await post('/start', { imei: one, phone: other })).status).toBeLessThan(500)
        expect((await post('/code', { code: one })).status).toBeLessThan(500)
        expect((await post('/code', { imei: one.repeat(1000) })).status).toBeLessThan(500)
      }),
      { numRuns: 15 },
    )
  })
})
