// The self-service page: which device, which number, the code that went to it; only then does anybody learn of it.
import { createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Failed } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import { asciiDigits } from '../../shared/intake/digits'
import { imeiOfPerson } from '../../shared/intake/imei'
import { parsePhone } from '../../shared/intake/phone'
import type { IntakeRules } from '../../shared/intake/rules'
import { pageFor, pageNamed } from '../../shared/text/intake-pages'
import { addressKey, createBudget } from './budget'
import { type Claim, createCodes } from './codes'
import { type Answer, answered, bodyOf } from './exchange'
import type { Inbox } from './inbox'
import { type Listening, listenHttp, type Place, type Tls } from './listener'
import { isSameText } from './same'
import { codePage, formPage, pageCss, type Shown, wordsPage } from './web-pages'

/** Puts a text message on its way to a number. */
export type SendText = (msisdn: string, text: string) => Promise<void>

export type WebDeps = {
  readonly inbox: Pick<Inbox, 'take'>
  readonly rules: IntakeRules
  readonly sendText: SendText
  readonly audit: (act: string, detail: string) => void
  readonly now: () => number
  readonly log: (line: string) => void
  readonly drawCode?: () => string
}

/** Who asks, in which words, with what. */
type Asked = {
  readonly session: string
  readonly address: string
  readonly shown: Shown
  readonly fields: URLSearchParams
}

const mostBytes = 4096

/** Fails with `request.invalid` where the place cannot be had. */
export function serveWeb(place: Place, tls: Tls | undefined, deps: WebDeps): Promise<Listening> {
  const { rules, now, audit, log, drawCode } = deps
  const csrfKey = randomBytes(32)
  const csrfOf = (session: string): string => createHmac('sha256', csrfKey).update(session).digest('base64url')
  const forms = createBudget({ most: rules.web.formsPerMinute, perMs: 60_000, now })
  const codes = createCodes({
    rules: rules.web,
    now,
    audit,
    send: ({ phone, language }, code) =>
      void deps
        .sendText(phone, (pageNamed(language) ?? pageFor(undefined)).message(code))
        .catch((error: unknown) => log(endLine('intake: a code could not be sent', error))),
    ...(drawCode && { drawCode }),
  })

  const posts: Readonly<Record<string, (asked: Asked) => Answer>> = {
    '/start': ({ session, address, shown, fields }) => {
      const typed = { imei: fields.get('imei') ?? '', phone: fields.get('phone') ?? '' }
      const claim = claimOf(typed, shown.words.language, rules.countryCode)
      if (typeof claim === 'string') return page(422, formPage({ ...shown, problem: shown.words[claim] }, typed))
      const begun = codes.begin(session, address, claim)
      return begun === 'asked' ? see('/code') : limited(shown)
    },
    '/again': ({ session, address, shown }) => {
      const begun = codes.again(session, address)
      if (begun === 'asked') return see('/code')
      return begun === 'ended' ? page(410, codePage({ ...shown, problem: shown.words.codeEnded })) : limited(shown)
    },
    '/code': ({ session, shown, fields }) => {
      const checked = codes.check(session, asciiDigits((fields.get('code') ?? '').slice(0, 32)).replace(/\s/g, ''))
      if (checked === 'wrong') return page(422, codePage({ ...shown, problem: shown.words.codeWrong }))
      if (checked === 'ended') return page(410, codePage({ ...shown, problem: shown.words.codeEnded }))
      // One claim is one entry, and whatever becomes of it, the customer reads the same.
      const reference = randomBytes(16).toString('hex')
      const { device, phone } = checked
      try {
        deps.inbox.take({ device, phone, evidence: 'code', reference, marks: [], seenAt: now() })
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        log(endLine('intake: what a customer asked for could not be kept', error))
        return page(503, codePage({ ...shown, problem: shown.words.notNow }), { 'retry-after': '60' })
      }
      codes.done(session)
      return see('/done')
    },
  }

  const gets: Readonly<Record<string, (shown: Shown) => string>> = {
    '/': (shown) => formPage(shown, { imei: '', phone: '' }),
    '/code': codePage,
    '/done': (shown) => wordsPage(shown, shown.words.doneTitle, shown.words.done),
  }

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const [path = '/', query] = (request.url ?? '/').split(/\?(.*)/s)
    if (request.method === 'GET' && path === '/page.css')
      return { status: 200, body: pageCss, headers: { 'content-type': 'text/css; charset=utf-8' } }
    const cookies = cookiesOf(request)
    const chosen = pageNamed(new URLSearchParams(query).get('lang') ?? undefined)
    const words = chosen ?? pageNamed(cookies.get('lang')) ?? pageFor(request.headers['accept-language'])
    const isNew = request.method === 'GET' && path === '/'
    const known = cookies.get('session')
    const session = isNew || known === undefined ? randomBytes(16).toString('hex') : known
    const shown = { words, csrf: csrfOf(session) }
    const keep = [cookie('session', session, tls), ...(chosen ? [cookie('lang', chosen.language, tls)] : [])]
    if (request.method === 'GET') {
      const drawn = Object.hasOwn(gets, path) ? gets[path] : undefined
      if (!drawn) return page(404, wordsPage(shown, words.title, words.lead))
      return page(200, drawn(shown), { 'set-cookie': keep })
    }
    const post = Object.hasOwn(posts, path) ? posts[path] : undefined
    if (request.method !== 'POST' || !post) return page(405, wordsPage(shown, words.title, words.lead))
    const address = addressKey(request.socket.remoteAddress)
    if (!forms.spend(address)) return limited(shown)
    const body = await bodyOf(request, mostBytes)
    const fields = new URLSearchParams(body?.toString('utf8') ?? '')
    if (known === undefined || !isSameText(fields.get('csrf') ?? '', csrfOf(known)))
      return page(403, wordsPage(shown, words.title, words.wrongForm))
    return post({ session: known, address, shown, fields })
  }
  return listenHttp(place, tls, (request, response) => void answered(request, response, () => answer(request), log))
}

type Typed = { readonly imei: string; readonly phone: string }

function claimOf(typed: Typed, language: string, countryCode: string | undefined): Claim | 'imeiWrong' | 'phoneWrong' {
  const device = accepted(() => imeiOfPerson(typed.imei))
  const phone = accepted(() => parsePhone(typed.phone, countryCode))
  if (device === undefined) return 'imeiWrong'
  return phone === undefined ? 'phoneWrong' : { device, phone, language }
}

function accepted<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'request.invalid') return undefined
    throw error
  }
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'accept-language, cookie',
}

const page = (status: number, body: string, more: Answer['headers'] = {}): Answer => ({
  status,
  body,
  headers: { ...headers, ...more },
})

/** After a form, so that loading the page again sends nothing again. */
const see = (location: string): Answer => ({ status: 303, headers: { location } })

const limited = (shown: Shown): Answer =>
  page(429, wordsPage(shown, shown.words.title, shown.words.tooMany), { 'retry-after': '60' })

const cookie = (name: string, value: string, tls: Tls | undefined): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Strict${tls ? '; Secure' : ''}`

const shapes = new Map([
  ['session', /^[0-9a-f]{32}$/],
  ['lang', /^[a-z]{2}$/],
])

function cookiesOf({ headers: { cookie = '' } }: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = cookie.split(/;\s*/).map((pair) => pair.split(/=(.*)/s))
  return new Map(
    pairs.flatMap(([name = '', value = '']) => (shapes.get(name)?.test(value) ? [[name, value] as const] : [])),
  )
}
