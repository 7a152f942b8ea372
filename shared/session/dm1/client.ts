// The client's side of an OMA DM 1.2 session: packages 1 to 4 (OMA DM Protocol 1.2, 8), without the network.
import type { Conversation, HttpAnswer, HttpRequest } from '../../http/exchange'
import { type SignIn, signedIn } from '../../http/sign-in'
import type { Credential, ServerAccount } from '../../message/account'
import type { Stored } from '../../message/apply'
import { withNonce } from '../../message/kept-account'
import { refused, type SessionEnd } from '../ended'
import { hear } from './hear'
import { nextMessage } from './outgoing'
import { package1 } from './package1'
import { methodOf } from './proof'
import type { Dm1Means, Dm1Order, Party, Session } from './state'

export type Dm1ClientDeps = Dm1Means & {
  readonly digest: Pick<SignIn, 'hashes' | 'nonce'>
  /** Told what the device's objects have become, nonces and all, before it is relied on. */
  readonly keep: (objects: readonly Stored[]) => void
}

/** A server that never ends is left. */
const mostMessages = 100

export function* dm1Session(account: ServerAccount, order: Dm1Order, deps: Dm1ClientDeps): Conversation<SessionEnd> {
  let session = begun(account, order)
  for (let count = 0; count < mostMessages; count++) {
    const { request, left } = nextMessage(session, deps.md5)
    const answer = yield* exchanged(request, account.client, deps)
    const heard = hear({ ...session, outgoing: left }, answer, deps)
    session = heard.session
    deps.keep(keptObjects(session))
    if (heard.is === 'ended') return heard.end
  }
  throw refused(200, `the server has more to say after ${mostMessages} messages`)
}

const begun = ({ client, server }: ServerAccount, order: Dm1Order): Session => ({
  order,
  url: order.url,
  msgId: 1,
  outgoing: package1(order),
  client: partyOf(client),
  server: partyOf(server),
  mayClose: true,
  tree: order.tree,
  most: Number.POSITIVE_INFINITY,
})

function partyOf(credential: Credential | undefined): Party {
  const method = credential && methodOf(credential.type)
  if (credential === undefined || method === undefined) return { state: 'open' }
  return { prover: { who: credential, method, nonce: credential.nonce?.reveal() ?? new Uint8Array() }, state: 'open' }
}

/** DMAcc, AAuthType: HTTP-BASIC and HTTP-DIGEST are shown to HTTP, and only when it asks. */
function exchanged(
  request: HttpRequest,
  client: Credential | undefined,
  deps: Dm1ClientDeps,
): Conversation<HttpAnswer> {
  const isHttp = client?.type === 'HTTP-BASIC' || client?.type === 'HTTP-DIGEST'
  const first = client?.type === 'HTTP-BASIC' ? 'basic' : 'asked'
  return signedIn(request, { who: isHttp ? client : undefined, first, ...deps.digest })
}

/** The account with the nonces that the next proofs are over. Those of a server that is not proven are not believed. */
function keptObjects({ tree, client, server }: Session): readonly Stored[] {
  if (server.state === 'challenged') return tree.objects
  return tree.objects.map((stored) => {
    if (stored.owner !== tree.serverId) return stored
    const withClient = client.prover ? withNonce(stored.tree, 'CLCRED', client.prover.nonce) : stored.tree
    const next = server.prover ? withNonce(withClient, 'SRVCRED', server.prover.nonce) : withClient
    return { ...stored, tree: next }
  })
}
