// The client's side of an OMA DM 2.0 session: packages 1 to 3 (OMA DM Protocol 2.0, 5.2 and 5.6), without the network.
import { type Conversation, type HttpAnswer, type HttpRequest, mediaOf } from '../../http/exchange'
import { type SignIn, signedIn } from '../../http/sign-in'
import { type Json, writeJson } from '../../json'
import type { ServerAccount } from '../../message/account'
import type { Stored } from '../../message/apply'
import { utf8 } from '../../utf8'
import { notUnderstood, refused, type SessionEnd } from '../ended'
import type { Dm2Alert } from './alert'
import { multipartMedia, type Part, writeParts } from './multipart'
import {
  type Dm2Status,
  initiationMedia,
  objectMedia,
  readPackage2,
  requestMedia,
  responseMedia,
  writePackage1,
  writePackage3,
} from './packages'
import { run, tellChanges } from './run'
import type { UriValues } from './server-uri'
import type { Dm2Tree, Standing } from './tree'

export type Dm2Order = {
  readonly url: string
  readonly alert: Dm2Alert
  readonly values: UriValues
  readonly tree: Dm2Tree
}

export type Dm2ClientDeps = {
  readonly digest: Pick<SignIn, 'hashes' | 'nonce'>
  /** A boundary that is in no part, by chance. */
  readonly boundary: () => string
  /** Told what the device has become: what was stored stays, however the session ends. */
  readonly keep: (objects: readonly Stored[], standing: readonly Standing[]) => void
}

const mostPackages = 100
const mostEmpty = 3

/** 5.2.2 and 8: package 1 says why; then the server commands until it says END. */
export function* dm2Session({ client }: ServerAccount, order: Dm2Order, deps: Dm2ClientDeps): Conversation<SessionEnd> {
  const signIn: SignIn = { who: client, first: 'basic', ...deps.digest }
  let { url, tree } = order
  let next = { media: initiationMedia, body: writePackage1({ alerts: [order.alert] }) }
  let cookies: readonly string[] = []
  let empty = 0
  for (let count = 1; count <= mostPackages; count++) {
    const answer = yield* signedIn(packageTo(url, next, cookies, order.values.DevID), signIn)
    const commands = commandsIn(answer)
    cookies = kept(cookies, answer)
    empty = commands.length === 0 ? empty + 1 : 0
    if (empty === mostEmpty) throw refused(200, 'the server asks for nothing and does not end')
    const statuses: Dm2Status[] = []
    const parts: Part[] = []
    for (const command of commands) {
      const done = yield* run(command, tree, order.values)
      const before = tree
      tree = done.tree
      if (done.next !== undefined && new URL(done.next).host !== new URL(url).host) cookies = []
      url = done.next ?? url
      deps.keep(tree.objects, tree.standing)
      yield* tellChanges(before, tree, order.values)
      if (done.items) parts.push(partOf(statuses.length, done.items))
      statuses.push({ sc: done.sc, uris: done.uris ?? [] })
    }
    if (commands.some((command) => command?.[0] === 'END')) return { messages: count }
    next = package3(statuses, parts, deps.boundary)
  }
  throw refused(200, `the server has more to ask after ${mostPackages} packages`)
}

type Package = { readonly media: string; readonly body: Uint8Array }

const packageTo = (url: string, { media, body }: Package, cookies: readonly string[], devId: string): HttpRequest => ({
  method: 'POST',
  url,
  headers: {
    'content-type': media,
    accept: requestMedia,
    'omadm-devid': devId,
    ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
  },
  body,
})

/** 5.6: whatever is not a package 2 ends the session, and it is not tried again. */
function commandsIn(answer: HttpAnswer): ReturnType<typeof readPackage2> {
  if (answer.status !== 200) throw refused(answer.status, 'the server does not take part in the session')
  const media = mediaOf(answer)
  if (media !== requestMedia) throw notUnderstood('Content-Type', media || 'none')
  return readPackage2(answer.body)
}

const partOf = (command: number, items: readonly Json[]): Part => ({
  name: String(command),
  media: objectMedia,
  body: utf8(writeJson(items)),
})

/** Appendix F: with data, package 3 is the first part of a form. */
function package3(statuses: readonly Dm2Status[], parts: readonly Part[], boundary: () => string): Package {
  const body = writePackage3({ statuses, alerts: [] })
  if (parts.length === 0) return { media: responseMedia, body }
  const between = boundary()
  return { media: multipartMedia(between), body: writeParts([{ media: responseMedia, body }, ...parts], between) }
}

/** The server may tell one session from another by cookies; they last as long as it does. */
function kept(cookies: readonly string[], { headers }: HttpAnswer): readonly string[] {
  const set = (headers['set-cookie'] ?? '').split('\n').flatMap((line) => line.split(';')[0]?.trim() || [])
  const nameOf = (cookie: string): string => cookie.split('=')[0] ?? ''
  return [...cookies.filter((cookie) => !set.some((one) => nameOf(one) === nameOf(cookie))), ...set]
}
