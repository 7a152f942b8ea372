// POST /dm in SyncML: sessions of OMA DM 1.2. Each goes on at an address of its own, which only its device is told.
import { Failed } from '../../../../shared/failure'
import type { ServerAccount } from '../../../../shared/message/account'
import type { Md5 } from '../../../../shared/notification/dm1'
import { secret } from '../../../../shared/secret'
import { type Dm1Media, decodeMessage, encodeMessage, type Message } from '../../../../shared/session/dm1/message'
import { authMac, hmacOf, methodOf } from '../../../../shared/session/dm1/proof'
import { answerDm1, type Dm1ServerSession, openDm1, type Reply, type Told, withCred } from './dm1-session'
import { keepNewest } from './keep-newest'
import type { NonceStore } from './nonces'
import { namingProgramme } from './programme'
import type { SignIns } from './sign-in'
import type { Answer, Visit } from './visit'

export type Dm1Deps = {
  readonly accountOf: (devId: string) => ServerAccount | undefined
  readonly told: (serverId: string, devId: string, what: readonly Told[]) => void
  readonly signIns: SignIns
  readonly nonces: NonceStore
  readonly md5: Md5
  readonly nonce: () => Uint8Array
  /** An address that nobody guesses. */
  readonly token: () => string
  readonly name: string
}

export function createDm1Endpoint(deps: Dm1Deps): (visit: Visit, media: Dm1Media, body: Uint8Array) => Answer {
  const sessions = new Map<string, Dm1ServerSession & { readonly devId: string }>()
  return (visit, media, body) => {
    const message = readable(body)
    if (message === undefined) return { status: 400 }
    const devId = message.header.source
    const host = visit.headers.host ?? 'localhost'
    // RFC 9110, 7.2: a server answers 400 to a Host that is none.
    if (!URL.canParse(`https://${host}`)) return { status: 400 }
    const known = sessions.get(visit.query.get('s') ?? '')
    const [key, session] = known?.devId === devId ? [visit.query.get('s') ?? '', known] : opened(visit, message, deps)
    if (!isCarried(session, visit, devId, deps))
      return { status: 401, headers: { 'www-authenticate': deps.signIns.challenges() } }
    const shown = { cred: message.header.cred, hmac: visit.headers['x-syncml-hmac'] }
    const programme = namingProgramme(session.account.id, deps.name)
    const reply = answerDm1(session, { message, body, shown }, { ...deps, programme })
    sessions.delete(key)
    if (!reply.told.some((one) => one !== 'contacted')) sessions.set(key, { ...reply.session, devId })
    keepNewest(sessions)
    if (reply.session.nonces !== session.nonces) deps.nonces.keep(session.account.id, devId, reply.session.nonces)
    deps.told(session.account.id, devId, reply.told)
    return answerWith(reply, media, deps.md5)
  }
}

/** A device that nobody registered is asked to sign in like one whose password is wrong. */
function opened(visit: Visit, { header }: Message, deps: Dm1Deps): readonly [string, Dm1ServerSession] {
  const key = deps.token()
  const url = `https://${visit.headers.host ?? 'localhost'}${visit.path}`
  const account = deps.accountOf(header.source) ?? {
    id: '',
    url,
    name: '',
    rights: [],
    client: { name: header.source, secret: secret(deps.nonce()) },
  }
  const respUri = new URL(`?s=${key}`, account.url).href
  return [key, openDm1(account, respUri, deps.nonces.of(account, header.source), isByTransport(account))]
}

const isByTransport = ({ client }: ServerAccount): boolean =>
  client === undefined || methodOf(client.type) === undefined

/** Where SyncML has no proof of the device, HTTP or TLS has one of every message. */
const isCarried = ({ account }: Dm1ServerSession, { shown }: Visit, devId: string, { signIns }: Dm1Deps): boolean =>
  !isByTransport(account) || signIns.isProven(shown, devId, account.client)

function answerWith({ message, signer }: Reply, media: Dm1Media, md5: Md5): Answer {
  const body = encodeMessage(withCred(message, signer, md5), media)
  const hmac = signer?.method === authMac ? { 'x-syncml-hmac': hmacOf(signer, body, md5) } : {}
  return { status: 200, headers: { 'content-type': media, ...hmac }, body }
}

function readable(body: Uint8Array): Message | undefined {
  try {
    return decodeMessage(body)
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return undefined
  }
}
