// The server's side of an OMA DM 1.2 session (OMA DM Protocol 1.2, 8 and 9), without the network: a message in, a message out.
import type { ServerAccount } from '../../../../shared/message/account'
import type { Md5 } from '../../../../shared/notification/dm1'
import { asked, headerStatus, refuseAll } from '../../../../shared/session/dm1/answers'
import type { Command, Status } from '../../../../shared/session/dm1/command'
import { nameOf } from '../../../../shared/session/dm1/command'
import type { Chal } from '../../../../shared/session/dm1/header'
import { type Message, numbered } from '../../../../shared/session/dm1/message'
import { status } from '../../../../shared/session/dm1/perform'
import {
  authBasic,
  authMac,
  credOf,
  methodOf,
  type Prover,
  type Shown,
  type Verdict,
  verdictOn,
} from '../../../../shared/session/dm1/proof'
import { hearStatuses } from './dm1-hearing'
import { type Facts, noFacts, type Programme, type Wish } from './programme'

/** The nonces that the next proofs are over; they outlive a session. */
export type Nonces = { readonly client: Uint8Array; readonly server: Uint8Array }

export type Dm1ServerSession = {
  readonly account: ServerAccount
  readonly url: string
  /** Where the rest of the session goes: a place that only its device is told. */
  readonly respUri: string
  /** Without a prover HTTP or TLS proves it. `refusals` counts how often it was turned away. */
  readonly client: { readonly prover?: Prover; readonly state: 'open' | 'proven'; readonly refusals: number }
  readonly server: { readonly prover?: Prover; readonly state: 'open' | 'challenged' | 'proven' }
  readonly stage: 'new' | 'contacted'
  readonly msgId: number
  /** What was asked last, by the CmdID it went under. */
  readonly waiting: ReadonlyMap<string, Wish>
  readonly facts: Facts
  readonly nonces: Nonces
}

export type Arrived = { readonly message: Message; readonly body: Uint8Array; readonly shown: Shown }
export type ServerMeans = { readonly md5: Md5; readonly nonce: () => Uint8Array; readonly programme: Programme }

/** `contacted` is a package 1 of a proven device; `managed` is the end of a session in which all went well. */
export type Told = 'contacted' | 'managed' | 'aborted'
export type Reply = {
  readonly message: Message
  /** Signs the written message, where that is the proof. */
  readonly signer?: Prover
  readonly session: Dm1ServerSession
  readonly told: readonly Told[]
}

const mostRefusals = 3

/** A device that signs in over HTTP or TLS is proven before its first message. */
export function openDm1(account: ServerAccount, respUri: string, nonces: Nonces, isProven: boolean): Dm1ServerSession {
  const [client, server] = [proverOf(account.client, nonces.client), proverOf(account.server, nonces.server)]
  return {
    account,
    url: account.url,
    respUri,
    client: {
      ...(client && { prover: client }),
      state: client === undefined && isProven ? 'proven' : 'open',
      refusals: 0,
    },
    server: { ...(server && { prover: server }), state: server === undefined ? 'proven' : 'open' },
    stage: 'new',
    msgId: 0,
    waiting: new Map(),
    facts: noFacts,
    nonces,
  }
}

function proverOf(who: ServerAccount['client'], nonce: Uint8Array): Prover | undefined {
  const method = who && methodOf(who.type)
  return who && method && { who, method, nonce }
}

export function answerDm1(session: Dm1ServerSession, arrived: Arrived, means: ServerMeans): Reply {
  const next = { ...session, msgId: session.msgId + 1 }
  const verdict = verdictOnClient(next, arrived, means.md5)
  return verdict === 'proven' ? goOn(next, arrived, means) : turnAway(next, arrived, verdict, means)
}

function verdictOnClient({ client }: Dm1ServerSession, { shown, body }: Arrived, md5: Md5): Verdict {
  if (client.state === 'proven') return 'proven'
  return client.prover === undefined ? 'missing' : verdictOn(shown, body, client.prover, md5)
}

/** 9.1: nothing but statuses, and a challenge as long as there is hope. Whom we do not know learns nothing of us. */
function turnAway(session: Dm1ServerSession, { message }: Arrived, verdict: Verdict, { nonce }: ServerMeans): Reply {
  const { prover, refusals } = session.client
  const code = verdict === 'missing' ? status.missingCredentials : status.wrongCredentials
  const isLast = prover === undefined || refusals + 1 >= mostRefusals
  const asks = prover && { ...prover, nonce: nonce() }
  const chal: Chal | undefined = asks && !isLast ? chalOf(asks) : undefined
  const client = { ...session.client, ...(asks && { prover: asks }), refusals: refusals + 1 }
  const commands = [
    headerStatus(message.header, code, chal),
    ...refuseAll(message.commands, message.header.msgId, code),
  ]
  const reply = written({ ...session, client }, message, commands, true)
  return { message: reply, session: { ...session, client, waiting: new Map() }, told: isLast ? ['aborted'] : [] }
}

const chalOf = ({ method, nonce }: Prover): Chal => ({
  type: method,
  ...(method !== authBasic && { nextNonce: nonce }),
})

function goOn(session: Dm1ServerSession, { message }: Arrived, means: ServerMeans): Reply {
  const welcomed = welcome({ ...session, stage: 'contacted' }, means)
  const heard = hearStatuses(welcomed.session, message)
  const statuses = [headerStatus(message.header, welcomed.code, welcomed.chal), ...statusesFor(message)]
  const told: readonly Told[] = session.stage === 'new' ? ['contacted'] : []
  const over = (commands: readonly Command[], end: Told): Reply => ({
    ...signed(heard.session, message, [...statuses, ...commands], true),
    told: [...told, end],
  })
  if (message.commands.some(({ command }) => command.is === 'Alert' && command.code === 1223))
    return over([], 'aborted')
  if (heard.isRefused) return over([{ is: 'Alert', code: 1223, items: [] }], 'aborted')
  if (!message.isFinal)
    return { ...signed(heard.session, message, [...statuses, { is: 'Alert', code: 1222, items: [] }], false), told }
  const again = heard.isChallenged ? [...session.waiting.values()] : []
  const wishes = again.length > 0 ? again : means.programme(heard.session.facts)
  const hasFailed = [...heard.session.facts.statuses.values()].some((code) => code >= 300)
  if (wishes.length === 0) return over([], hasFailed ? 'aborted' : 'managed')
  const waiting = new Map(wishes.map((wish, at) => [String(statuses.length + at + 1), wish]))
  const reply = signed({ ...heard.session, waiting }, message, [...statuses, ...wishes.map(commandOf)], true)
  return { ...reply, told }
}

type Welcomed = { readonly session: Dm1ServerSession; readonly code: number; readonly chal?: Chal }

/** 212 with the nonce of the next session; an HMAC is 200 each time, with the nonce of the next message. */
function welcome(session: Dm1ServerSession, { nonce }: ServerMeans): Welcomed {
  const { client, nonces } = session
  if (client.state === 'proven' || client.prover === undefined) return { session, code: status.ok }
  const prover = { ...client.prover, nonce: nonce() }
  const state = prover.method === authMac ? 'open' : 'proven'
  const next = {
    ...session,
    client: { ...client, prover, state },
    nonces: { ...nonces, client: prover.nonce },
  } as const
  const code = state === 'proven' ? status.accepted : status.ok
  return prover.method === authBasic ? { session: next, code } : { session: next, code, chal: chalOf(prover) }
}

const statusesFor = ({ header, commands }: Message): readonly Status[] =>
  asked(commands).map(({ id, command }) => ({
    is: 'Status',
    msgRef: header.msgId,
    cmdRef: id,
    cmd: nameOf(command),
    targetRefs: [],
    sourceRefs: [],
    code: ['Alert', 'Replace'].includes(command.is) ? status.ok : status.notAllowed,
  }))

const commandOf = (wish: Wish): Command =>
  wish.is === 'Get'
    ? { is: 'Get', items: [{ target: wish.uri }] }
    : { is: 'Replace', items: [{ target: wish.uri, format: 'chr', type: 'text/plain', data: wish.value }] }

/** With our own proof, unless the device had it already. */
function signed(session: Dm1ServerSession, to: Message, commands: readonly Command[], isFinal: boolean) {
  const { prover, state } = session.server
  const message = written(session, to, commands, isFinal)
  const signer = state === 'proven' ? undefined : prover
  return { message, session, ...(signer && { signer }) }
}

function written(
  { url, respUri, msgId }: Dm1ServerSession,
  { header }: Message,
  commands: readonly Command[],
  isFinal: boolean,
): Message {
  const { verDtd, verProto, sessionId } = header
  return {
    header: { verDtd, verProto, sessionId, msgId: String(msgId), target: header.source, source: url, respUri },
    commands: numbered(commands),
    isFinal,
  }
}

/** The message with our credential in its header; an HMAC goes beside it. */
export const withCred = (message: Message, signer: Prover | undefined, md5: Md5): Message => {
  const cred = signer && credOf(signer, md5)
  return cred === undefined
    ? message
    : { ...message, header: { ...message.header, sourceName: signer?.who.name, cred } }
}
