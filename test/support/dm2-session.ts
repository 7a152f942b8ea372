// DM 2.0 conversations without a network: what is asked, as the standard's examples write it, and answers from a script.
import type { Conversation, HttpAnswer, HttpRequest } from '../../shared/http/exchange'
import type { ServerAccount } from '../../shared/message/account'
import { applyMessage, emptyDevice, type Stored } from '../../shared/message/apply'
import { keptAccountOf } from '../../shared/message/kept-account'
import { readMessage } from '../../shared/message/message'
import { bootstrapComplete } from '../../shared/session/dm2/alert'
import { type Dm2Order, dm2Session } from '../../shared/session/dm2/client'
import { boundaryIn, readParts } from '../../shared/session/dm2/multipart'
import { type Dm2Command, readPackage3 } from '../../shared/session/dm2/packages'
import type { UriValues } from '../../shared/session/dm2/server-uri'
import type { Dm2Tree, Standing } from '../../shared/session/dm2/tree'
import type { SessionEnd } from '../../shared/session/ended'
import { fromUtf8, utf8 } from '../../shared/utf8'
import { digest } from './dm1-pair'
import { textOfVector } from './vectors'

type Step = { readonly from: 'client' | 'server' | 'repository'; readonly what: string; readonly text: string }
type Vectors = {
  readonly serverUri: readonly {
    readonly id: string
    readonly input: { readonly template: string; readonly values: Partial<UriValues> }
    readonly expect: string
  }[]
  readonly clientInitiated: {
    readonly input: { readonly serverUri: string }
    readonly expect: { readonly request: string; readonly response: string }
  }
  readonly clientInitiatedFailures: readonly {
    readonly input: { readonly kind: string; readonly value: number | string | null }
    readonly expect: string
  }[]
  readonly session: {
    readonly expect: { readonly steps: readonly Step[]; readonly bodies: Readonly<Record<string, string>> }
  }
  readonly packageReading: readonly { readonly id: string; readonly input: string; readonly expect: unknown }[]
}

export const dm2SessionVectors: Vectors = JSON.parse(textOfVector('dm2-session.json'))

const headerNames = new Map([['omadm-devid', 'OMADM-DevID']])
const spelt = (name: string): string =>
  headerNames.get(name) ??
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase())

/** A request as it stands on the wire. */
export function wireOf({ method, url, headers, body }: HttpRequest): string {
  const { host, pathname, search } = new URL(url)
  const length = body === undefined ? [] : [`Content-Length: ${body.length}`]
  const lines = [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${spelt(name)}: ${value}`),
    ...length,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${body === undefined ? '' : fromUtf8(body)}`
}

/** An answer as it stands on the wire. */
export function answerOf(wire: string): HttpAnswer {
  const [head = '', body = ''] = wire.split(/\r\n\r\n([\s\S]*)/)
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ])
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(headers), body: utf8(body) }
}

export const json = (value: unknown, type = 'application/vnd.oma.dm.request+json'): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': type },
  body: utf8(JSON.stringify(value)),
})

export const devId = 'IMEI:493005100592800'

export const devInfo = new Map(
  Object.entries({
    DevID: devId,
    Man: 'Vendor',
    Mod: 'DM_Client',
    DmV: '2.0',
    Lang: 'en',
    DevType: 'smartphone',
    OEM: '',
    FwV: '1.0',
    SwV: 'Vendor1.2',
    HwV: '',
  }),
)

export const bootstrappedBy = (text: string): readonly Stored[] =>
  applyMessage(emptyDevice, 'smartcard', readMessage(utf8(text))).state.reveal()

export const treeOf = (objects: readonly Stored[], serverId: string, standing: readonly Standing[] = []): Dm2Tree => ({
  own: [{ moid: 'urn:oma:mo:oma-dm-devinfo:1.2', miid: 'm1', root: 'DevInfo', tree: devInfo }],
  objects,
  serverId,
  standing,
})

/** Gives each request to `answer` until the end; a failure that `answer` throws is thrown into the conversation. */
export function converse<T>(conversation: Conversation<T>, answer: (request: HttpRequest) => HttpAnswer): T {
  let step = conversation.next()
  while (!step.done) {
    const request = step.value
    const given = attempt(() => answer(request))
    step = 'answer' in given ? conversation.next(given.answer) : conversation.throw(given.error)
  }
  return step.value
}

function attempt(work: () => HttpAnswer): { readonly answer: HttpAnswer } | { readonly error: unknown } {
  try {
    return { answer: work() }
  } catch (error) {
    return { error }
  }
}

type Ran = {
  readonly end: SessionEnd
  readonly objects: readonly Stored[]
  readonly standing: readonly Standing[]
}

export function runDm2(
  objects: readonly Stored[],
  answer: (request: HttpRequest) => HttpAnswer,
  changed: Partial<Dm2Order> & { readonly account?: ServerAccount; readonly kept?: (readonly Stored[])[] } = {},
): Ran {
  const [stored] = objects
  const account = changed.account ?? (stored && keptAccountOf(stored)?.account)
  if (account === undefined) throw new Error('no account')
  const kept = changed.kept ?? []
  const stood: (readonly Standing[])[] = []
  const keep = (now: readonly Stored[], standing: readonly Standing[]): void => {
    kept.push(now)
    stood.push(standing)
  }
  const deps = { digest, boundary: () => 'dm2-part-7f1c', keep }
  const order = {
    url: account.url,
    alert: bootstrapComplete,
    values: { DevID: devId },
    tree: treeOf(objects, account.id),
    ...changed,
  }
  const end = converse(dm2Session(account, order, deps), answer)
  return { end, objects: kept.at(-1) ?? objects, standing: stood.at(-1) ?? order.tree.standing }
}

/** What a device answers to commands of one package 2: statuses, and data by the number of the command. */
export function answeredTo(
  commands: readonly Dm2Command[],
  objects: readonly Stored[],
  outside: (request: HttpRequest) => HttpAnswer = () => {
    throw new Error('nothing is fetched')
  },
) {
  const result: { statuses?: unknown; data: Record<string, unknown>; requests: HttpRequest[] } = {
    data: {},
    requests: [],
  }
  const ran = runDm2(objects, (request) => {
    if (request.headers['omadm-devid'] === undefined) {
      result.requests.push(request)
      return outside(request)
    }
    if (request.headers['content-type'] === 'application/vnd.oma.dm.initiation+json') return json({ CMD: commands })
    const boundary = boundaryIn(request.headers['content-type'] ?? '')
    const [first, ...parts] = boundary
      ? readParts(request.body ?? new Uint8Array(), boundary)
      : [{ body: request.body }]
    result.statuses = readPackage3(first?.body ?? new Uint8Array()).statuses.map(({ sc, uris }) =>
      uris.length > 0 ? [sc, ...uris] : sc,
    )
    for (const part of parts) if ('name' in part) result.data[part.name ?? ''] = JSON.parse(fromUtf8(part.body))
    return json({ CMD: [['END']] })
  })
  return { ...result, ...ran }
}
