// The client asks the bootstrap server: OMA DM Protocol 2.0, 8.3. What it may answer, and what the client makes of it.
import { Failed, type Failure } from '../failure'
import { type Conversation, type HttpAnswer, type HttpRequest, mediaOf } from '../http/exchange'
import { type SignIn, signedIn } from '../http/sign-in'
import { isHttps } from '../https'
import { objectMedia } from '../session/dm2/packages'
import { serverUri, type UriValues } from '../session/dm2/server-uri'
import { reasonOf } from './reason'

export type BootstrapRequest = {
  /** A ServerURI, `[DevID]` and all. */
  readonly url: string
  readonly values: UriValues
  readonly nowMs: number
}

export type BootstrapAnswer =
  | { readonly is: 'read'; readonly bytes: Uint8Array }
  /** There is nothing for this device, or nothing new. */
  | { readonly is: 'none'; readonly why: string }
  /** Ask again; after this time, if the server says one. */
  | { readonly is: 'later'; readonly why: string; readonly afterMs?: number }
  /** Asking again is of no use until something else is set. */
  | { readonly is: 'stop'; readonly why: string }

const mostRedirects = 3
const redirects = [301, 302, 307, 308]

/** The request, redirects followed and signed in where asked; every answer and every failure of the network has a meaning. */
export function* requestBootstrap(order: BootstrapRequest, signIn: SignIn): Conversation<BootstrapAnswer> {
  try {
    let url = serverUri(order.url, order.values)
    for (let count = 0; count <= mostRedirects; count++) {
      const answer = yield* signedIn(requestTo(url, order.values.DevID), signIn)
      if (!redirects.includes(answer.status)) return meaningOf(answer, order.nowMs)
      const next = placeIn(answer, url)
      if (next === undefined) return stop('the server sends the device to another place')
      url = next
    }
    return stop(`the server sends the device on more than ${mostRedirects} times`)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return meaningOfFailure(error.failure)
  }
}

const requestTo = (url: string, devId: string): HttpRequest => ({
  method: 'GET',
  url,
  headers: { accept: objectMedia, 'omadm-devid': devId },
})

/** Only https, and only the same server: its trust is what the device was told. */
function placeIn({ headers }: HttpAnswer, from: string): string | undefined {
  const next = addressIn(headers.location, from)
  return next !== undefined && isHttps(next.href) && next.host === new URL(from).host ? next.href : undefined
}

function addressIn(location: string | undefined, from: string): URL | undefined {
  try {
    return location === undefined ? undefined : new URL(location, from)
  } catch {
    return undefined
  }
}

const stop = (why: string): BootstrapAnswer => ({ is: 'stop', why })

function meaningOf(answer: HttpAnswer, nowMs: number): BootstrapAnswer {
  const { status, headers, body } = answer
  const why = `the server answers ${status}`
  const afterMs = retryAfter(headers['retry-after'], nowMs)
  if (status === 200) return body.length === 0 ? { is: 'none', why: 'the server answers nothing' } : bootstrapIn(answer)
  if ([204, 304, 404, 410].includes(status)) return { is: 'none', why }
  if ([202, 429, 503].includes(status)) return { is: 'later', why, ...(afterMs !== undefined && { afterMs }) }
  return [500, 502, 504].includes(status) ? { is: 'later', why } : stop(why)
}

const bootstrapIn = (answer: HttpAnswer): BootstrapAnswer => {
  const media = mediaOf(answer)
  if (media === objectMedia || media === 'application/json') return { is: 'read', bytes: answer.body }
  return stop(`the server answers with ${media || 'no type'}`)
}

/** RFC 9110, 10.2.3: seconds, or a date; never more than a day. */
function retryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), dayMs)
}
export const dayMs = 24 * 60 * 60 * 1000

/** A server that is away comes back; one that is not trusted, and an answer that cannot be read, do not get better. */
const meaningOfFailure = (failure: Failure): BootstrapAnswer =>
  failure.code === 'server.unreachable' ? { is: 'later', why: reasonOf(failure) } : stop(reasonOf(failure))
