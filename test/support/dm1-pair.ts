// A DM 1.2 client and the bench's server with nothing between them: messages travel as bytes, and can be watched and bent.
import { createHash } from 'node:crypto'
import {
  answerDm1,
  type Dm1ServerSession,
  type Nonces,
  openDm1,
  type Told,
  withCred,
} from '../../electron/bench/server/dm/dm1-session'
import { namingProgramme, type Programme } from '../../electron/bench/server/dm/programme'
import { md5 } from '../../electron/push-mac'
import type { HttpAnswer, HttpRequest } from '../../shared/http/exchange'
import { parseDevice } from '../../shared/identity/device'
import type { Credential, ServerAccount } from '../../shared/message/account'
import { applyMessage, emptyDevice, type Stored } from '../../shared/message/apply'
import { keptAccountOf } from '../../shared/message/kept-account'
import { composeMessage, readMessage } from '../../shared/message/message'
import { secret } from '../../shared/secret'
import { dm1Session } from '../../shared/session/dm1/client'
import {
  type Dm1Media,
  decodeMessage,
  dm1Wbxml,
  encodeMessage,
  isDm1Media,
  type Message,
} from '../../shared/session/dm1/message'
import { authMac, hmacOf } from '../../shared/session/dm1/proof'
import type { Dm1Order } from '../../shared/session/dm1/state'
import type { SessionEnd } from '../../shared/session/ended'
import { utf8 } from '../../shared/utf8'

export const url = 'https://dm.example/dm'
export const serverId = 'dm.example'
export const devId = 'IMEI:490154203237518'

export const credential = (name: string, password: string, nonce?: string): Credential => ({
  name,
  secret: secret(utf8(password)),
  nonce: nonce === undefined ? undefined : secret(utf8(nonce)),
})

/** What a device has after a bootstrap with this account. */
export function bootstrapped(account: ServerAccount, format: 'dm1' | 'cp' = 'dm1'): readonly Stored[] {
  const device = parseDevice('imei:490154203237518')
  const message = composeMessage({ format, device, accounts: [account], accessPoints: [] })
  return applyMessage(emptyDevice, 'smartcard', readMessage(message)).state.reveal()
}

/** Nonces that can be told apart: n1, n2, … */
export function countedNonces(prefix: string): () => Uint8Array {
  let count = 0
  return () => utf8(`${prefix}${++count}`)
}

export type Server = {
  session: Dm1ServerSession
  readonly told: Told[]
  /** Every message there was, client's and server's in turn. */
  readonly messages: Message[]
  readonly answer: (request: HttpRequest) => HttpAnswer
}

type ServerOptions = { readonly nonces?: Nonces; readonly programme?: Programme; readonly isProven?: boolean }

export function serverFor(account: ServerAccount, options: ServerOptions = {}): Server {
  const nonces = options.nonces ?? {
    client: account.client?.nonce?.reveal() ?? new Uint8Array(),
    server: account.server?.nonce?.reveal() ?? new Uint8Array(),
  }
  const means = { md5, nonce: countedNonces('s'), programme: options.programme ?? namingProgramme(serverId, 'Named') }
  const server: Server = {
    session: openDm1(account, url, nonces, options.isProven ?? false),
    told: [],
    messages: [],
    answer: ({ body = new Uint8Array(), headers }) => {
      const media: Dm1Media = isDm1Media(headers['content-type'] ?? '')
        ? (headers['content-type'] as Dm1Media)
        : dm1Wbxml
      const message = decodeMessage(body)
      const arrived = { message, body, shown: { cred: message.header.cred, hmac: headers['x-syncml-hmac'] } }
      const reply = answerDm1(server.session, arrived, means)
      server.session = reply.session
      server.told.push(...reply.told)
      const written = encodeMessage(withCred(reply.message, reply.signer, md5), media)
      server.messages.push(message, decodeMessage(written))
      const hmac = reply.signer?.method === authMac ? { 'x-syncml-hmac': hmacOf(reply.signer, written, md5) } : {}
      return { status: 200, headers: { 'content-type': media, ...hmac }, body: written }
    },
  }
  return server
}

export type Client = { readonly objects: readonly Stored[]; readonly end: SessionEnd }

export const devInfo = new Map([
  ['DevId', devId],
  ['Man', 'Maker'],
  ['Mod', 'Model'],
  ['DmV', '1.2'],
  ['Lang', 'en'],
])

const orderFor = (objects: readonly Stored[], changed: Partial<Dm1Order>): Dm1Order => ({
  url,
  devId,
  sessionId: '1',
  alert: 1201,
  media: dm1Wbxml,
  maxMsgSize: 16_384,
  tree: {
    info: new Map([
      ['DevInfo', devInfo],
      ['DevDetail', new Map([['FwV', '7']])],
    ]),
    objects,
    serverId,
  },
  ...changed,
})

const hash = (name: string) => (bytes: Uint8Array) => createHash(name).update(bytes).digest()
export const digest = { hashes: { MD5: hash('md5'), 'SHA-256': hash('sha256') }, nonce: () => 'c' }

/** Runs the client's session to its end, with `answer` for a network. Throws what ends it. `kept` gets what the device keeps. */
export function runClient(
  objects: readonly Stored[],
  answer: (request: HttpRequest) => HttpAnswer,
  changed: Partial<Dm1Order> = {},
  kept: (readonly Stored[])[] = [],
): Client {
  const account = objects.flatMap((stored) => keptAccountOf(stored)?.account ?? [])[0]
  if (account === undefined) throw new Error('no account')
  const deps = { md5, nonce: countedNonces('c'), digest, keep: (now: readonly Stored[]) => void kept.push(now) }
  const session = dm1Session(account, orderFor(objects, changed), deps)
  let step = session.next()
  while (!step.done) step = session.next(answer(step.value))
  return { objects: kept.at(-1) ?? objects, end: step.value }
}

export const accountBy = (
  type: 'BASIC' | 'HMAC' | 'DIGEST' = 'DIGEST',
  password = 'secret',
  serverPassword = 'server',
): ServerAccount => ({
  id: serverId,
  url,
  name: 'DM',
  rights: [],
  client: { ...credential('device', password, 'n0'), type },
  server: { ...credential(serverId, serverPassword, 'm0'), type },
})

/** A message in a line: its statuses and commands, and whether it is the last of its package. */
export const lineOf = ({ commands, isFinal }: Message): string =>
  [
    ...commands.map(({ command }) => {
      if (command.is === 'Status') return `${command.cmd} ${command.code}${command.chal ? ' chal' : ''}`
      if (command.is === 'Alert') return `Alert ${command.code}`
      return 'items' in command
        ? `${command.is} ${command.items.map(({ target, source }) => target ?? source).join(' ')}`
        : command.is
    }),
    ...(isFinal ? ['Final'] : []),
  ].join(', ')
