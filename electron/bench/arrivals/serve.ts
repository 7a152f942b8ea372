// A page on which one watches devices arrive, on this machine: plain HTTP, nothing from elsewhere, live by server-sent events.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Failure } from '../../../shared/failure'
import { faultLine } from '../../../shared/fault-line'
import { arrivalsFor } from '../../../shared/text/arrivals-pages'
import type { ArrivalsWords } from '../../../shared/text/en/arrivals'
import { textOf } from '../../../shared/text/languages'
import { wordsOf } from '../../../shared/text/words'
import { listenHttp } from '../../intake/listener'
import type { PushTold } from '../server/push/pusher'
import type { Registry } from '../server/registry'
import type { Kept } from '../server/store'
import { contentOf } from './markup'
import { pageOf, script, style } from './page'
import { type Arrival, arrivalOf } from './view'

export type ArrivalsDeps = { readonly registry: Registry; readonly log: (line: string) => void }
export type Arrivals = {
  readonly url: string
  /** A push that did not go, until the next one does. */
  readonly trouble: (told: PushTold) => void
  readonly close: () => Promise<void>
}

const host = '127.0.0.1'
const everyMs = 200
/** More than these at once are not watched: a page has one. */
const mostWatchers = 16

const headers = {
  'cache-control': 'no-store',
  vary: 'accept-language',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

export async function serveArrivals({ registry, log }: ArrivalsDeps): Promise<Arrivals> {
  /** Since the bench was opened; the latest is the last. */
  const known = new Map<string, Arrival>()
  const watchers = new Map<ServerResponse, ArrivalsWords>()
  let trouble: { readonly id: string; readonly failure: Failure } | undefined
  let timer: NodeJS.Timeout | undefined
  const content = (words: ArrivalsWords) =>
    contentOf([...known.values()].reverse(), trouble && wordsOf(trouble.failure, textOf(words.language)).what, words)
  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (watchers.size > 0) attempted(write, log)
    }, everyMs)
  }
  const write = (): void => {
    // Who reads too slowly gets the next one.
    for (const [watcher, words] of watchers)
      if (!watcher.writableNeedDrain) watcher.write(`data: ${JSON.stringify(content(words).markup)}\n\n`)
  }
  const stop = registry.onChange((kept: Kept) => {
    known.delete(kept.id)
    known.set(kept.id, arrivalOf(kept))
    if (trouble?.id === kept.id && kept.state !== 'queued') trouble = undefined
    tell()
  })
  const watch = (request: IncomingMessage, response: ServerResponse, words: ArrivalsWords): void => {
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' })
    watchers.set(response, words)
    request.socket.once('close', () => watchers.delete(response))
    tell()
  }
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (!isForUs(request)) return plain(response, 403, 'text/plain', '')
    if (request.method !== 'GET') return plain(response, 405, 'text/plain', '')
    const [path, query] = (request.url ?? '').split(/\?(.*)/s)
    const words = arrivalsFor(new URLSearchParams(query).get('lang') ?? undefined, request.headers['accept-language'])
    switch (path) {
      case '/':
        return plain(response, 200, 'text/html; charset=utf-8', pageOf(content(words), words).markup)
      case '/events':
        if (watchers.size >= mostWatchers) return plain(response, 503, 'text/plain', '')
        return watch(request, response, words)
      case '/live.js':
        return plain(response, 200, 'text/javascript', script)
      case '/style.css':
        return plain(response, 200, 'text/css', style)
      default:
        return plain(response, 404, 'text/plain', '')
    }
  }
  const { port, close } = await listenHttp({ host, port: 0 }, undefined, (request, response) => {
    if (!attempted(() => answer(request, response), log)) response.destroy()
  })
  return {
    url: `http://${host}:${port}/`,
    trouble: ({ id, failure }) => {
      trouble = { id, failure }
      tell()
    },
    close: () => {
      stop()
      clearTimeout(timer)
      return close()
    },
  }
}

/** A bug ends what it is in, and nothing else. */
function attempted(work: () => void, log: (line: string) => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    log(faultLine('arrivals', error))
    return false
  }
}

/** Another name that leads to this machine is a page of somebody else. */
const isForUs = ({ headers: { host: named = '' } }: IncomingMessage): boolean =>
  /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(named)

function plain(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
