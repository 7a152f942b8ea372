// What a DM 1.2 client makes of a server's message: the next state of the session, or its end.
import { type HttpAnswer, mediaOf } from '../../http/exchange'
import { isHttps } from '../../https'
import { notUnderstood, refused, type SessionEnd, unproven } from '../ended'
import { answersTo, asked, type Held, headerStatus, refuseAll } from './answers'
import type { Command, Status } from './command'
import { type Chal, versions } from './header'
import { decodeMessage, isDm1Media, type Message } from './message'
import { package1 } from './package1'
import { status } from './perform'
import { authMac, authMd5, isWeaker, methodNamed, type Prover, type Verdict, verdictOn } from './proof'
import type { Dm1Means, Party, Session } from './state'

export type Heard =
  | { readonly is: 'next'; readonly session: Session }
  | { readonly is: 'ended'; readonly session: Session; readonly end: SessionEnd }

/** Fails with `server.refused`, `server.unproven`, `message.invalid` or `bytes.malformed`: the session is then over. */
export function hear(session: Session, answer: HttpAnswer, means: Dm1Means): Heard {
  if (answer.status !== 200) throw refused(answer.status, 'the server does not take part in the session')
  if (!isDm1Media(mediaOf(answer))) throw notUnderstood('Content-Type', mediaOf(answer) || 'none')
  const message = decodeMessage(answer.body)
  checkHeader(message, session)
  const own = ownStatus(message, session)
  const verdict = verdictOnServer(message, answer, session, means)
  const { respUri = session.url, maxMsgSize } = message.header
  const most = maxMsgSize === undefined ? session.most : Math.max(maxMsgSize, leastBytes)
  if (!isSameServer(respUri, session.url)) throw notUnderstood('SyncHdr/RespURI', 'at another server')
  const updated = { ...session, url: respUri, most }
  if (own.code === status.wrongCredentials || own.code === status.missingCredentials)
    return { is: 'next', session: again(updated, message, own, verdict, means) }
  if (own.code !== status.ok && own.code !== status.accepted)
    throw refused(own.code, 'the server does not take this message')
  if (message.commands.some(({ command }) => command.is === 'Alert' && command.code === 1223))
    throw refused(1223, 'the server ended the session')
  return proceed({ ...updated, client: accepted(session.client, own) }, message, verdict, means)
}

/** No message is smaller: it has a header and a status for the last one. */
const leastBytes = 512

/** What was said to this server is not sent to another. */
const isSameServer = (uri: string, url: string): boolean => isHttps(uri) && new URL(uri).host === new URL(url).host

function checkHeader({ header }: Message, { order }: Session): void {
  if (header.verProto !== versions.verProto) throw notUnderstood('SyncHdr/VerProto', header.verProto)
  if (header.sessionId !== order.sessionId) throw notUnderstood('SyncHdr/SessionID', 'of another session')
  if (header.target !== order.devId) throw notUnderstood('SyncHdr/Target', 'for another device')
}

function ownStatus({ commands }: Message, { msgId }: Session): Status {
  for (const { command } of commands)
    if (command.is === 'Status' && command.cmdRef === '0' && command.msgRef === String(msgId)) return command
  throw notUnderstood('SyncBody/Status', 'nothing about our message')
}

function verdictOnServer({ header }: Message, answer: HttpAnswer, { server }: Session, { md5 }: Dm1Means): Verdict {
  if (server.prover === undefined || server.state === 'proven') return 'proven'
  const shown = { cred: header.cred, hmac: answer.headers['x-syncml-hmac'] }
  return verdictOn(shown, answer.body, server.prover, md5)
}

/** DM Protocol 1.2, 9.1: the first package again, with the proof that is asked for; once. */
function again(session: Session, message: Message, { code, chal }: Status, verdict: Verdict, means: Dm1Means): Session {
  const { prover, state } = session.client
  const method = chal && methodNamed(chal.type)
  if (prover === undefined || state !== 'open' || chal === undefined)
    throw refused(code, 'the server does not take the credentials of this account')
  if (method === undefined || isWeaker(method, prover.method))
    throw refused(code, `the server asks for ${chal.type}, the account says ${prover.method}`)
  const client: Party = { prover: { ...prover, method, nonce: chal.nextNonce ?? prover.nonce }, state: 'challenged' }
  const { server, told } = challenge(session.server, verdict, means)
  const first = headerStatus(message.header, told.code, told.chal)
  return {
    ...session,
    msgId: session.msgId + 1,
    client,
    server,
    outgoing: [first, ...package1(session.order)],
    mayClose: true,
  }
}

/** 212 is for the session, and its nonce for the next one; 200 is for this message, and its nonce for the one after it. */
function accepted(party: Party, { code, chal }: Status): Party {
  const { prover } = party
  if (prover === undefined) return party
  const nonce = chal?.nextNonce
  if (prover.method === authMac && (code !== status.ok || nonce === undefined))
    throw refused(code, 'the server gives no nonce for the next HMAC')
  return { prover: { ...prover, nonce: nonce ?? prover.nonce }, state: code === status.accepted ? 'proven' : 'open' }
}

function proceed(session: Session, message: Message, verdict: Verdict, means: Dm1Means): Heard {
  const todo = asked(message.commands)
  const { server, told } = challenge(session.server, verdict, means)
  if (verdict !== 'proven' && (todo.length === 0 || session.server.state === 'challenged'))
    throw unproven(verdict === 'missing' ? 'it shows no credentials' : 'its credentials are not those of the account')
  const msgRef = message.header.msgId
  const header = headerStatus(message.header, told.code, told.chal)
  const next = (commands: readonly Command[], { tree, pending }: Held = session): Heard => ({
    is: 'next',
    session: {
      ...session,
      msgId: session.msgId + 1,
      server,
      tree,
      pending,
      outgoing: [header, ...commands, ...session.outgoing],
      mayClose: pending === undefined && (message.isFinal || session.outgoing.length > 0),
    },
  })
  if (verdict !== 'proven') return next(refuseAll(message.commands, msgRef, told.code))
  const isOver = todo.length === 0 && message.isFinal && session.outgoing.length === 0
  if (isOver) return { is: 'ended', session, end: { messages: session.msgId } }
  const done = answersTo(message.commands, session, { msgRef, most: session.most })
  const isWhole = done.pending === undefined && (message.isFinal || session.outgoing.length > 0)
  const more: readonly Command[] = isWhole ? [] : [{ is: 'Alert', code: 1222, items: [] }]
  return next([...done.commands, ...more], done)
}

type Challenged = { readonly server: Party; readonly told: { readonly code: number; readonly chal?: Chal } }

/** What the server is told of its proof, and with which nonce it will make the next one. */
function challenge(party: Party, verdict: Verdict, { nonce }: Dm1Means): Challenged {
  const { prover, state } = party
  if (prover === undefined || state === 'proven') return { server: party, told: { code: status.ok } }
  const next: Prover = { ...prover, nonce: nonce() }
  const chal: Chal = { type: prover.method, ...(hasNonce(prover) && { nextNonce: next.nonce }) }
  if (verdict !== 'proven') {
    const code = verdict === 'missing' ? status.missingCredentials : status.wrongCredentials
    return { server: { prover: next, state: 'challenged' }, told: { code, chal } }
  }
  if (prover.method === authMac) return { server: { prover: next, state: 'open' }, told: { code: status.ok, chal } }
  const forNext = hasNonce(prover) ? { chal } : {}
  return { server: { prover: next, state: 'proven' }, told: { code: status.accepted, ...forNext } }
}

const hasNonce = ({ method }: Prover): boolean => method === authMd5 || method === authMac
