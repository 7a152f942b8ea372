// From commands to a message and a request: as many as the server takes at once (OMA DM Protocol 1.2, 6).
import type { HttpRequest } from '../../http/exchange'
import type { Md5 } from '../../notification/dm1'
import type { Command } from './command'
import { versions } from './header'
import { maxObjSize } from './large'
import { encodeMessage, type Message, numbered } from './message'
import { authMac, credOf, hmacOf } from './proof'
import type { Session } from './state'

export type Sent = { readonly request: HttpRequest; readonly left: readonly Command[] }

/** The next message of what is outgoing. One command at least goes, however large it is. */
export function nextMessage(session: Session, md5: Md5): Sent {
  const { outgoing, most, order, mayClose } = session
  let count = mostAtOnce(outgoing)
  let body = bodyOf(session, outgoing.slice(0, count), mayClose && count === outgoing.length, md5)
  while (body.length > most && count > 1) {
    count--
    body = bodyOf(session, outgoing.slice(0, count), false, md5)
  }
  const prover = session.client.prover
  const hmac = prover?.method === authMac ? { 'x-syncml-hmac': hmacOf(prover, body, md5) } : {}
  const headers = { 'content-type': order.media, accept: order.media, ...hmac }
  return { request: { method: 'POST', url: session.url, headers, body }, left: outgoing.slice(count) }
}

/** A piece of a large object ends its message (OMA DM Protocol 1.2, 7.1). */
function mostAtOnce(outgoing: readonly Command[]): number {
  const piece = outgoing.findIndex(({ is, ...rest }) => 'items' in rest && rest.items.at(-1)?.moreData === true)
  return piece === -1 ? outgoing.length : piece + 1
}

const bodyOf = (session: Session, commands: readonly Command[], isFinal: boolean, md5: Md5): Uint8Array =>
  encodeMessage(messageOf(session, commands, isFinal, md5), session.order.media)

function messageOf(session: Session, commands: readonly Command[], isFinal: boolean, md5: Md5): Message {
  const { order, client, msgId } = session
  const { prover, state } = client
  const cred = prover && state !== 'proven' ? credOf(prover, md5) : undefined
  return {
    header: {
      ...versions,
      sessionId: order.sessionId,
      msgId: String(msgId),
      target: order.url,
      source: order.devId,
      sourceName: prover?.who.name,
      cred,
      maxMsgSize: order.maxMsgSize,
      maxObjSize,
    },
    commands: numbered(commands),
    isFinal,
  }
}
